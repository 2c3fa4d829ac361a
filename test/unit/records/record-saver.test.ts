import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunStateView } from '../../../src/engine/view.ts';
import { RecordSaver } from '../../../src/records/record-saver.ts';
import type { RunRecord } from '../../../src/records/schema.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'automl-saver-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const record = { id: 'abcd' } as RunRecord;
const state = {} as RunStateView;

function saver(saveRecord: () => Promise<void>): RecordSaver {
  const made = new RecordSaver({ folder, saveRecord }, () => record);
  made.see(state);
  return made;
}

describe('the last record of a run', () => {
  test('that the disk refuses is kept, and written when there is space again', async () => {
    const refused = saver(() => Promise.reject(new Error('ENOSPC')));
    expect(await refused.end()).toBe(record);
    await refused.retry();
    expect(JSON.parse(readFileSync(path.join(folder, 'record.json'), 'utf8'))).toEqual(record);
  });

  test('is not written again when it was written', async () => {
    const saved = saver(() => Promise.resolve());
    await saved.end();
    await saved.retry();
    expect(readdirSync(folder)).toEqual([]);
  });
});
