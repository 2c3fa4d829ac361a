/** Runs that must not overlap: those of one workflow and ref by `concurrency` of the file, those of a schedule by its own. */
import type { Plan } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import { isAborted, systemSleep } from '../../../http/backoff.ts';
import type { ConfigMap, Lease } from '../client/types.ts';
import { having, labels } from '../objects/labels.ts';
import { anchorName, leaseName } from '../objects/names.ts';
import { hasDriver } from './driver-job.ts';
import { isOver, requestCancel } from './stored-run.ts';
import { versionOf } from './lease.ts';

export interface WaitingLine {
  readonly api: KubeApi;
  /** Our run. */
  readonly id: string;
  readonly mode: Plan['concurrency'];
  /** Which runs: those of the workflow and ref that are of another schedule or none, or those of the same schedule. */
  readonly of: 'group' | 'schedule';
  readonly say: (sentence: string) => void;
  /** Ends a run that nobody drives, as if somebody had cancelled it. */
  readonly end: (id: string, reason: string) => Promise<void>;
  /** The wait is of no use any more. */
  readonly signal: AbortSignal;
}

/** Milliseconds. */
const pause = 2000;
const sameSecond = 1100;

/** Until no earlier run of the group goes on that somebody drives. @throws ApiError */
export async function waitForOthers(line: WaitingLine): Promise<void> {
  const { api, id, mode, say, end, signal } = line;
  if (mode === 'allow') return;
  // Runs that were made in the same second as ours are to be seen, whichever of them waits.
  await systemSleep(sameSecond, signal);
  for (const other of await earlierRuns(line)) {
    if (signal.aborted) return;
    if (await isOver(api, other)) continue;
    const replaced = `replaced by run ${id}`;
    if (mode === 'replace') await requestCancel(api, other, replaced);
    say(
      mode === 'replace'
        ? `cancelling run ${other} (concurrency: replace)`
        : `waiting for run ${other} (concurrency: queue)`,
    );
    if ((await untilEnded(line, other)) || isAborted(signal)) continue;
    if (mode === 'replace') await end(other, replaced);
    else say(`run ${other} has no driver: not waiting for it (automl attach ${other}, or automl cancel ${other})`);
  }
}

/** Oldest first. Of two that were made in the same second, the one whose id comes first is the earlier one. */
async function earlierRuns({ api, id, of }: WaitingLine): Promise<readonly string[]> {
  const own = await api.get('ConfigMap', anchorName(id));
  const { [labels.group]: group, [labels.owner]: owner, [labels.schedule]: schedule } = own?.metadata?.labels ?? {};
  const shared = of === 'group' ? { [labels.group]: group } : { [labels.owner]: owner, [labels.schedule]: schedule };
  const pairs = Object.entries(shared).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  if (own === null || pairs.length < Object.keys(shared).length) return [];
  const { items } = await api.list('ConfigMap', { labelSelector: having(Object.fromEntries(pairs)) });
  const place = ({ metadata }: ConfigMap): string =>
    `${metadata?.creationTimestamp ?? ''} ${metadata?.labels?.[labels.run] ?? ''}`;
  const scheduleOf = ({ metadata }: ConfigMap): string | undefined => metadata?.labels?.[labels.schedule];
  const isMeant = (anchor: ConfigMap): boolean =>
    of === 'schedule' || schedule === undefined || scheduleOf(anchor) !== schedule;
  const earlier = items.filter((anchor) => isMeant(anchor) && place(anchor) < place(own));
  return earlier
    .sort((a, b) => place(a).localeCompare(place(b)))
    .map(({ metadata }) => metadata?.labels?.[labels.run] ?? '');
}

/** Until the run has ended. False: nobody drives it, and it has not ended. @throws ApiError */
export async function untilEnded(
  { api, mode, signal }: Pick<WaitingLine, 'api' | 'mode' | 'signal'>,
  id: string,
): Promise<boolean> {
  let seen: Lease | null = null;
  let since = performance.now();
  while (!signal.aborted) {
    if (await isOver(api, id)) return true;
    const lease = await api.get('Lease', leaseName(id));
    // Without an anchor it was deleted.
    if (lease === null && (await api.get('ConfigMap', anchorName(id))) === null) return true;
    if (versionOf(lease) !== versionOf(seen)) {
      seen = lease;
      since = performance.now();
    }
    const isQuiet = performance.now() - since > (lease?.spec?.leaseDurationSeconds ?? 15) * 1000;
    // One that is to be replaced is not waited for until its driver in the cluster gets a node.
    if (isQuiet && (mode === 'replace' || !(await hasDriver(api, id)))) return false;
    await systemSleep(pause, signal);
  }
  return false;
}
