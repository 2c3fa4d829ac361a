import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { cronJobObject } from '../../../src/backends/kubernetes/objects/cron-job.ts';
import { labels } from '../../../src/backends/kubernetes/objects/labels.ts';
import { logsObjects, packedLog } from '../../../src/backends/kubernetes/objects/logs.ts';
import { anchorName } from '../../../src/backends/kubernetes/objects/names.ts';
import type { Owner } from '../../../src/backends/kubernetes/objects/run-facts.ts';
import type { Schedule } from '../../../src/workflow/model.ts';
import { plainDriver } from '../../../src/workflow/driver.ts';
import { scheduleOf } from '../../github/schedules.ts';
import { putRun } from '../backends/kubernetes/inventory/scene.ts';
import { facts, owner } from '../backends/kubernetes/objects/facts.ts';
import { ViewScene } from './view-scene.ts';

const day = 24 * 3600 * 1000;
/** Wednesday noon. */
const noon = Date.parse('2026-03-04T12:00:00Z');
const now = (): number => noon;

let scene: ViewScene;
beforeEach(async () => {
  scene = await ViewScene.open();
});
afterEach(() => scene.close());

const file = (...schedules: readonly string[]): Promise<void> =>
  scene.write(
    path.join(scene.folder, 'automl.yaml'),
    [
      'name: wine',
      'stages: {main: [{name: train, command: ["true"], image: "python:3.12-slim"}]}',
      'schedule:',
      ...schedules,
    ].join('\n'),
  );

const nightly = scheduleOf({ backend: 'cluster' });

/** As `schedule sync` makes it. */
function putCronJob(fields: Partial<Schedule> = {}, workflow = 'wine', since = '2026-03-01T12:00:00Z'): string {
  const schedule = { ...nightly, ...fields };
  const { name, cron, timezone, params, concurrency, catchUp, retries, jitter } = schedule;
  const object = cronJobObject({
    schedule,
    order: {
      workflow,
      owner,
      schedule: { name, cron, timezone, params, concurrency, catchUp, retries, jitter },
      from: { url: 'https://github.com/acme/models', branch: 'main' },
    },
    driver: plainDriver,
    image: 'runner:1',
    imagePullSecrets: [],
    env: [],
    assignsUsers: false,
    source: [],
    since,
  });
  scene.api.put('CronJob', object);
  return object.metadata?.name ?? '';
}

interface FireFields {
  readonly name?: string;
  readonly workflow?: string;
  readonly owner?: Owner;
  readonly isOver?: boolean;
}
const elsewhere: Owner = { ...owner, repository: 'acme/other', name: 'acme/other' };

/** A run of the schedule that stands for 3:00 of this day of March, and began a minute later. */
function putFire(id: string, date: number, fields: FireFields = {}): void {
  const { name = 'nightly', workflow = 'wine', owner: whose = owner, isOver = true } = fields;
  const at = Date.UTC(2026, 2, date, 3);
  const schedule = { name, at: new Date(at).toISOString(), concurrency: 'forbid' } as const;
  const events = endedAt(at + 60_000).slice(0, isOver ? 2 : 1);
  putRun(scene.api, { id, owner: whose, fields: { schedule, workflow }, events, isOver });
  const anchor = scene.api.objects.get('ConfigMap', anchorName(id));
  const metadata = {
    ...anchor?.metadata,
    labels: { ...anchor?.metadata?.labels, [labels.schedule]: name },
    annotations: { ...anchor?.metadata?.annotations, [labels.scheduledAt]: schedule.at },
  };
  scene.api.put('ConfigMap', { ...anchor, metadata });
}

const endedAt = (at: number) =>
  [
    { type: 'run-started', at },
    { type: 'run-ended', at: at + 90_000, state: 'succeeded' },
  ] as const;

