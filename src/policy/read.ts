/** From the text of a policy to its rules. Whatever is doubtful is an error: half a policy allows what was forbidden. */
import type { CheckedFile } from '../report/diagnostics.ts';
import { decodeText } from '../workflow/decode.ts';
import type { Diagnostic } from '../workflow/diagnostic.ts';
import { type KeyRules, readKeys } from '../workflow/shape/read.ts';
import { SourceFile } from '../workflow/source.ts';
import type { Policy } from './policy.ts';
import { policyShape } from './schema.ts';

const RULES: KeyRules = { phrase: 'a map with registries, resources and the like', unknown: 'error' };

/** @returns the policy, or what is wrong with it */
export function readPolicy(file: string, bytes: Uint8Array): Policy | CheckedFile {
  const text = decodeText(bytes);
  if (typeof text !== 'string') {
    const { code, message, position } = text;
    return { file, steps: 0, diagnostics: [{ file, ...position, severity: 'error', code, message }] };
  }
  const source = new SourceFile(file, text);
  const keys = source.data === undefined ? null : readKeys(policyShape, source.data, [], RULES, source.problems);
  const found = source.problems.sorted();
  if (keys === null || found.length > 0) return { file, steps: 0, diagnostics: found.map(strictly) };
  return { rules: keys.values, place: (rule) => `${file}:${source.at([rule], 'key').line}` };
}

function strictly(diagnostic: Diagnostic): Diagnostic {
  const { code, message } = diagnostic;
  const isEmpty = code === 'EMPTY_FILE';
  return {
    ...diagnostic,
    severity: 'error',
    message: isEmpty ? 'the policy is empty; it has one rule at least' : message,
  };
}
