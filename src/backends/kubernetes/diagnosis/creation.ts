/** Why a step's Job could not be made: in words that are the same in the next run, where they are known. */
import { messageOf } from '../../../errors.ts';
import { ApiError } from '../client/api.ts';
import { refusalTrouble } from './admission.ts';
import { usedUpQuota } from './quota.ts';

export function creationSentence(error: unknown, namespace: string): string {
  if (!(error instanceof ApiError) || error.status === null || error.status >= 500) return messageOf(error);
  // Nobody tries again: where a pod is waited for, a Job is not.
  const full = usedUpQuota(error.said, namespace);
  if (full !== null) return `${full}: delete what is not needed any more, or have the quota raised`;
  const { permanent, sentence } = refusalTrouble(error.said, namespace);
  return permanent ? sentence : messageOf(error);
}
