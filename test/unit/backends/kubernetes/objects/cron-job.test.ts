import { describe, expect, test } from '@jest/globals';
import type { CronJob } from '../../../../../src/backends/kubernetes/client/types.ts';
import { sourceOf, triggeredJob } from '../../../../../src/backends/kubernetes/objects/cron-job.ts';
import { wantedCronJob, type Starts } from '../../../../../src/backends/kubernetes/scheduling/cron-jobs.ts';
import { orderOf } from '../../../../../src/backends/kubernetes/scheduling/told.ts';
import type { Schedule } from '../../../../../src/workflow/model.ts';
import { schedule, starts } from '../scheduling/schedules.ts';
import { owner } from './facts.ts';

const now = '2026-03-01T00:00:00.000Z';
function cronJob(fields: Partial<Schedule> = {}, more: Partial<Starts> = {}, workflow = 'wine'): CronJob {
  const project = { owner, workflow };
  return wantedCronJob(project, schedule(fields), starts(more), { maps: ['source-0', 'source-1'], live: null, now });
}
const podOf = ({ spec }: CronJob) => spec.jobTemplate.spec?.template.spec;

describe('the CronJob of a schedule', () => {
  test('fires as the file says, in its zone', () => {
    expect(cronJob({ concurrency: 'replace' }).spec).toMatchObject({
      schedule: '0 3 * * *',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
    });
  });

  test.each([
    [{ catchUp: 'skip' }, 60],
    [{ catchUp: 'latest' }, 604_800],
    [{ catchUp: 'all' }, 604_800],
    [{ catchUp: 'skip', deadline: 600 }, 600],
  ] as const)('with %j may be %d s late', (fields, seconds) => {
    expect(cronJob(fields).spec.startingDeadlineSeconds).toBe(seconds);
  });

  test('leaves it to people whether it is suspended, unless the file says so', () => {
    expect(cronJob().spec).not.toHaveProperty('suspend');
    expect(cronJob({ suspend: true }).spec.suspend).toBe(true);
  });

  test('has a name that leaves room for the names of its Jobs, and is that of no other', () => {
    const name = (...args: Parameters<typeof cronJob>): string => cronJob(...args).metadata?.name ?? '';
    expect(name()).toMatch(/^wine-nightly-[a-z2-7]{6}$/);
    expect(name({ name: 'n'.repeat(60) }, {}, 'w'.repeat(60)).length).toBeLessThanOrEqual(52);
    expect(new Set([name(), name({ name: 'weekly' }), name({}, {}, 'beer')]).size).toBe(3);
  });

  test('tells its pods whose run they start, and of what', () => {
    const order = orderOf(cronJob({ params: { alpha: 0.5 }, retries: 2 }));
    expect(order).toMatchObject({
      workflow: 'wine',
      owner,
      schedule: { name: 'nightly', params: { alpha: 0.5 }, retries: 2 },
      from: { commit: { head: 'aaaaaaaaaa', ref: 'main' } },
    });
  });

  test('mounts the files of its commit, or a login for the repository of its branch', () => {
    const ofCommit = cronJob();
    expect(sourceOf(ofCommit.spec.jobTemplate.spec)).toEqual(['source-0', 'source-1']);
    const ofBranch = cronJob({ ref: 'main' });
    expect(sourceOf(ofBranch.spec.jobTemplate.spec)).toEqual([]);
    expect(orderOf(ofBranch)?.from).toEqual({ url: 'https://example.com/acme/models.git', branch: 'main' });
    expect(podOf(ofBranch)?.volumes?.map(({ secret }) => secret)).toEqual([
      undefined,
      { secretName: 'automl-git-wine', optional: true, defaultMode: 0o440 },
      { secretName: 'automl-git', optional: true, defaultMode: 0o440 },
    ]);
  });

  test('of a branch says which repository it lacks', () => {
    expect(() => cronJob({ ref: 'main' }, { url: null })).toThrow(
      'schedule "nightly" runs the head of branch main, and nobody knows where to clone it from',
    );
  });

  test('makes another pod for one that was told to leave or evicted, and none for a file that is wrong', () => {
    const { podFailurePolicy, backoffLimit } = cronJob().spec.jobTemplate.spec ?? {};
    expect(podFailurePolicy?.rules).toMatchObject([
      { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget' }] },
      { action: 'Ignore', onExitCodes: { values: [75, 143] } },
      { action: 'FailJob', onExitCodes: { values: [2, 3] } },
    ]);
    expect(backoffLimit).toBeGreaterThan(6);
  });

  test('runs as the account that `automl rbac` prints', () => {
    expect(podOf(cronJob())).toMatchObject({ serviceAccountName: 'automl-wine', automountServiceAccountToken: true });
  });
});

test('a Job that a person starts is as the CronJob makes them, and says what for', () => {
  const whole = cronJob();
  const made = triggeredJob({ ...whole, metadata: { ...whole.metadata, uid: 'c1' } }, 'x', '2026-01-01T00:00:00.000Z');
  expect(made.spec).toEqual(whole.spec.jobTemplate.spec);
  expect(made.metadata).toMatchObject({
    labels: { 'automl-action/schedule': 'nightly' },
    annotations: {
      'cronjob.kubernetes.io/instantiate': 'manual',
      'automl-action/scheduled-at': '2026-01-01T00:00:00.000Z',
    },
    ownerReferences: [{ kind: 'CronJob', uid: 'c1', controller: true }],
  });
});
