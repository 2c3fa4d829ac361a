/** The time between a run's submission and its driver in the cluster, also when that one has to be replaced. */
import { isAborted, systemSleep } from '../../../http/backoff.ts';
import type { KubeApi } from '../client/api.ts';
import type { Lease } from '../client/types.ts';
import { leaseName } from '../objects/names.ts';
import { driverState } from './driver-job.ts';
import { holderOf, versionOf } from './lease.ts';
import { isOver } from './stored-run.ts';

export interface DriverWatch {
  readonly api: KubeApi;
  /** Id of the run. */
  readonly id: string;
  /** The Lease as its holder let it stand still; null: nobody has watched it. */
  readonly abandoned: Lease | null;
  /** Why it takes its time; each sentence once. */
  readonly say: (sentence: string) => void;
  /** Seconds that are waited for it. */
  readonly patience: number;
  readonly signal: AbortSignal;
}

export type Awaited =
  /** Somebody drives the run. */
  | { readonly type: 'driven'; readonly lease: Lease }
  | { readonly type: 'over' }
  /** It will not drive, by all that can be seen; it may be tried again. */
  | { readonly type: 'failed'; readonly why: string }
  /** There was not enough time, or the signal was aborted. */
  | { readonly type: 'waiting'; readonly why: string | null };

/** Milliseconds. */
const pause = 1000;

/** Until the run has a driver, whoever it is. @throws ApiError */
export async function awaitDriver({ api, id, abandoned, say, patience, signal }: DriverWatch): Promise<Awaited> {
  const begun = performance.now();
  const told = new Map<string, number>();
  let why: string | null = null;
  while (!isAborted(signal)) {
    const lease = await api.get('Lease', leaseName(id));
    const isHeld = holderOf(lease) !== '' && versionOf(lease) !== versionOf(abandoned);
    if (lease !== null && isHeld) return { type: 'driven', lease };
    if (await isOver(api, id)) return { type: 'over' };
    const { end, trouble, hasFailed } = await driverState(api, id);
    if (end !== null) return { type: 'failed', why: end };
    if (trouble !== null) {
      why = trouble.sentence;
      if (!told.has(why)) say(`the driver of run ${id} is not there yet: ${why}`);
      const since = told.get(why) ?? performance.now();
      told.set(why, since);
      if (trouble.permanent && performance.now() - since >= trouble.grace * 1000) return { type: 'failed', why };
    }
    if (performance.now() - begun > patience * 1000)
      return hasFailed && why !== null ? { type: 'failed', why } : { type: 'waiting', why };
    await systemSleep(pause, signal);
  }
  return { type: 'waiting', why };
}
