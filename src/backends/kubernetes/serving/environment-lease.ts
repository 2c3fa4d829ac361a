/** The Lease of an environment: whoever has it changes what is deployed there, and nobody else does meanwhile. */
import { AutomlError } from '../../../errors.ts';
import { isAborted } from '../../../http/backoff.ts';
import type { Lease } from '../client/types.ts';
import { Elapsed } from '../driving/elapsed.ts';
import { claimLease, type LeaseClaim } from '../driving/lease.ts';
import { untilAbandoned } from '../driving/lease-watch.ts';
import { labels } from '../objects/labels.ts';

export interface HeldEnvironment {
  readonly lease: Lease;
  /** Since the Lease was asked for. */
  readonly since: Elapsed;
}

export interface Wait {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Told for whom it waits, each once. */
  readonly say: (sentence: string) => void;
  readonly signal: AbortSignal;
}

/** Waits until nobody else has it. @throws AutomlError when the signal is aborted @throws ApiError @throws NotOurs */
export async function claimEnvironment(
  claim: LeaseClaim,
  environment: string,
  { now, say, signal }: Wait,
): Promise<HeldEnvironment> {
  const { api, isDead } = claim;
  let abandoned: Lease | null = null;
  let said: string | null = null;
  for (;;) {
    const since = new Elapsed(now);
    const { isOurs, lease } = await claimLease(claim, abandoned);
    if (isOurs) return { lease, since };
    const other = lease.metadata?.annotations?.[labels.deployedBy] ?? '';
    if (other !== said) say(`waiting for run ${other}, which deploys to ${environment}`);
    said = other;

    abandoned = await untilAbandoned({ api, lease, isDead, signal });
    if (isAborted(signal)) throw new AutomlError('CLUSTER', 'was cancelled');
  }
}