describe('automl get schedules', () => {
  test('shows those of the file and of the namespace: when they fire next, and what became of the last time', async () => {
    await file(
      '  - {name: nightly, cron: "0 3 * * *", backend: cluster}',
      '  - {name: weekly, cron: "0 5 * * 1", backend: cluster}',
    );
    putCronJob();
    putCronJob({ name: 'other', suspend: true }, 'beer');
    putFire('r1', 3);
    putFire('r2', 4);
    const { out } = await scene.there('get schedules', { now });
    expect(out.split('\n').map((line) => line.trimEnd().split(/ {2,}/))).toEqual([
      ['schedule', 'workflow', 'cron', 'zone', 'backend', 'state', 'next', 'last run', 'when', 'late'],
      [
        'nightly',
        'wine',
        '0 3 * * *',
        'UTC',
        'cluster',
        'active',
        '2026-03-05 03:00:00Z',
        'succeeded',
        '2026-03-04 03:00:00Z',
        '1 m 00 s',
      ],
      ['weekly', 'wine', '0 5 * * 1', 'UTC', 'cluster', 'not synced', '–', '–', '–', '–'],
      ['other', 'beer', '0 3 * * *', 'UTC', 'cluster', expect.stringMatching(/^suspended/), '–', '–', '–', '–'],
      [''],
    ]);
    const values = JSON.parse((await scene.there('get schedules -o json', { now })).out) as unknown;
    expect(values).toMatchObject([
      { name: 'nightly', next: '2026-03-05T03:00:00.000Z', last_run: { id: 'r2', lateness_seconds: 60 } },
      { name: 'weekly', state: 'not synced', last_run: null },
      { name: 'other', workflow: 'beer' },
    ]);
    expect((await scene.there('get cw', { now })).out).toBe(out);
  });

  test('says that it differs where the CronJob is of another time, and that nobody could be asked', async () => {
    await file('  - {name: nightly, cron: "0 4 * * *", backend: cluster}');
    putCronJob();
    expect((await scene.there('get schedules', { now })).out).toContain('not synced');
    expect((await scene.here('get schedules')).out).toMatch(/nightly .* unknown +– /);
  });

  test('is a sentence where there are none', async () => {
    const { code, out } = await scene.there('get schedules -n ml', { now });
    expect([code, out]).toEqual([0, expect.stringMatching(/^no schedules in .* and namespace ml\n$/)]);
  });
});

describe('automl get schedule', () => {
  test('has the runs, and the times that were missed since it fires at these times', async () => {
    putCronJob();
    putFire('r1', 2);
    putFire('r2', 4);
    putFire('other', 3, { owner: elsewhere });
    const { out } = await scene.there('get schedule nightly --history', { now });
    const [, table = ''] = out.split('history\n');
    expect(
      table
        .trimEnd()
        .split('\n')
        .map((line) =>
          line
            .split(/ {2,}/)
            .slice(0, 2)
            .concat(/missed|succeeded/.exec(line) ?? []),
        ),
    ).toEqual([
      ['run', 'scheduled'],
      ['r2', '2026-03-04 03:00:00Z', 'succeeded'],
      ['–', '2026-03-03 03:00:00Z', 'missed'],
      ['r1', '2026-03-02 03:00:00Z', 'succeeded'],
    ]);
    const value = JSON.parse(
      (await scene.there('get schedule wine/nightly --history --limit 2 -o json', { now })).out,
    ) as object;
    expect(value).toMatchObject({
      name: 'nightly',
      history: [
        { run: 'r2', state: 'succeeded', lateness_seconds: 60, ended_at: '2026-03-04T03:02:30.000Z' },
        { run: null, state: 'missed', started_at: null },
      ],
    });
  });

  test('guesses nothing about times whose runs may have been forgotten', async () => {
    putCronJob({}, 'wine', '2025-12-01T00:00:00Z');
    const days = Array.from({ length: 20 }, (_, index) => index - 16);
    for (const date of days) if (date !== 0) putFire(`r${date + 20}`, date);
    putFire('r99', 4);
    const { out } = await scene.there('get schedule nightly --history --limit 100 -o json', { now });
    const { history } = JSON.parse(out) as {
      readonly history: readonly { readonly state: string; readonly scheduled_at: string }[];
    };
    const missed = history.filter(({ state }) => state === 'missed').map((each) => each.scheduled_at.slice(0, 10));
    expect(missed).toEqual(['2026-02-28']);
  });

  test('leads to what its last run has printed', async () => {
    putCronJob();
    expect(await scene.there('get cw nightly --logs', { now })).toMatchObject({
      code: 2,
      err: 'schedule "nightly" has no run that is known',
    });
    putRun(scene.api, {
      id: 'r1',
      fields: { schedule: { name: 'nightly', at: '2026-03-02T03:00:00.000Z', concurrency: 'forbid' } },
    });
    const kept = await packedLog({ step: 'train', attempt: 1, text: 'hi\n' });
    for (const object of logsObjects(facts({ id: 'r1' }), [kept])) scene.api.put('ConfigMap', object);
    expect(await scene.there('get cw nightly --logs', { now })).toMatchObject({ code: 0, out: 'hi\n' });
  });

  test('that there is none of, or two, is an error that helps', async () => {
    putCronJob();
    putCronJob({}, 'beer');
    expect((await scene.there('get schedule nightle', { now })).err).toMatch(
      /^no schedule "nightle"; did you mean "nightly"/,
    );
    const { code, err } = await scene.there('get schedule nightly', { now });
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/^there are 2 schedules "nightly"; say which:\n {2}beer\/nightly .*\n {2}wine\/nightly /),
    ]);
    await file('  - {name: nightly, cron: "0 3 * * *", backend: cluster}');
    expect((await scene.there('get schedule nightly', { now })).out).toMatch(/^workflow +wine$/m);
  });
});

