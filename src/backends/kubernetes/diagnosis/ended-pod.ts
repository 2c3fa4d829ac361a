/** How a pod of ours that is no step ended, for people. */
import type { Pod } from '../client/types.ts';
import { exitSentence } from './exit.ts';
import { clause } from './trouble.ts';

/** Null: it has not failed. */
export function endedSentence({ status }: Pod): string | null {
  if (status?.phase !== 'Failed') return null;
  const terminated = status.containerStatuses?.find(({ state }) => state?.terminated !== undefined)?.state?.terminated;
  if (terminated === undefined) return `its pod was lost${said(status.message ?? status.reason)}`;
  if (terminated.reason === 'OOMKilled') return 'its pod ran out of memory: give it more (driver: resources: limits)';
  const lastLine = terminated.message?.trim().split('\n').pop();
  return `its pod ended: ${exitSentence(terminated.exitCode)}${said(lastLine)}`;
}

function said(text: string | undefined): string {
  return text === undefined || text === '' ? '' : `: ${clause(text)}`;
}
