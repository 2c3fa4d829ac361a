/** What is not there, as a value instead of an error. */
import { ApiError } from './api.ts';

/** Only the API server itself can say that something is not there: a proxy's 404 is an error. */
export async function orNone<T>(answer: Promise<T>, none: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404 && error.reason === 'NotFound') return none;
    throw error;
  }
}