describe('a schedule of the cluster', () => {
  const suspended = (name: string) => scene.api.objects.get('CronJob', name)?.spec.suspend;

  test('is suspended and resumed, and the history tells why a time was missed', async () => {
    const name = putCronJob();
    const before = () => noon - 2 * day;
    expect(await scene.there('suspend nightly', { now: before })).toMatchObject({
      code: 0,
      out: expect.stringContaining('is suspended'),
    });
    expect(suspended(name)).toBe(true);
    const { out } = await scene.there('get schedule nightly --history', { now });
    expect(out).toMatch(/^state +suspended by a person$/m);
    expect(out).toMatch(/2026-03-04 03:00:00Z .*missed +suspended by a person/);
    expect((await scene.there('resume nightly', { now })).code).toBe(0);
    expect(suspended(name)).toBe(false);
  });

  test('is never that of another repository', async () => {
    await file('  - {name: nightly, cron: "0 3 * * *", backend: cluster}');
    const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: scene.folder });
    git('init', '-q');
    git('remote', 'add', 'origin', 'git@github.com:acme/other.git');
    const name = putCronJob();
    const { code, err } = await scene.there('suspend wine/nightly', { now });
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('has no CronJob of schedule "nightly": automl schedule sync'),
    ]);
    expect(suspended(name)).toBeUndefined();
    git('remote', 'set-url', 'origin', `https://${owner.forge}/${owner.repository}.git`);
    expect((await scene.there('suspend nightly', { now })).code).toBe(0);
  });

  test('is started for a time', async () => {
    const name = putCronJob();
    const { code, out } = await scene.there('trigger nightly --scheduled-at 2026-03-01T03:00:00Z', { now });
    const [job] = scene.api.all('Job');
    expect([code, out]).toEqual([
      0,
      `started job/${job?.metadata?.name ?? ''}; automl get schedule nightly --history shows its run\n`,
    ]);
    expect(job?.metadata).toMatchObject({
      annotations: { [labels.scheduledAt]: '2026-03-01T03:00:00.000Z' },
      ownerReferences: [{ kind: 'CronJob', name }],
    });
    expect((await scene.there('trigger nightly --scheduled-at soon', { now })).err).toContain('"soon" is not a time');
  });

  test('is deleted', async () => {
    const name = putCronJob();
    putFire('over', 3);
    putFire('open', 4, { isOver: false });
    const deleted = await scene.there('delete cw nightly', { now });
    expect(deleted.out).toBe(`cronjob/${name} is deleted; its runs stay\n`);
    expect(deleted.err).toMatch(/^note: run open goes on, and has lost its driver: automl attach open -n ml drives it/);
    expect(scene.api.all('CronJob')).toEqual([]);
    const { code, err } = await scene.there('delete schedule nightly', { now });
    expect([code, err]).toEqual([2, 'no schedule "nightly": neither the file at hand nor the namespace has one']);
  });

  test('is made by a sync, once', async () => {
    scene.api.put('ServiceAccount', { metadata: { name: 'automl-wine' } });
    await file('  - {name: nightly, cron: "0 3 * * *", backend: cluster}');
    const dry = await scene.there('schedule sync --dry-run', { now });
    expect([dry.code, dry.out, dry.err]).toEqual([
      0,
      expect.stringMatching(/create +nightly +cronjob\//),
      'nothing was changed (--dry-run)\n',
    ]);
    expect((await scene.there('schedule sync', { now })).out).toMatch(/create +nightly/);
    expect((await scene.there('schedule sync', { now })).out).toMatch(/unchanged +nightly/);
    await file('  []');
    expect((await scene.there('schedule sync', { now })).out).toMatch(/delete +nightly/);
    expect(await scene.there('schedule sync', { now })).toMatchObject({
      code: 0,
      out: 'no schedules in automl.yaml, and none to take away\n',
    });
  });

  test('needs a cluster, and one of a CI a forge', async () => {
    await file('  - {name: nightly, cron: "0 3 * * *", backend: cluster}');
    expect(await scene.here('schedule sync')).toMatchObject({
      code: 2,
      err: expect.stringContaining('no cluster is configured'),
    });
    await file('  - {name: nightly, cron: "7 3 * * *"}');
    expect(await scene.here('schedule sync')).toMatchObject({
      code: 2,
      err: expect.stringContaining('nothing says which forge'),
    });
    expect(await scene.here('suspend nightly')).toMatchObject({
      code: 2,
      err: expect.stringContaining('nothing says which forge'),
    });
  });
});

