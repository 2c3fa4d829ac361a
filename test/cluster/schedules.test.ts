/** Schedules of a cluster: real CronJobs start real runs, all side by side, since each takes until the next minute. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { automl, connect, kubectl, makeFolder, makeNamespace } from './cluster.ts';
import { runnerImage } from './runner-image.ts';

jest.setTimeout(900_000);

const ours = connect().own ? describe : describe.skip;

const minute = 60_000;
/** Milliseconds until something that takes a minute is given up: the machine may be busy. */
const patience = 5 * minute;

type Name = 'punctual' | 'forbidding' | 'replacing' | 'killed' | 'latest' | 'skipping' | 'catching-up' | 'retrying';

/** The minute of an hour at which it is due once in a while, and not again while the test runs. */
function past(minutes: number): string {
  return `${new Date(Date.now() - minutes * minute).getUTCMinutes()} * * * *`;
}

const file = (): string => `name: timed
params: {seconds: 0, fails: false}
defaults: {resources: {cpu: 0.02, memory: 32Mi}}
concurrency: allow
stages:
  all:
    - name: work
      command:
        - sh
        - -c
        - echo stands for \${{ run.scheduled_at }}; sleep \${{ params.seconds }}; if [ \${{ params.fails }} = true ]; then exit 3; fi
environments: {production: {when: [default-branch, schedule]}}
schedule:
  - {name: punctual, cron: "* * * * *", backend: cluster}
  - {name: forbidding, cron: "* * * * *", backend: cluster, params: {seconds: 65}}
  - {name: replacing, cron: "* * * * *", backend: cluster, concurrency: replace, params: {seconds: 100}}
  - {name: killed, cron: "* * * * *", backend: cluster, params: {seconds: 25}}
  - {name: latest, cron: "${past(3)}", backend: cluster, catch_up: latest}
  - {name: skipping, cron: "${past(3)}", backend: cluster, catch_up: skip}
  - {name: catching-up, cron: "${past(3)}", backend: cluster, catch_up: all}
  - {name: retrying, cron: "${past(30)}", backend: cluster, retries: 1, params: {fails: true}}
`;

const cronJobs = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        uid: z.string(),
        resourceVersion: z.string(),
        labels: z.record(z.string(), z.string()),
      }),
      spec: z.object({ suspend: z.boolean().optional() }),
      status: z.object({ lastScheduleTime: z.iso.datetime().optional() }).optional(),
    }),
  ),
});
type CronJob = z.infer<typeof cronJobs>['items'][number];

const records = z.array(
  z.object({
    id: z.string(),
    state: z.string(),
    reason: z.string().nullable(),
    event: z.string(),
    environment: z.string().nullable(),
    commit: z.object({ head: z.string().nullable(), ref: z.string().nullable() }),
    schedule: z.object({ name: z.string(), at: z.string() }).nullable(),
    started_at: z.string(),
    ended_at: z.string().nullable(),
    steps: z.array(z.object({ started_at: z.string().nullable() })),
  }),
);
type Run = z.infer<typeof records>[number];

