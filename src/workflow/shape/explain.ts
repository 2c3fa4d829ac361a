/** From what zod finds wrong to diagnostics: one for each real mistake, in words for people. */
import type { z } from 'zod';
import { codes, type DiagnosticCode } from '../codes.ts';
import type { Path, Problems } from '../problems.ts';
import { didYouMean } from '../suggestion.ts';
import { found, quote, valueAt } from './found.ts';
import { keysAt } from './schema-keys.ts';
import { unknownKey } from './unknown-key.ts';

type Issue = z.core.$ZodIssue;

/** What was parsed, and where it stands in the file. */
export interface Subject {
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
  readonly path: Path;
}

/**
 * Schemas carry a phrase as their `error`: "a list of step names". This keeps zod's own sentences away, which are not
 * for people.
 */
export const phrasesOnly = { error: (): string => '' };

export function explain(issues: readonly Issue[], subject: Subject, problems: Problems): void {
  for (const issue of issues) explainOne(issue, subject, problems);
}

function explainOne(issue: Issue, subject: Subject, problems: Problems): void {
  const inner = issue.path.filter((segment) => typeof segment !== 'symbol');
  const value = valueAt(subject.value, inner);
  const path = [...subject.path, ...inner];
  const wrong = (code: DiagnosticCode, message = mismatch(path, issue, value)): void => {
    problems.error(code, path, 'value', message);
  };
  if (value === undefined && inner.length > 0) {
    problems.error('MISSING_KEY', path.slice(0, -1), 'key', missing(path, issue.message));
    return;
  }
  switch (issue.code) {
    case 'custom':
      wrong(customCode(issue), issue.message);
      return;
    case 'unrecognized_keys': {
      const candidates = keysAt(subject.schema, inner, subject.value);
      for (const key of issue.keys) unknownKey({ key, path, candidates, severity: 'error' }, problems);
      return;
    }
    case 'invalid_union':
      explainUnion(issue, value, subject, wrong, problems);
      return;
    case 'invalid_key':
      problems.error('BAD_NAME', path, 'key', `${quote(String(path.at(-1)))} is not ${issue.issues[0]?.message ?? ''}`);
      return;
    case 'invalid_value': {
      const words = issue.values.filter((word) => typeof word === 'string');
      wrong('BAD_VALUE', mismatch(path, issue, value) + (typeof value === 'string' ? didYouMean(value, words) : ''));
      return;
    }
    case 'invalid_type':
      wrong(sameType(issue.expected, value) ? 'BAD_VALUE' : 'WRONG_TYPE');
      return;
    case 'too_big':
    case 'too_small':
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_element':
      wrong('BAD_VALUE');
      return;
  }
}

/** Only the form that the value was meant to have counts: what is wrong with it as a map, when it is a map. */
function explainUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  value: unknown,
  subject: Subject,
  wrong: (code: DiagnosticCode) => void,
  problems: Problems,
): void {
  const meant = issue.errors.find((issues) => !issues.some((inner) => isOtherForm(inner, value)));
  if (meant === undefined) wrong('WRONG_TYPE');
  else {
    const nested = meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
    explain(nested, subject, problems);
  }
}

function isOtherForm(issue: Issue, value: unknown): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_value') return issue.values.every((allowed) => typeof allowed !== typeof value);
  if (issue.code === 'invalid_union')
    return issue.errors.every((issues) => issues.some((inner) => isOtherForm(inner, value)));
  return issue.code === 'invalid_type';
}

/** A whole number is expected and 1.5 found: the type is right as people see it. */
function sameType(expected: string, value: unknown): boolean {
  return typeof value === 'number' && (expected === 'int' || expected === 'number');
}

/** `"needs" must be a list of step names, not the number 5`. */
function mismatch(path: Path, issue: Issue, value: unknown): string {
  const phrase = issue.message === '' ? 'something else' : issue.message;
  return `${name(path)} must be ${phrase}, not ${found(value)}`;
}

function missing(path: Path, phrase: string): string {
  const parent = path.slice(0, -1).findLast((segment) => typeof segment === 'string');
  const where = parent === undefined ? '' : ` in ${quote(parent)}`;
  return `"${String(path.at(-1))}" is missing${where}${phrase === '' ? '' : `: ${phrase}`}`;
}

/** `"args"`, or `item 2 of "args"`. */
function name(path: Path): string {
  const last = path.at(-1);
  if (typeof last === 'string') return quote(last);
  const parent = path.findLast((segment) => typeof segment === 'string');
  if (parent === undefined) return 'the file';
  return typeof last === 'number' ? `item ${last + 1} of ${quote(parent)}` : quote(parent);
}

function customCode(issue: Extract<Issue, { code: 'custom' }>): DiagnosticCode {
  const code: unknown = issue.params?.['code'];
  return typeof code === 'string' && isCode(code) ? code : 'BAD_VALUE';
}

function isCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(codes, text);
}
