import { describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import {
  documentOf,
  leftOutOf,
  recordObject,
  recordOf,
} from '../../../../../src/backends/kubernetes/objects/anchor.ts';
import type { ConfigMap } from '../../../../../src/backends/kubernetes/client/types.ts';
import type { ChildRecord, RunRecord, StepRecord } from '../../../../../src/records/schema.ts';
import { childOf, recordOf as runOf, stepOf } from '../../../report/fixtures.ts';
import { facts } from './facts.ts';

const mark = '(left out: the record is too large for the cluster)';
/** Text that no compression makes smaller than three quarters of its length. */
const noise = (length: number): string => randomBytes(length).toString('base64').slice(0, length);
const large = 1_400_000;

function stored(record: RunRecord): { readonly map: ConfigMap; readonly step: StepRecord; readonly bytes: number } {
  const map = recordObject(facts(), record);
  const [step] = recordOf(map).steps;
  if (step === undefined) throw new Error('no step');
  const bytes = Object.values(map.binaryData ?? {}).reduce((sum, data) => sum + (data.length * 3) / 4, 0);
  return { map, step, bytes };
}

test('a record that fits is whole', () => {
  const record = runOf([stepOf('train/fit', { summary: '# Page', outputs: { rows: 3 } })]);
  const { map } = stored(record);
  expect(recordOf(map)).toEqual(record);
  expect(leftOutOf(map)).toBeNull();
});

describe('of a record that does not fit', () => {
  test('the summaries go first, marked, and nothing else', () => {
    const child = childOf(1, { summary: noise(large) });
    const whole = stepOf('train/fit', { summary: 'short', outputs: { rows: 'x'.repeat(300) }, children: [child] });
    const { map, step } = stored(runOf([whole, stepOf('train/plain')]));
    expect(step).toEqual({ ...whole, summary: mark, children: [{ ...child, summary: mark }] });
    expect(recordOf(map).steps[1]?.summary).toBeNull();
    expect(leftOutOf(map)).toBe('summaries');
    expect(documentOf([map], 'canonical.json.gz')).toContain(mark);
  });

  test('then large values of outputs, not those that are short', () => {
    const { map, step } = stored(runOf([stepOf('train/fit', { outputs: { rows: 7, table: noise(large) } })]));
    expect(step.outputs).toEqual({ rows: 7, table: mark });
    expect(leftOutOf(map)).toBe('summaries, large outputs');
  });

  test.each<[string, Partial<StepRecord>, Partial<StepRecord>]>([
    ['warnings', { warnings: [noise(large)] }, { warnings: [mark] }],
    ['labels', { labels: { note: noise(large) } }, { labels: {} }],
    ['reasons', { reason: noise(large), metrics: { rmse: 1 } }, { state: 'succeeded', metrics: {} }],
  ])('then %s', (_, given, kept) => {
    const { step, bytes } = stored(runOf([stepOf('train/fit', given)]));
    expect(step).toMatchObject(kept);
    expect(bytes).toBeLessThanOrEqual(900 * 1024);
  });

  test('children lose their files, and are there', () => {
    const file = (): ChildRecord['artifacts'][string] => ({
      kind: 'file',
      path: 'm',
      bytes: 1,
      files: 1,
      sha256: noise(64),
    });
    const artifacts = (): ChildRecord['artifacts'] =>
      Object.fromEntries([1, 2, 3, 4].map((key) => [`f${key}`, file()]));
    const children = Array.from({ length: 2500 }, (_, index) => childOf(index + 1, { artifacts: artifacts() }));
    const { step, bytes } = stored(runOf([stepOf('train/fit', { children })]));
    expect(step.children).toHaveLength(2500);
    expect(step.children?.[0]).toMatchObject({ iteration: 1, state: 'succeeded', artifacts: {} });
    expect(bytes).toBeLessThanOrEqual(900 * 1024);
  });

  test('children that are too many go', () => {
    const children = Array.from({ length: 60 }, (_, index) => childOf(index + 1, { reason: noise(25_000) }));
    const { map, step } = stored(runOf([stepOf('train/fit', { children, metrics: { rmse: 1 } })]));
    expect(step).toMatchObject({ state: 'succeeded', metrics: { rmse: 1 }, children: [] });
    expect(leftOutOf(map)).toBe(
      'summaries, large outputs, warnings and labels, attempts and files of children, children',
    );
  });
});
