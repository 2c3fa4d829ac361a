import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localBaseline } from '../../../src/commands/local-baseline.ts';
import { baselineInTime, soughtBaseline } from '../../../src/commands/run-baseline.ts';
import { iso, planOf, recordOf, start, stepOf } from '../report/fixtures.ts';
import { worldOf } from './world.ts';

const plan = planOf([], { run: { id: 'ours', event: 'push', base: 'main' } });
let runs = '';
beforeEach(async () => {
  runs = await mkdtemp(path.join(tmpdir(), 'automl-runs-'));
});
afterEach(async () => {
  jest.useRealTimers();
  await rm(runs, { recursive: true });
});

describe('what a run of this machine is compared with', () => {
  test('is a run of its folder', async () => {
    const record = recordOf([stepOf('a/b')], { id: 'old', file: 'automl.yaml', started_at: iso(1) });
    await mkdir(path.join(runs, 'old'));
    await writeFile(path.join(runs, 'old', 'record.json'), JSON.stringify(record));
    const world = worldOf({ now: () => start + 9_000 });
    expect(await localBaseline(plan, runs, world)).toEqual({ record, kept: 'in .automl/runs' });
    expect(await localBaseline(plan, path.join(runs, 'nowhere'), world)).toBeNull();
    expect(await localBaseline(planOf([]), runs, world)).toBeNull();
  });
});

describe('looking for it', () => {
  test('fails no run, and says why to who debugs', async () => {
    const notes: string[] = [];
    const baseline = () => Promise.reject(new Error('no such cluster'));
    expect(await soughtBaseline({ baseline }, plan, (sentence) => notes.push(sentence))).toBeNull();
    expect(notes).toEqual(['nothing to compare run ours with: no such cluster']);
  });

  test('holds up the end of a run for seconds only', async () => {
    const found = { record: recordOf([]), kept: 'here' };
    expect(await baselineInTime(Promise.resolve(found))).toBe(found);
    jest.useFakeTimers();
    const waiting = baselineInTime(new Promise(() => undefined));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(await waiting).toBeNull();
  });
});
