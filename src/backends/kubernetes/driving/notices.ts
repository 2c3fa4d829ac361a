/** What telling people of a run needs of the cluster. */
import type { NoticePlace } from '../../../notify/notices.ts';
import { isBefore } from '../../../notify/occasion.ts';
import type { RunRecord } from '../../../records/schema.ts';
import type { SecretKey } from '../../../workflow/notify.ts';
import type { KubeApi } from '../client/api.ts';
import { knownRuns } from '../known-runs.ts';
import type { Owner, RunFacts } from '../objects/run-facts.ts';
import { claimReport } from './reporting.ts';
import { readRecord } from './stored-run.ts';

/** Of a run that is driven. @param api behind the fence */
export function drivenNotices(api: KubeApi, { id, owner, ownSecrets }: RunFacts): NoticePlace {
  return {
    secret: ({ secret, key }) => readValue(api, { secret: ownSecrets.get(secret) ?? secret, key }),
    previous: (record) => previousRecord(api, owner, record),
    claim: (what) => claimReport(api, id, what),
  };
}

/** Of a run that does not begin: only who wanted to begin it can tell. @param given values that were brought along */
export function refusedNotices(
  api: KubeApi,
  given: ReadonlyMap<string, Readonly<Record<string, string>>>,
): NoticePlace {
  return {
    secret: async ({ secret, key }) => {
      const values = given.get(secret);
      return values === undefined ? readValue(api, { secret, key }) : (values[key] ?? null);
    },
    previous: () => Promise.resolve(null),
    claim: () => Promise.resolve(true),
  };
}

/** Null: there is no such Secret, or it has no such key. @throws ApiError */
async function readValue(api: KubeApi, { secret, key }: SecretKey): Promise<string | null> {
  const data = (await api.get('Secret', secret))?.data?.[key];
  return data === undefined ? null : Buffer.from(data, 'base64').toString();
}

/** Of those that the cluster keeps; the newest are read first, and mostly that is one. @throws ApiError */
async function previousRecord(api: KubeApi, owner: Owner, record: RunRecord): Promise<RunRecord | null> {
  const runs = (await knownRuns(api, owner)).filter((run) => run.record !== null && run.id !== record.id);
  for (const { id } of runs) {
    const found = await readRecord(api, id);
    if (found !== null && isBefore(found, record)) return found;
  }
  return null;
}
