import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { keepLogs, readKeptLogs } from '../../../../src/backends/kubernetes/kept-logs.ts';
import { logFile } from '../../../../src/records/file-store.ts';
import type { RunRecord, StepRecord } from '../../../../src/records/schema.ts';
import type { Task } from '../../../../src/plan/plan.ts';
import { attempt, childOf, stepOf } from '../../report/fixtures.ts';
import { FakeApi } from './fake-api.ts';
import { facts } from './objects/facts.ts';

let api: FakeApi;
let folder: string;
beforeEach(async () => {
  api = new FakeApi();
  folder = await mkdtemp(path.join(tmpdir(), 'automl-kept-'));
  await mkdir(path.join(folder, 'logs'));
});
afterEach(() => rm(folder, { recursive: true }));

const pathOf = (task: Task, attempt: number): string => path.join(folder, logFile(task, attempt));
const printed = (task: Task, text: string, attempt = 1): Promise<void> => writeFile(pathOf(task, attempt), text);
const keep = (...steps: readonly StepRecord[]): Promise<void> => {
  const record: Pick<RunRecord, 'steps'> = { steps: [...steps] };
  return keepLogs({ api, run: facts(), record, logPath: pathOf });
};
/** Lines that no compression makes shorter than half. */
const noise = (lines: number): string =>
  Array.from({ length: lines }, () => `${randomBytes(48).toString('base64')}\n`).join('');

describe('the logs of a run', () => {
  test('are kept by one call, each attempt of each step and child by itself', async () => {
    const children = [childOf(1), childOf(2)];
    const again = stepOf('main/again', { attempts: [attempt(0, 1, 'failed'), attempt(1, 2, 'succeeded', 2)] });
    await printed({ step: 'train' }, 'hello\nwörld\n');
    await printed({ step: 'again' }, 'first\n');
    await printed({ step: 'again' }, 'second\n', 2);
    await printed({ step: 'sweep', iteration: 2 }, 'two\n');
    await keep(stepOf('main/train'), again, stepOf('main/sweep', { children }), stepOf('main/silent'));
    const kept = await readKeptLogs(api, 'r1');
    expect(kept.toSorted((a, b) => (a.text < b.text ? -1 : 1))).toEqual([
      { step: 'again', attempt: 1, text: 'first\n' },
      { step: 'train', attempt: 1, text: 'hello\nwörld\n' },
      { step: 'again', attempt: 2, text: 'second\n' },
      { step: 'sweep', iteration: 2, attempt: 1, text: 'two\n' },
    ]);
    expect(api.calls.filter(({ verb }) => verb === 'create')).toHaveLength(1);
    const [map] = api.all('ConfigMap');
    expect(map).toMatchObject({
      immutable: true,
      metadata: {
        name: 'automl-r1-logs-0',
        labels: { 'app.kubernetes.io/component': 'logs', 'automl-action/run': 'r1' },
        ownerReferences: [{ kind: 'ConfigMap', name: 'automl-r1' }],
      },
    });
  });

  test('cost no call where nothing was printed', async () => {
    await keep(stepOf('main/train'));
    expect(api.calls).toEqual([]);
  });

  test('are cut at the front where there is no room: what failed has room first, short ones are whole', async () => {
    const long = noise(30_000);
    await printed({ step: 'bad' }, long);
    await printed({ step: 'good' }, long);
    await printed({ step: 'short' }, 'whole\n');
    await keep(stepOf('main/good'), stepOf('main/short'), stepOf('main/bad', { state: 'failed' }));
    const kept = new Map((await readKeptLogs(api, 'r1')).map(({ step, text }) => [step, text]));
    expect(kept.get('short')).toBe('whole\n');
    const ends = ['bad', 'good'].map((step) => {
      const [mark = '', ...lines] = (kept.get(step) ?? '').trimEnd().split('\n');
      expect(mark).toBe(`[... ${30_000 - lines.length} lines are not kept ...]`);
      expect(long.endsWith(`\n${lines.join('\n')}\n`)).toBe(true);
      return lines.length;
    });
    expect(ends[0]).toBeGreaterThan((ends[1] ?? 0) * 2);
    const sizes = api.all('ConfigMap').map(({ binaryData }) => {
      return Object.values(binaryData ?? {}).reduce((sum, data) => sum + Buffer.from(data, 'base64').length, 0);
    });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(900 * 1024);
    expect(sizes.reduce((a, b) => a + b)).toBeLessThanOrEqual(1024 * 1024);
    expect(sizes.reduce((a, b) => a + b)).toBeGreaterThan(800 * 1024);
  });

  test('of one endless line keep its end', async () => {
    await printed({ step: 'train' }, randomBytes(3 * 1024 * 1024).toString('base64'));
    await keep(stepOf('main/train'));
    const [log] = await readKeptLogs(api, 'r1');
    expect(log?.text).toMatch(/^\[\.\.\. the beginning is not kept \.\.\.\]\n[A-Za-z0-9+/=]{500000,}$/);
  });

  test('that another driver has kept stay as they are', async () => {
    await printed({ step: 'train' }, 'of the first\n');
    await keep(stepOf('main/train'));
    await printed({ step: 'train' }, 'of the second\n');
    await keep(stepOf('main/train'));
    expect(await readKeptLogs(api, 'r1')).toEqual([{ step: 'train', attempt: 1, text: 'of the first\n' }]);
  });
});
