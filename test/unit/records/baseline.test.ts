import { describe, expect, test } from '@jest/globals';
import { baselineAmong, baselineBranch, baselineQuery } from '../../../src/records/baseline.ts';
import type { RunRecord } from '../../../src/records/schema.ts';
import { iso, planOf, recordOf, start, stepOf } from '../report/fixtures.ts';

const success = (id: string, seconds: number, fields: Partial<RunRecord> = {}): RunRecord =>
  recordOf([stepOf('train/net')], { id, file: 'automl.yaml', started_at: iso(seconds), ...fields });
const commit = success('x', 0).commit;
const plan = planOf([], { run: { id: 'ours', event: 'pull_request', pull: 7, base: 'main' } });
const query = baselineQuery(plan, start + 100_000);

describe('what a run is compared with', () => {
  test('is the newest success of the base branch that began before', () => {
    expect(query).toEqual({ workflow: 'wine', file: 'automl.yaml', base: 'main', id: 'ours', before: iso(100) });
    const runs = [success('old', 1), success('new', 50), success('older', 0), success('later', 101)];
    expect(query === null ? null : baselineAmong(runs, query)?.id).toBe('new');
  });

  test.each<[string, Partial<RunRecord>]>([
    ['that failed', { state: 'failed' }],
    ['that goes on', { state: 'running' }],
    ['of another workflow', { workflow: 'beer' }],
    ['of another file', { file: 'other/automl.yaml' }],
    ['of another branch', { commit: { ...commit, ref: 'develop' } }],
    ['with uncommitted changes', { commit: { ...commit, dirty: true } }],
    ['of a pull request whose branch is called the same', { pull: 3 }],
    ['of a pull request, as older versions recorded it', { event: 'pull_request' }],
    ['of a merge request', { event: 'merge_request_event' }],
    ['of some of its steps only', { steps: [stepOf('a/b', { state: 'skipped', reason: 'not selected' })] }],
    ['of its own', { id: 'ours' }],
  ])('is no run %s', (_, fields) => {
    expect(query === null ? null : baselineAmong([success('run', 50, fields)], query)).toBeNull();
  });

  test('may have skipped what its condition or its ref left out', () => {
    const steps = [stepOf('a/b', { state: 'skipped', reason: 'not a deploying ref' })];
    expect(baselineBranch(success('run', 1, { steps }))).toBe('main');
  });

  test('is not looked for where nothing says which branch it is', () => {
    expect(baselineQuery(planOf([]), 0)).toBeNull();
  });
});
