import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Project } from './project.ts';

jest.setTimeout(120_000);
let project: Project;
beforeEach(() => {
  // Its day says whether it succeeds; what it was run for stays in a file.
  project = new Project({
    'automl.yaml': `name: wine
params: {region: north}
stages:
  main:
    - name: train
      command: ["sh", "-c", "echo for $DAY of $PARAM_REGION; case $DAY in *-02T*) test -e $ROOT/mended;; esac"]
      env: {DAY: "\${{ run.scheduled_at }}", ROOT: FOLDER}
schedule:
  - {name: nightly, cron: "0 3 * * *", timezone: Europe/Berlin, params: {region: south}}
`,
  });
  project.write('automl.yaml', project.read('automl.yaml').replace('FOLDER', project.folder));
});
afterEach(() => {
  project.remove();
});

interface Time {
  readonly scheduled_at: string;
  readonly run: string | null;
  readonly state: string;
}
const days = ['backfill', 'nightly', '--from', '2026-03-01', '--to', '2026-03-03'];

test('a backfill runs each time once: what has failed again, what has succeeded not', async () => {
  const first = await project.automl(...days, '--parallel', '2', '-o', 'json');
  const times = JSON.parse(first.out) as readonly Time[];
  expect(times.map(({ scheduled_at, state }) => [scheduled_at, state])).toEqual([
    ['2026-03-01T02:00:00.000Z', 'succeeded'],
    ['2026-03-02T02:00:00.000Z', 'failed'],
    ['2026-03-03T02:00:00.000Z', 'succeeded'],
  ]);
  expect(first.code).toBe(1);
  expect(first.err.match(/^2026-03-0\dT02:00:00.000Z {2}run \S+ (succeeded|failed)$/gm)).toHaveLength(3);

  project.write('mended', '');
  const second = await project.automl(...days);
  expect(second.code).toBe(0);
  expect(second.err).toContain('1 run to do, 2 succeeded before');
  expect(second.out).toContain('for 2026-03-02T02:00:00.000Z of south');
  expect(second.out).toMatch(/2026-03-01 02:00:00Z +\S+ +succeeded before/);

  const table = await project.automl('get', 'schedule', 'nightly', '--history');
  const history = table.out.split('history\n')[1]?.trim().split('\n').slice(1) ?? [];
  expect(history.map((line) => /(2026-03-0\d).*(succeeded|failed)/.exec(line)?.slice(1))).toEqual([
    ['2026-03-03', 'succeeded'],
    ['2026-03-02', 'succeeded'],
    ['2026-03-02', 'failed'],
    ['2026-03-01', 'succeeded'],
  ]);
});

test('a backfill that is interrupted goes on where it stopped', async () => {
  project.write('mended', '');
  const text = project.read('automl.yaml');
  // The second waits for the interrupt.
  project.write('automl.yaml', text.replace('test -e $ROOT/mended', 'sleep 300'));
  const { child, ended } = project.start(days);
  await new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('for 2026-03-02')) resolve();
    });
  });
  child.kill('SIGINT');
  const stopped = await ended;
  expect([stopped.code, stopped.err]).toEqual([130, expect.stringContaining('the same command goes on')]);
  expect(stopped.out).toMatch(/2026-03-03 02:00:00Z +– +to do/);

  project.write('automl.yaml', text);
  const { out } = await project.automl(...days, '-o', 'json');
  expect((JSON.parse(out) as readonly Time[]).map(({ state }) => state)).toEqual([
    'succeeded before',
    'succeeded',
    'succeeded',
  ]);
});
