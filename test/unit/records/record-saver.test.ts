import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { RunStateView } from '../../../src/engine/view.ts';
import { RecordSaver } from '../../../src/records/record-saver.ts';
import type { RunRecord } from '../../../src/records/schema.ts';
import { plan, step } from '../engine/plans.ts';
import { Rehearsal } from '../engine/rehearsal.ts';

const record = { id: 'abcd' } as RunRecord;
const state = { steps: [] as RunStateView['steps'] } as RunStateView;

/** A saver whose writer refuses as often as said, and what was written. */
function saver(refusals: number, seen = state): { made: RecordSaver; written: RunRecord[] } {
  const written: RunRecord[] = [];
  let left = refusals;
  const saveRecord = (saved: RunRecord): Promise<void> => {
    left -= 1;
    if (left >= 0) return Promise.reject(new Error('ENOSPC'));
    written.push(saved);
    return Promise.resolve();
  };
  const made = new RecordSaver({ saveRecord }, () => record);
  made.see(seen);
  return { made, written };
}

describe('the last record of a run', () => {
  test('that the disk refuses is kept, and written when there is space again', async () => {
    const { made, written } = saver(2);
    expect(await made.end()).toBe(record);
    expect(written).toEqual([]);
    await made.retry();
    expect(written).toEqual([record]);
  });

  test('is written with what became known after it, also when the disk had refused it', async () => {
    const later = { ...record, reason: 'known later' };
    const [refusing, full] = [saver(2), saver(3)];
    for (const { made } of [refusing, full]) {
      await made.end();
      await made.amend(later);
      await made.retry();
    }
    expect([refusing.written, full.written]).toEqual([[later], [later]]);
  });

  test('is not written again when it was written', async () => {
    const { made, written } = saver(0);
    await made.end();
    const before = written.length;
    await made.retry();
    expect(written).toHaveLength(before);
  });
});

describe('the record of a run that goes on', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  test.each([
    [1, 1],
    [2000, 10],
  ])('with %d children is saved again after %d s', async (width, seconds) => {
    jest.useFakeTimers();
    const sweep = { params: { alpha: Array.from({ length: width }, (_, place) => place) } };
    const run = new Rehearsal(plan([step('a', { sweep })]));
    const { made, written } = saver(0, run.state);
    await jest.advanceTimersByTimeAsync(seconds * 1000 - 1);
    expect(written).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(written).toHaveLength(2);
    await made.end();
  });
});
