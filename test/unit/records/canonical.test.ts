import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { canonical, stablePart } from '../../../src/records/canonical.ts';
import { runRecord, type RunRecord } from '../../../src/records/schema.ts';
import { wineFailed, wineSucceeded } from '../report/fixtures.ts';

describe('the canonical form of a record', () => {
  test('is equal for two runs of one thing in two places at two times', () => {
    const here = wineFailed();
    const there: RunRecord = {
      ...here,
      id: '5kd0',
      host: 'laptop',
      backend: 'kubernetes',
      event: 'command',
      version: '9.9.9',
      started_at: '2027-01-01T00:00:00.000Z',
      ended_at: null,
      commit: { ...here.commit, merge: 'feedbeef', ref: 'refs/pull/7/merge' },
      steps: here.steps.map((step) => ({
        ...step,
        started_at: null,
        ended_at: null,
        queued_at: null,
        attempts: [],
        warnings: ['odd'],
        log: 'logs/x.log',
        children: step.children?.map((child) => ({ ...child, attempts: [], log: 'x', ended_at: null })) ?? null,
      })),
    };
    expect(canonical(there)).toBe(canonical(here));
  });

  test('differs where the run itself differs', () => {
    const record = wineFailed();
    const [first, ...rest] = record.steps;
    if (first === undefined) throw new Error('the fixture has steps');
    const others: RunRecord[] = [
      { ...record, params: { ...record.params, seed: 8 } },
      { ...record, state: 'cancelled' },
      { ...record, steps: [{ ...first, metrics: { rmse: 0.1 } }, ...rest] },
      { ...record, steps: [{ ...first, artifacts: {} }, ...rest] },
    ];
    for (const other of others) expect(canonical(other)).not.toBe(canonical(record));
  });

  test('is what the published schema does not mark volatile, at any depth', () => {
    const published = z.toJSONSchema(runRecord) as Schema;
    for (const record of [wineFailed(), wineSucceeded()]) {
      expect(JSON.parse(canonical(record))).toEqual(JSON.parse(JSON.stringify(unmarked(published, record))));
    }
    const names = Object.keys(JSON.parse(canonical(wineFailed())) as object);
    expect(names).toEqual([
      'commit',
      'environment',
      'file',
      'params',
      'reason',
      'schema',
      'state',
      'steps',
      'workflow',
    ]);
  });

  test('does not depend on the order in which fields were written', () => {
    const record = wineFailed();
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(canonical(shuffleKeys(record, seed) as RunRecord)).toBe(canonical(record));
      }),
      { numRuns: 30 },
    );
  });

  test('keeps what a schema says nothing about to itself, and data as it is', () => {
    const schema = z.object({
      kept: z.record(z.string(), z.json()),
      gone: z.string().meta({ volatile: true }).optional(),
    });
    expect(stablePart(schema, { kept: { gone: [1, { gone: 2 }] }, gone: 'x', unknown: 1 })).toEqual({
      kept: { gone: [1, { gone: 2 }] },
    });
  });
});

interface Schema {
  readonly volatile?: boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

/** The same by another way: from the JSON Schema. */
function unmarked(schema: Schema, value: unknown): unknown {
  const { properties, items, anyOf } = schema;
  if (Array.isArray(value) && items !== undefined) return value.map((element: unknown) => unmarked(items, element));
  if (typeof value === 'object' && value !== null && properties !== undefined) {
    const kept = Object.entries(value).filter(([name]) => properties[name]?.volatile !== true);
    return Object.fromEntries(kept.map(([name, field]) => [name, unmarked(properties[name] ?? {}, field)]));
  }
  const full = anyOf?.find((option) => option.properties !== undefined || option.items !== undefined);
  return full === undefined || value === null ? value : unmarked(full, value);
}

function shuffleKeys(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((element: unknown) => shuffleKeys(element, seed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, field]) => [key, shuffleKeys(field, seed)] as const);
  const weight = (key: string): number => (key.length * 7919 + key.charCodeAt(0) * (seed | 1)) % 101;
  return Object.fromEntries(entries.sort(([a], [b]) => weight(a) - weight(b) || (a < b ? -1 : 1)));
}