describe('automl backfill', () => {
  test('shows the times of a range, and those that have succeeded', async () => {
    await file('  - {name: nightly, cron: "0 3 * * *", backend: cluster, timezone: Europe/Berlin}');
    putRun(scene.api, {
      id: 'r1',
      fields: { schedule: { name: 'nightly', at: '2026-03-02T02:00:00.000Z', concurrency: 'forbid' } },
    });
    const { out, code } = await scene.there('backfill nightly --from 2026-03-01 --to 2026-03-03 --dry-run', { now });
    expect([code, out.split('\n').map((line) => line.trimEnd().split(/ {2,}/).slice(0, 3))]).toEqual([
      0,
      [
        ['scheduled', 'run', 'state'],
        ['2026-03-01 02:00:00Z', '–', 'to do'],
        ['2026-03-02 02:00:00Z', 'r1', 'succeeded before'],
        ['2026-03-03 02:00:00Z', '–', 'to do'],
        [''],
      ],
    ]);
    expect(
      (await scene.there('backfill nightly --from 2026-03-02 --to 2026-03-02 --again --dry-run', { now })).out,
    ).toContain('to do');
    const git = (...words: readonly string[]) => execFileSync('git', words, { cwd: scene.folder });
    git('init', '-q');
    git('remote', 'add', 'origin', 'git@github.com:acme/other.git');
    expect((await scene.there('backfill nightly --from 2026-03-02 --to 2026-03-02 --dry-run', { now })).out).toContain(
      'to do',
    );
    expect(await scene.there('backfill weekly --from 2026-03-02 --to 2026-03-02', { now })).toMatchObject({
      code: 2,
      err: expect.stringContaining('has no schedule "weekly"'),
    });
  });

  test('starts Jobs of the CronJob where there is one, oldest first, and fails where one has failed', async () => {
    await file('  - {name: nightly, cron: "0 3 * * *", backend: cluster}');
    putCronJob();
    // Stands for the same time, and is none of ours.
    putFire('other', 2, { workflow: 'beer' });
    const started: string[] = [];
    scene.api.onCreate((kind, name) => {
      if (kind !== 'Job') return;
      const job = scene.api.objects.get('Job', name);
      const at = job?.metadata?.annotations?.[labels.scheduledAt] ?? '';
      started.push(at);
      if (!at.startsWith('2026-03-02')) putFire(`r${started.length}`, Number(at.slice(8, 10)));
      scene.api.put('Job', { ...job, status: { conditions: [{ type: 'Complete', status: 'True' }] } });
    });
    const { code, out, err } = await scene.there('backfill nightly --from 2026-03-01 --to 2026-03-03 --parallel 3', {
      now,
    });
    expect(started.map((at) => at.slice(0, 10))).toEqual(['2026-03-01', '2026-03-02', '2026-03-03']);
    expect(out).toMatch(/2026-03-01 03:00:00Z +r1 +✓ succeeded/);
    expect(out).toMatch(/2026-03-02 03:00:00Z +– +✗ failed .*ended without a run/);
    expect(err).toContain('note: one run at a time, since the schedule says "concurrency: forbid"\n');
    expect(err).toContain('3 runs to do, 0 succeeded before\n');
    expect(code).toBe(1);
  });
});

test('shells complete names of schedules, of the file at hand and of the namespace', async () => {
  await file('  - {name: weekly, cron: "0 5 * * 1", backend: cluster}');
  putCronJob();
  const complete = async (line: string) => (await scene.there(`__complete -- ${line} `)).out.trim().split('\n');
  for (const verb of ['suspend', 'trigger', 'get schedule', 'backfill', 'delete schedule'])
    expect(await complete(verb)).toEqual(['nightly', 'weekly']);
  expect(await complete('delete cw')).toEqual(['nightly']);
  expect((await scene.here('__complete -- resume ')).out).toBe('weekly\n');
});
