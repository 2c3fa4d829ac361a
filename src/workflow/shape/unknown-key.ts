/** Keys that nobody reads. */
import type { Path, Problems } from '../problems.ts';
import type { Severity } from '../diagnostic.ts';
import { didYouMean } from '../suggestion.ts';
import { quote } from './found.ts';

/** Keys of the design that a later version will read: whoever writes them made no typing mistake. */
const LATER: ReadonlySet<string> = new Set(['build', 'cache', 'max_regression']);

export interface UnknownKey {
  readonly key: string;
  /** Of the map that it stands in. */
  readonly path: Path;
  readonly candidates: Iterable<string>;
  readonly severity: Severity;
  /** What to write instead, as the end of the sentence, where more than a typing mistake is known about the key. */
  readonly hint?: string | undefined;
}

export function unknownKey({ key, path, candidates, severity, hint }: UnknownKey, problems: Problems): void {
  const at = [...path, key];
  // In the older dialects such a key is nothing but unknown.
  if (severity === 'error' && LATER.has(key)) {
    problems.error('NOT_AVAILABLE', at, 'key', `"${key}" is not available in this version`);
    return;
  }
  const parent = path.findLast((segment) => typeof segment === 'string');
  const last = path.at(-1);
  const item = typeof last === 'number' ? `item ${last + 1} of ` : '';
  const where = parent === undefined ? 'at the top of the file' : `in ${item}${quote(parent)}`;
  const advice = hint === undefined ? didYouMean(key, candidates) : `; ${hint}`;
  const message = `the key ${quote(key)} is not known ${where}`;
  if (severity === 'error') problems.error('UNKNOWN_KEY', at, 'key', message + advice);
  else problems.warning('UNKNOWN_KEY', at, 'key', `${message} and is ignored${advice}`);
}
