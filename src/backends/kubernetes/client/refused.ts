/** What an API server refused, while it is not yet decided whether to ask again. */
import type { ApiError } from './api.ts';

export class Refused extends Error {
  readonly error: ApiError;
  readonly retryAfter: number | null;

  constructor(error: ApiError, retryAfter: number | null) {
    super(error.message);
    this.error = error;
    this.retryAfter = retryAfter;
  }
}
