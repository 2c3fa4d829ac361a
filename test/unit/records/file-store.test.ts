import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import type { RunEvent } from '../../../src/engine/events.ts';
import { killedReason } from '../../../src/records/driver.ts';
import { listRuns, logFile, openRun, readRun, runsFolder, startRun } from '../../../src/records/file-store.ts';
import { readJournal } from '../../../src/records/journal.ts';
import { planOf, planStepOf, recordOf, resultOf, stepOf, wineSucceeded } from '../report/fixtures.ts';

const driver = { pid: process.pid, host: 'here', started: '2026-11-20T09:15:00.000Z' };
const here = { host: 'here', isAlive: () => true };

let root: string;
let folder: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'automl-store-'));
  folder = runsFolder(root);
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

async function save(id: string, startedAt: string, state: 'running' | 'succeeded' = 'succeeded'): Promise<void> {
  const writer = await openRun(folder, id, driver);
  await writer.saveRecord({ ...wineSucceeded(), id, state, started_at: startedAt });
  await writer.close();
}

describe('writing a run', () => {
  test('the journal comes back as it was written', async () => {
    const events: RunEvent[] = [
      { type: 'run-started', at: 1 },
      { type: 'started', at: 2, task: { step: 'train', iteration: 2 }, attempt: 1 },
      {
        type: 'ended',
        at: 3,
        task: { step: 'train', iteration: 2 },
        attempt: 1,
        result: resultOf('succeeded', { metrics: { r2: 'NaN' } }),
      },
      {
        type: 'expanded',
        at: 4,
        step: 'train',
        items: [{ item: [1, null, { a: 'b\n' }] }, { params: { alpha: 0.1 } }],
      },
      { type: 'skipped', at: 5, step: 'api', reason: 'not a deploying ref', cause: 'chosen' },
      { type: 'run-ended', at: 6, state: 'failed', reason: 'the disk is full' },
    ];
    const writer = await openRun(folder, '7hq2', driver);
    await Promise.all(events.map((event) => writer.journal.append(event)));
    await writer.close();
    expect(await readJournal(path.join(folder, '7hq2', 'events.jsonl'))).toEqual(events);
  });

  test('an event is on disk when append resolves', async () => {
    const writer = await openRun(folder, '7hq2', driver);
    await writer.journal.append({ type: 'run-started', at: 1 });
    expect(await readFile(path.join(writer.folder, 'events.jsonl'), 'utf8')).toBe('{"type":"run-started","at":1}\n');
    await writer.close();
  });

  test('a torn last line is not read, and cut off by whoever goes on', async () => {
    const writer = await openRun(folder, '7hq2', driver);
    await writer.journal.append({ type: 'run-started', at: 1 });
    await writer.close();
    const file = path.join(writer.folder, 'events.jsonl');
    await appendFile(file, '{"type":"started","at":2,"ta');
    expect(await readJournal(file)).toEqual([{ type: 'run-started', at: 1 }]);
    const next = await openRun(folder, '7hq2', driver);
    await next.journal.append({ type: 'cancel-requested', at: 3, reason: 'Ctrl-C' });
    await next.close();
    expect((await readJournal(file)).map(({ type }) => type)).toEqual(['run-started', 'cancel-requested']);
  });

  test('a line in the middle that is no event is named', async () => {
    const writer = await openRun(folder, '7hq2', driver);
    await writer.close();
    const file = path.join(writer.folder, 'events.jsonl');
    await writeFile(file, '{"type":"run-started","at":1}\n{"type":"party"}\n');
    await expect(readJournal(file)).rejects.toThrow('events.jsonl:2 is not an event of a run');
  });

  test('of many saves at once the newest record wins, and nothing temporary is left', async () => {
    const writer = await openRun(folder, '7hq2', driver);
    const saves = Array.from({ length: 50 }, (_, index) =>
      writer.saveRecord({ ...wineSucceeded(), host: `host ${index}` }),
    );
    await Promise.all(saves);
    await writer.savePlan(planOf([planStepOf('train/forest')]));
    await writer.close();
    const { record } = await readRun(folder, '7hq2', { ...here, cwd: root });
    expect(record.host).toBe('host 49');
    expect((await readdir(writer.folder)).sort()).toEqual([
      'driver.json',
      'events.jsonl',
      'logs',
      'plan.json',
      'record.json',
    ]);
  });

  test('many runs that start at once get folders of their own', async () => {
    // One byte that all share at first: every run tries the same id.
    const random = (count: number): Uint8Array => (count === 4 ? new Uint8Array(4).fill(10) : randomBytes(count));
    const writers = await Promise.all(Array.from({ length: 8 }, () => startRun(folder, random, driver)));
    expect(new Set(writers.map(({ id }) => id)).size).toBe(8);
    await Promise.all(writers.map((writer) => writer.close()));
  });

  test('git ignores the folder', async () => {
    await (await openRun(folder, '7hq2', driver)).close();
    expect(await readFile(path.join(root, '.automl', '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('an id that leads out of the folder is refused', async () => {
    await expect(openRun(folder, '../../etc', driver)).rejects.toThrow('"../../etc" is not usable');
  });
});

describe('log files', () => {
  test('are named by task and attempt, and no two tasks share one', () => {
    expect(logFile({ step: 'forest' }, 1)).toBe('logs/forest.log');
    expect(logFile({ step: 'forest', iteration: 3 }, 2)).toBe('logs/forest#3~2.log');
    const names = ['a/b', 'a%2fb', 'a~2', 'ä', '..', '.a', 'a b', `${'x'.repeat(300)}1`, `${'x'.repeat(300)}2`];
    const files = names.flatMap((step) => [logFile({ step }, 1), logFile({ step }, 2)]);
    expect(new Set(files).size).toBe(files.length);
    for (const file of files) expect(file).toMatch(/^logs\/[^./\s][^/\s]{0,230}\.log$/);
  });
});

describe('reading runs', () => {
  test('the list has the newest first and says what else lies there', async () => {
    await save('aaaa', '2026-11-20T09:00:00.000Z');
    await save('bbbb', '2026-11-21T09:00:00.000Z');
    await mkdir(path.join(folder, 'holiday'));
    await writeFile(path.join(folder, 'notes.txt'), 'hello');
    await mkdir(path.join(folder, 'cccc'));
    await writeFile(path.join(folder, 'cccc', 'record.json'), '{"schema": "automl.run/9"}');
    await mkdir(path.join(folder, 'dddd'));
    await writeFile(path.join(folder, 'dddd', 'record.json'), '{"sche');
    const { runs, problems } = await listRuns(folder, here);
    expect(runs.map(({ id }) => id)).toEqual(['bbbb', 'aaaa']);
    expect(problems).toHaveLength(4);
    expect(problems.join('\n')).toMatch(
      /cccc.*is not a run record.*schema[^]*dddd.*not JSON[^]*holiday has no record[^]*notes\.txt/,
    );
  });

  test('no folder means no runs', async () => {
    expect(await listRuns(folder, here)).toEqual({ runs: [], problems: [] });
    await expect(readRun(folder, 'latest', { ...here, cwd: root })).rejects.toThrow('there are no runs in');
  });

  test('a run is found by id, beginning, latest and file', async () => {
    await save('aaaa', '2026-11-21T09:00:00.000Z');
    await save('aabb', '2026-11-20T09:00:00.000Z');
    await writeFile(path.join(root, 'copy.json'), JSON.stringify({ ...wineSucceeded(), id: 'zzzz' }));
    const find = async (which: string): Promise<string> =>
      (await readRun(folder, which, { ...here, cwd: root })).record.id;
    expect(await find('aabb')).toBe('aabb');
    expect(await find('aab')).toBe('aabb');
    expect(await find('latest')).toBe('aaaa');
    expect(await find('copy.json')).toBe('zzzz');
    await expect(find('aa')).rejects.toMatchObject({
      code: 'USAGE',
      message: '"aa" is the beginning of 2 runs: aaaa, aabb',
    });
    await expect(find('q')).rejects.toMatchObject({ code: 'NOT_FOUND', message: expect.stringContaining('"q"') });
    await mkdir(path.join(root, 'wine'));
    await expect(find('wine')).rejects.toMatchObject({
      message: expect.stringContaining('no run and no record file "wine"'),
    });
    await expect(find('../../secret.json')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([
    ['its process is gone', { host: 'here', isAlive: () => false }],
    ['its process id belongs to another process now', { host: 'here', isAlive: () => true }],
  ])('a run that runs by its record was killed when %s', async (why, machine) => {
    await save('aaaa', '2026-11-20T09:00:00.000Z', 'running');
    if (why.includes('another')) {
      const file = path.join(folder, 'aaaa', 'driver.json');
      await writeFile(file, (await readFile(file, 'utf8')).replace(/"birth":"\d+"/, '"birth":"1"'));
    }
    const { record } = await readRun(folder, 'aaaa', { ...machine, cwd: root });
    expect(record).toMatchObject({ state: 'cancelled', reason: killedReason });
  });

  test('a run whose driver lives, here or on another machine, runs', async () => {
    await save('aaaa', '2026-11-20T09:00:00.000Z', 'running');
    for (const machine of [here, { host: 'elsewhere', isAlive: () => false }]) {
      const { runs } = await listRuns(folder, machine);
      expect(runs[0]?.state).toBe('running');
    }
  });

  test('what a killed driver left running was cancelled, what it never started was skipped', async () => {
    const writer = await openRun(folder, 'aaaa', driver);
    const steps = [
      stepOf('a/done'),
      stepOf('b/busy', { state: 'running', children: [], ended_at: null }),
      stepOf('c/later', { state: 'pending' }),
    ];
    await writer.saveRecord(recordOf(steps, { id: 'aaaa', state: 'running', ended_at: null }));
    await writer.close();
    const { record } = await readRun(folder, 'aaaa', { host: 'here', isAlive: () => false, cwd: root });
    expect(record.steps.map(({ state }) => state)).toEqual(['succeeded', 'cancelled', 'skipped']);
    expect(record.steps.map(({ reason }) => reason)).toEqual([null, killedReason, killedReason]);
  });
});
