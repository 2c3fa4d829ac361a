/** Reads that may be refused: whoever may not look at something can still run. */
import { ApiError, type KubeApi, type Selection } from '../client/api.ts';
import type { Kind, Kinds } from '../client/types.ts';

export const unreadable = 'unreadable';
export type Unreadable = typeof unreadable;

/** What was read, or `unreadable` when the account has no right to it. @throws ApiError for anything else */
export function readable<T>(reading: Promise<T>): Promise<T | Unreadable> {
  return reading.catch((error: unknown): Unreadable => {
    if (error instanceof ApiError && error.status === 403) return unreadable;
    throw error;
  });
}

/** All of a kind; none where the account may not list them. @throws ApiError */
export async function listed<K extends Kind>(
  api: KubeApi,
  kind: K,
  selection?: Selection,
): Promise<readonly Kinds[K][]> {
  const found = await readable(api.list(kind, selection));
  return found === unreadable ? [] : found.items;
}
