/** Whether those who are to be told of a run can be. What is missing for that keeps no run from starting. */
import type { Plan } from '../../../plan/plan.ts';
import { concerns, secretKeys, type SecretKey } from '../../../workflow/notify.ts';
import type { KubeApi } from '../client/api.ts';
import { missingKey, missingSecret } from '../diagnosis/missing.ts';
import { readable, unreadable } from './readable.ts';

export type Telling = Pick<Plan, 'notify' | 'run' | 'environment' | 'commit'>;

/** Sentences for people. @param ownSecrets whose values the run brings @throws ApiError */
export async function noticeWarnings(
  { notify, run, environment, commit }: Telling,
  api: KubeApi,
  ownSecrets: ReadonlySet<string>,
): Promise<readonly string[]> {
  const about = { event: run.event, environment, ref: commit.ref };
  const needed = notify.filter((notice) => concerns(notice, about)).flatMap(secretKeys);
  const found = needed.filter(({ secret }) => !ownSecrets.has(secret)).map((key) => problemWith(key, api));
  const problems = new Set((await Promise.all(found)).filter((problem) => problem !== null));
  return [...problems].map((problem) => `somebody who is to be told of the run will not be: ${problem}`);
}

async function problemWith({ secret, key }: SecretKey, api: KubeApi): Promise<string | null> {
  const found = await readable(api.get('Secret', secret));
  if (found === unreadable)
    return `the account may not read secret "${secret}" of "notify"; automl rbac prints the right to get it`;
  if (found === null) return missingSecret(secret, api.namespace).sentence;
  return found.data?.[key] === undefined ? missingKey('secret', secret, api.namespace, key).sentence : null;
}
