/** The Lease of the run `r1`, for tests of who drives it. */
import {
  claimLease,
  holderOf,
  runLease,
  type LeaseClaim,
} from '../../../../../src/backends/kubernetes/driving/lease.ts';
import type { Lease } from '../../../../../src/backends/kubernetes/client/types.ts';
import { leaseName } from '../../../../../src/backends/kubernetes/objects/names.ts';
import type { FakeApi } from '../fake-api.ts';
import { facts } from '../objects/facts.ts';

export function claimOf(api: FakeApi, fields: Partial<LeaseClaim> = {}): LeaseClaim {
  return { ...runLease(facts()), api, holder: 'me', seconds: 15, isDead: () => Promise.resolve(false), ...fields };
}

/** As a driver has it. @throws Error when another one holds it */
export async function held(api: FakeApi, fields: Partial<LeaseClaim> = {}): Promise<Lease> {
  const { isOurs, lease } = await claimLease(claimOf(api, fields), null);
  if (!isOurs) throw new Error(`held by ${holderOf(lease)}`);
  return lease;
}

/** What the cluster has. */
export function current(api: FakeApi): Lease | null {
  return api.objects.get('Lease', leaseName('r1'));
}

/** As its holder does it. */
export function renew(api: FakeApi): void {
  const lease = current(api);
  if (lease !== null) api.put('Lease', lease);
}
