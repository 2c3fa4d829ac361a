/** Reads a map key by key, so that one wrong value hides neither the others nor what is wrong with them. */
import type { z } from 'zod';
import type { Severity } from '../diagnostic.ts';
import type { Path, Problems } from '../problems.ts';
import { explain, phrasesOnly } from './explain.ts';
import { found, isMap, quote } from './found.ts';
import { unknownKey } from './unknown-key.ts';

export type Shape = Readonly<Record<string, z.ZodType>>;

export interface Keys<S extends Shape> {
  /** The keys that are there and right. */
  readonly values: { readonly [Key in keyof S]?: z.output<S[Key]> };
  /** Keys that are there and wrong: what depends on them can't be judged. */
  readonly broken: ReadonlySet<string>;
}

export interface KeyRules {
  /** What the map is, for the message when it is none: "a map with name, run and the like". */
  readonly phrase: string;
  readonly unknown: Severity;
  /** What to write instead of an unknown key, where more than a typing mistake is known about it. */
  readonly hint?: (key: string) => string | undefined;
}

/** Null: it is no map, which was reported. */
export function readKeys<S extends Shape>(
  shape: S,
  data: unknown,
  path: Path,
  rules: KeyRules,
  problems: Problems,
): Keys<S> | null {
  if (!isMap(data)) {
    const what =
      path.length === 0 ? 'the file' : quote(String(path.findLast((segment) => typeof segment === 'string')));
    const subject = typeof path.at(-1) === 'number' ? `an item of ${what}` : what;
    problems.error(
      path.length === 0 ? 'NOT_A_MAP' : 'WRONG_TYPE',
      path,
      'value',
      `${subject} must be ${rules.phrase}, not ${found(data)}`,
    );
    return null;
  }
  const values: Record<string, unknown> = {};
  const broken = new Set<string>();
  for (const key of Object.keys(data)) {
    const schema = Object.hasOwn(shape, key) ? shape[key] : undefined;
    if (schema === undefined) {
      const hint = rules.hint?.(key);
      unknownKey({ key, path, candidates: Object.keys(shape), severity: rules.unknown, hint }, problems);
      continue;
    }
    const value = data[key];
    const result = schema.safeParse(value, phrasesOnly);
    if (result.success) values[key] = result.data;
    else if (value === null) problems.warning('EMPTY_VALUE', [...path, key], 'key', `"${key}" has no value`);
    else {
      broken.add(key);
      explain(result.error.issues, { schema, value, path: [...path, key] }, problems);
    }
  }
  // What each value is was checked by the schema of its key.
  return { values: values as Keys<S>['values'], broken };
}
