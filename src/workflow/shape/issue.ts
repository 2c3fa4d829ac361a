/** What a schema of ours says in a whole sentence, with a code: zod's own issues know neither. */
import type { DiagnosticCode } from '../codes.ts';

/** To be pushed to the issues of a check or a transform. `path` leads further into the value. */
export function problem(code: DiagnosticCode, input: unknown, message: string, path: PropertyKey[] = []) {
  return { code: 'custom' as const, input, message, path, params: { code } };
}