ours('schedules that the cluster starts', () => {
  let namespace = '';
  let cwd = '';
  let env: Readonly<Record<string, string>> = {};

  const command = async (...words: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await automl([...words, '-n', namespace], { cwd, env });
    if (code !== 0) throw new Error(`automl ${words.join(' ')}: ${stderr}${stdout}`);
    return stdout;
  };
  const cronJob = async (name: string): Promise<CronJob> => {
    const words = ['get', 'cronjobs', '-l', `automl-action/schedule=${name}`, '-o', 'json'];
    const [found] = cronJobs.parse(JSON.parse(await kubectl(words, { namespace }))).items;
    if (found === undefined) throw new Error(`there is no CronJob of ${name}`);
    return found;
  };
  /** Oldest first. */
  const runsOf = async (name: string): Promise<readonly Run[]> => {
    const runs = records.parse(JSON.parse(await command('get', 'runs', '-o', 'json')));
    const own = runs.filter(({ schedule }) => schedule?.name === name);
    return own.sort((a, b) => a.started_at.localeCompare(b.started_at));
  };
  const until = async <T>(what: string, look: () => Promise<T | null>): Promise<T> => {
    for (const begin = performance.now(); performance.now() - begin < patience;) {
      const found = await look();
      if (found !== null) return found;
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
    throw new Error(`${what} did not come to be:\n${await kubectl(['get', 'cronjobs,jobs,pods'], { namespace })}`);
  };
  const runsUntil = (name: string, isIt: (runs: readonly Run[]) => boolean): Promise<readonly Run[]> =>
    until(`runs of ${name}`, async () => {
      const runs = await runsOf(name);
      return isIt(runs) ? runs : null;
    });
  const ended = (count: number) => (runs: readonly Run[]) =>
    runs.filter(({ ended_at: end }) => end !== null).length >= count;
  /** As if its controller had been down for so many hours. */
  const backdate = async (name: Name, hours: number): Promise<void> => {
    const { metadata } = await cronJob(name);
    const then = new Date(Date.now() - hours * 60 * minute).toISOString().replace(/\.\d+/, '');
    const merge = (patch: object): readonly string[] => ['--type=merge', '-p', JSON.stringify(patch)];
    const since = merge({ metadata: { annotations: { 'automl-action/since': then } } });
    await kubectl(['patch', 'cronjob', metadata.name, ...since], { namespace });
    const status = merge({ status: { lastScheduleTime: then } });
    await kubectl(['patch', 'cronjob', metadata.name, '--subresource=status', ...status], { namespace });
  };
  const pods = (name: Name): string => `automl-action/schedule=${name},app.kubernetes.io/component=schedule`;
  const running = async (which: string): Promise<readonly string[]> => {
    const words = ['get', 'pods', '-l', which, '--field-selector', 'status.phase=Running', '-o', 'name'];
    return (await kubectl(words, { namespace })).split('\n').filter((pod) => pod !== '');
  };

  beforeAll(async () => {
    const [image, made] = await Promise.all([runnerImage(), makeNamespace('schedules')]);
    [namespace, cwd] = [made, makeFolder()];
    env = { AUTOML_RUNNER_IMAGE: image, AUTOML_LEASE_SECONDS: '5' };
    writeFileSync(path.join(cwd, 'automl.yaml'), file());
    const setUp = await automl(['setup', namespace, '.'], { cwd, env: { KUBECONFIG: connect().kubeconfig } });
    if (setUp.code !== 0) throw new Error(setUp.stderr);
    await command('schedule', 'sync');
    await backdate('latest', 2);
    await backdate('skipping', 2);
    await backdate('catching-up', 3);
  });

  test('goes on with its run when its pod is deleted, whatever it is doing', async () => {
    const driver = await until('the first pod', async () => (await running(pods('killed')))[0] ?? null);
    // It fires once.
    await command('suspend', 'killed');
    await kubectl(['delete', driver, '--wait=false'], { namespace });
    const [begun] = await runsUntil('killed', (runs) => runs.length > 0);
    const step = `automl-action/run=${begun?.id ?? ''},app.kubernetes.io/component=step`;
    await until('its step', async () => (await running(step))[0] ?? null);
    const next = await until(
      'the next pod',
      async () => (await running(pods('killed'))).find((pod) => pod !== driver) ?? null,
    );
    await kubectl(['delete', next, '--wait=false'], { namespace });
    const [run, ...others] = await runsUntil('killed', ended(1));
    expect(run).toMatchObject({ state: 'succeeded', event: 'schedule', environment: 'production' });
    expect(others).toEqual([]);
  });

  test('starts a run for each time, with the params that it has, and its log stays', async () => {
    const [run] = await runsUntil('punctual', ended(1));
    expect(run).toMatchObject({ state: 'succeeded', schedule: { at: expect.stringMatching(/:00\.000Z$/) } });
    expect(await command('logs', run?.id ?? '')).toContain(`stands for ${run?.schedule?.at ?? ''}`);
  });

  test('makes up for the last time that was missed, for none, or for all of them in their order', async () => {
    const [late] = await runsUntil('latest', ended(1));
    expect(late).toMatchObject({ state: 'succeeded' });
    const all = await runsUntil('catching-up', ended(3));
    const times = all.map(({ schedule }) => Date.parse(schedule?.at ?? ''));
    expect(times).toEqual([2, 1, 0].map((hours) => (times[2] ?? 0) - hours * 60 * minute));
    expect(times[2]).toBe(Date.parse(late?.schedule?.at ?? ''));
    expect(await runsOf('skipping')).toEqual([]);
  });

  test('leaves out what would overlap, also what a person starts meanwhile', async () => {
    await runsUntil('forbidding', (runs) => runs.length > 0);
    await command('trigger', 'forbidding', '--scheduled-at', '2026-01-01T00:00:00Z');
    // One that waits for others is told as begun when it was made; its step is not.
    const worked = (known: readonly Run[]) =>
      known
        .flatMap(({ steps: [step], ended_at: end }) =>
          step?.started_at == null ? [] : [{ start: step.started_at, end }],
        )
        .sort((a, b) => a.start.localeCompare(b.start));
    const runs = worked(await runsUntil('forbidding', (known) => worked(known).length > 1));
    for (const [place, { start }] of runs.entries()) {
      const before = runs[place - 1];
      expect([place, before === undefined || (before.end !== null && start >= before.end)]).toEqual([place, true]);
    }
    await command('suspend', 'forbidding');
  });

  test('replaces a run that goes on when the next time has come', async () => {
    const [first, second] = await runsUntil('replacing', (runs) => runs.length > 1 && ended(1)(runs));
    expect(first).toMatchObject({ state: 'cancelled', reason: `cancelled: replaced by run ${second?.id ?? ''}` });
    await command('suspend', 'replacing');
  });

  test('is followed by as many runs as the file says when one has failed', async () => {
    await command('trigger', 'retrying');
    const runs = await runsUntil('retrying', ended(2));
    expect(runs.map(({ state }) => state)).toEqual(['failed', 'failed']);
    expect(new Set(runs.map(({ schedule }) => schedule?.at)).size).toBe(1);
  });

  test('stays suspended through a sync, which changes nothing else either, until it is resumed', async () => {
    await command('suspend', 'punctual');
    const before = await cronJob('punctual');
    const changes = z.array(z.object({ action: z.string() }));
    const synced = changes.parse(JSON.parse(await command('schedule', 'sync', '-o', 'json')));
    expect(synced.map(({ action }) => action)).toEqual(Array(8).fill('unchanged'));
    expect(await cronJob('punctual')).toMatchObject({
      metadata: { resourceVersion: before.metadata.resourceVersion },
      spec: { suspend: true },
    });
    await command('resume', 'punctual');
    expect((await cronJob('punctual')).spec.suspend).toBe(false);
    await command('suspend', 'punctual');
  });
});
