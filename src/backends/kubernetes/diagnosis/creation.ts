/** Why a step's Job could not be made: in words that are the same in the next run, where they are known. */
import { messageOf } from '../../../errors.ts';
import { ApiError } from '../client/api.ts';
import { refusalTrouble } from './admission.ts';
import { usedUpQuota } from './quota.ts';
import type { Trouble } from './trouble.ts';

export function creationSentence(error: unknown, namespace: string): string {
  if (!(error instanceof ApiError) || error.status === null || error.status >= 500) return messageOf(error);
  const { permanent, sentence } = refusalTrouble(error.said, namespace);
  if (permanent) return sentence;
  // Nobody tries again: where a pod is waited for, what serves is not.
  const full = usedUpQuota(error.said, namespace);
  return full === null ? messageOf(error) : `${full}: delete what is not needed any more, or have the quota raised`;
}

/** What a later try may get past: a quota that others use up, a webhook that does not answer. Null: nothing of that kind. */
export function passingRefusal(error: unknown, namespace: string): Trouble | null {
  if (!(error instanceof ApiError) || error.status === null) return null;
  const trouble = refusalTrouble(error.said, namespace);
  const mayPass = trouble.code === 'quota' || trouble.code === 'admission-failed';
  return mayPass && !trouble.permanent ? trouble : null;
}
