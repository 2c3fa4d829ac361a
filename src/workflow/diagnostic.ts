/** What the reader of a file says about it: each names a place, a stable code and, where one is near, the fix. */

import type { DiagnosticCode } from './codes.ts';

export type Severity = 'error' | 'warning';

/** A place in a file. Lines and columns count from 1, as editors and GitHub do. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Diagnostic {
  /** Path as the user would type it, relative to where the command ran. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  /** Stable, upper snake case: `UNKNOWN_NEED`. Listed in docs/errors.md. */
  readonly code: DiagnosticCode;
  /** One sentence that names the thing and, where one is near, what was probably meant. */
  readonly message: string;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
