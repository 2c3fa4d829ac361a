/** Server-side apply in memory: what a manager applied before and leaves out now goes, and what it owns is put down. */
import { isDeepStrictEqual } from 'node:util';
import type { Kind, Kinds } from '../../../../src/backends/kubernetes/client/types.ts';
import { merge } from './fake-objects.ts';

type Fields = Readonly<Record<string, unknown>>;
type Entries = NonNullable<NonNullable<Kinds[Kind]['metadata']>['managedFields']>;

const manager = 'automl';

/** @param before null: there is none @param given as it was applied */
export function appliedTo<K extends Kind>(before: Kinds[K] | null, given: Kinds[K]): Kinds[K] {
  const { metadata, ...rest } = given;
  const own: Fields = { ...metadata };
  const { name } = own;
  const meta = Object.fromEntries(Object.entries(own).filter(([key]) => key !== 'name' && key !== 'resourceVersion'));
  const wanted: Fields = { ...rest, metadata: meta };
  const owned = ownedOf(before);
  const left = before === null ? {} : without(before, wanted, owned);
  const merged = merge(left, wanted) as Kinds[K];
  const entry = { manager, operation: 'Apply', apiVersion: 'v1', fieldsV1: fieldsOf(wanted) };
  const others: Entries = (before?.metadata?.managedFields ?? []).filter((each) => each.manager !== manager);
  const isNamed = typeof name === 'string' ? { name } : {};
  const generation = generationOf(before, merged);
  return { ...merged, metadata: { ...merged.metadata, ...isNamed, ...generation, managedFields: [...others, entry] } };
}

/** Counts what the controllers have to see. */
function generationOf(before: Kinds[Kind] | null, after: Kinds[Kind]): { readonly generation?: number } {
  if (!('spec' in after)) return {};
  const last = before?.metadata?.generation ?? 0;
  const isSame = before !== null && 'spec' in before && isDeepStrictEqual(before.spec, after.spec);
  return { generation: isSame && last > 0 ? last : last + 1 };
}

function ownedOf(object: Kinds[Kind] | null): Fields {
  const entries: Entries = object?.metadata?.managedFields ?? [];
  return (entries.find((each) => each.manager === manager)?.fieldsV1 ?? {}) as Fields;
}

/** The object without what was applied and is not wanted any more. */
function without(object: unknown, wanted: unknown, owned: Fields): unknown {
  if (!isFields(object)) return object;
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => {
      const below = owned[`f:${key}`];
      if (!isFields(below)) return [[key, value]];
      const next = isFields(wanted) ? wanted[key] : undefined;
      if (next === undefined) return Object.keys(below).length === 0 ? [] : keep(key, without(value, undefined, below));
      return [[key, without(value, next, below)]];
    }),
  );
}

function keep(key: string, value: unknown): [string, unknown][] {
  return isFields(value) && Object.keys(value).length === 0 ? [] : [[key, value]];
}

/** Lists are owned as a whole. */
function fieldsOf(value: unknown): Fields {
  if (!isFields(value)) return {};
  const present = Object.entries(value).filter(([, each]) => each !== undefined);
  return Object.fromEntries(present.map(([key, each]) => [`f:${key}`, fieldsOf(each)]));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
