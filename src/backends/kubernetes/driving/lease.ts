/**
 * Who drives a run, as a Lease: https://kubernetes.io/docs/concepts/architecture/leases. The holder renews it three times
 * in its duration; whoever watched it stand still for the whole duration may take it. Times of other machines' clocks
 * are never compared.
 */
import { ApiError, type KubeApi } from '../client/api.ts';
import { kinds, type Lease, type Meta } from '../client/types.ts';
import { ownedMeta, type OwnedRun } from '../objects/metadata.ts';
import { leaseName } from '../objects/names.ts';
import { isOfRun, NotOurs } from '../ownership.ts';

/** A Lease that may be there or not. */
export interface ClaimedLease {
  /** As it is made where there is none. */
  readonly meta: Meta;
  readonly isOurs: (lease: Lease) => boolean;
  /** Whose it is. */
  readonly of: 'run' | 'workflow';
}

export interface LeaseClaim extends ClaimedLease {
  readonly api: KubeApi;
  /** Name of the process that wants it. */
  readonly holder: string;
  /** Seconds that a holder who says nothing keeps it. */
  readonly seconds: number;
  /** Whether a holder is known to be dead. */
  readonly isDead: (holder: string) => Promise<boolean>;
}

export type Claimed =
  { readonly isOurs: true; readonly lease: Lease } | { readonly isOurs: false; readonly lease: Lease };

/**
 * Takes it where nobody has it. @param abandoned the Lease as somebody saw it who watched it stand still for its whole
 * duration @throws ApiError @throws NotOurs
 */
export async function claimLease(claim: LeaseClaim, abandoned: Lease | null): Promise<Claimed> {
  const { api, holder } = claim;
  for (;;) {
    const { object, created } = await api.create('Lease', leaseObject(claim));
    if (created) return { isOurs: true, lease: object };
    if (!claim.isOurs(object)) throw new NotOurs('Lease', object.metadata?.name ?? '', api.namespace, claim.of);
    const isFree =
      holderOf(object) === '' || versionOf(object) === versionOf(abandoned) || (await claim.isDead(holderOf(object)));
    if (holderOf(object) === holder) return { isOurs: true, lease: object };
    if (!isFree) return { isOurs: false, lease: object };
    const taken = await takeOver(claim, object);
    if (taken !== null) return { isOurs: true, lease: taken };
    // Somebody was faster, or it is gone: look again.
  }
}

/** Null: it is not any more as it was. @throws ApiError */
async function takeOver({ api, holder, seconds }: LeaseClaim, found: Lease): Promise<Lease | null> {
  const now = microTime();
  const spec = {
    holderIdentity: holder,
    leaseDurationSeconds: seconds,
    acquireTime: now,
    renewTime: now,
    leaseTransitions: (found.spec?.leaseTransitions ?? 0) + 1,
  };
  return unlessConflict(
    api.patch('Lease', found.metadata?.name ?? '', { metadata: { resourceVersion: versionOf(found) }, spec }),
  );
}

/** Of who drives the run. */
export function runLease(run: OwnedRun): ClaimedLease {
  return { meta: ownedMeta(run, leaseName(run.id), 'lease'), isOurs: (lease) => isOfRun(lease, run), of: 'run' };
}

function leaseObject({ meta, holder, seconds }: LeaseClaim): Lease {
  const now = microTime();
  return {
    apiVersion: kinds.Lease.apiVersion,
    kind: 'Lease',
    metadata: meta,
    spec: {
      holderIdentity: holder,
      leaseDurationSeconds: seconds,
      acquireTime: now,
      renewTime: now,
      leaseTransitions: 0,
    },
  };
}

/** '' when nobody holds it. */
export function holderOf(lease: Lease | null): string {
  return lease?.spec?.holderIdentity ?? '';
}

export function versionOf(lease: Lease | null): string | null {
  return lease?.metadata?.resourceVersion ?? null;
}

/** With six digits, which the API server insists on. */
export function microTime(): string {
  return new Date().toISOString().replace('Z', '000Z');
}

/** Null when the object has changed since it was read, or is gone. @throws ApiError */
export async function unlessConflict<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) return null;
    throw error;
  }
}
