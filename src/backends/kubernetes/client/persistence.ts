/** Which failures of a call to the API server are worth another try. */
import type { ApiError } from './api.ts';
import type { Breakage } from './unreachable.ts';

/** `repeatable`: doing it twice is as good as doing it once. */
export function isTransient({ status }: ApiError, repeatable: boolean): boolean {
  if (status === 429) return true; // never begun
  return repeatable && (status === 500 || status === 502 || status === 503 || status === 504);
}

/** The server itself was not to be found: a mistyped address looks like this. */
export function isStranger({ error }: Breakage): boolean {
  return error.reason === 'ECONNREFUSED' || error.reason === 'ENOTFOUND';
}
