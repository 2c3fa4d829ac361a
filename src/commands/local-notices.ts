/** What telling people of a run needs of this machine. */
import type { SecretValues } from '../backends/local/secrets.ts';
import type { NoticePlace } from '../notify/notices.ts';
import { previousRun } from '../notify/occasion.ts';
import type { Machine } from '../records/driver.ts';
import { listRuns } from '../records/file-store.ts';

/** @param runs folder of all runs; null: none before matters */
export function localNotices(
  secrets: ReadonlyMap<string, SecretValues>,
  runs: string | null,
  here: Machine,
): NoticePlace {
  return {
    secret: ({ secret, key }) => Promise.resolve(secrets.get(secret)?.[key] ?? null),
    previous: async (record) => (runs === null ? null : previousRun((await listRuns(runs, here)).runs, record)),
    // No other program drives a run of this one.
    claim: () => Promise.resolve(true),
  };
}
