/** Schedules of a cluster whose controller is down for longer than a minute: what is made up for when it is back. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { automl, connect, kubectl, makeFolder, makeNamespace } from './cluster.ts';
import { runnerImage } from './runner-image.ts';
import { freeze } from './unbreakable/components.ts';

jest.setTimeout(900_000);

const ours = connect().own ? describe : describe.skip;

const minute = 60_000;
/** Milliseconds that it takes to set all up, and after which a start is too late where nothing is made up for. */
const before = 8_000;
const late = 64_000;
/** Milliseconds until something is given up that takes seconds: the machine may be busy. */
const patience = 5 * minute;

const names = ['skipping', 'latest', 'all', 'resumed'] as const;

const file = (first: number): string => {
  const [one, two] = [first, first + minute].map((time) => new Date(time).getUTCMinutes());
  return `name: away
defaults: {resources: {cpu: 0.02, memory: 32Mi}}
concurrency: allow
stages: {all: [{name: work, command: [sh, -c, "echo done"]}]}
schedule:
  - {name: skipping, cron: "${one} * * * *", backend: cluster, catch_up: skip}
  - {name: latest, cron: "${one},${two} * * * *", backend: cluster}
  - {name: all, cron: "${one},${two} * * * *", backend: cluster, catch_up: all}
  - {name: resumed, cron: "${one},${two} * * * *", backend: cluster}
`;
};

const records = z.array(
  z.object({
    state: z.string(),
    schedule: z.object({ name: z.string(), at: z.string() }),
    ended_at: z.string().nullable(),
  }),
);

ours('a controller that was away', () => {
  let namespace = '';
  let cwd = '';
  let env: Readonly<Record<string, string>> = {};
  const command = async (...words: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await automl([...words, '-n', namespace], { cwd, env });
    if (code !== 0) throw new Error(`automl ${words.join(' ')}: ${stderr}${stdout}`);
    return stdout;
  };
  const until = async <T>(what: string, look: () => Promise<T | null>): Promise<T> => {
    for (const begin = performance.now(); performance.now() - begin < patience;) {
      const found = await look();
      if (found !== null) return found;
      await sleep(2000);
    }
    throw new Error(`${what} did not come to be:\n${await kubectl(['get', 'cronjobs,jobs,pods'], { namespace })}`);
  };

  /** When they fire first: not yet. */
  const synced = async (): Promise<number> => {
    for (;;) {
      const first = Math.ceil((Date.now() + before) / minute) * minute;
      writeFileSync(path.join(cwd, 'automl.yaml'), file(first));
      await command('schedule', 'sync');
      await command('suspend', 'resumed');
      if (Date.now() < first) return first;
      // A busy machine: once more, with others.
      for (const name of names) await command('delete', 'schedule', name);
    }
  };

  beforeAll(async () => {
    const [image, made] = await Promise.all([runnerImage(), makeNamespace('away')]);
    [namespace, cwd, env] = [made, makeFolder(), { AUTOML_RUNNER_IMAGE: image }];
    writeFileSync(path.join(cwd, 'automl.yaml'), file(0));
    const setUp = await automl(['setup', namespace, '.'], { cwd, env: { KUBECONFIG: connect().kubeconfig } });
    if (setUp.code !== 0) throw new Error(setUp.stderr);
  });

  test('has none, the last or all of the times run that passed, as the file says, and none before a resume', async () => {
    const first = await synced();
    const second = first + minute;
    const away = freeze('kube-controller-manager', (first - Date.now() + late) / 1000);
    await sleep(second + 1000 - Date.now());
    await command('resume', 'resumed');
    await away;
    const runs = await until('the runs', async () => {
      const all = records.parse(JSON.parse(await command('get', 'runs', '-o', 'json')));
      const meant = all.filter(({ schedule }) => Date.parse(schedule.at) >= first);
      return meant.filter(({ ended_at: end }) => end !== null).length >= 3 ? meant : null;
    });
    const outdated = ['logs', '-l', 'automl-action/schedule=resumed,app.kubernetes.io/component=schedule'];
    await until('the word of the pod that has nothing to do', async () =>
      (await kubectl(outdated, { namespace })).includes('nothing is run for') ? true : null,
    );
    const times = (name: (typeof names)[number]): readonly number[] =>
      runs.flatMap(({ schedule }) => (schedule.name === name ? [Date.parse(schedule.at)] : [])).sort((a, b) => a - b);
    expect(runs.map(({ state }) => state)).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(times('skipping')).toEqual([]);
    expect(times('latest')).toEqual([second]);
    expect(times('all')).toEqual([first, second]);
    expect(times('resumed')).toEqual([]);
  });
});
