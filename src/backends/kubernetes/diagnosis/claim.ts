/** Why a pod's claims are not bound, from what the volume controller says of them. */
import type { Claim, Event, Pod } from '../client/types.ts';
import { eventsAbout, latest, messageOfEvent } from './recent-events.ts';
import { clause, passing, permanent, type Trouble } from './trouble.ts';

/** Names of the claims that a pod mounts. */
export function claimsOf(pod: Pod): readonly string[] {
  return (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) =>
    persistentVolumeClaim === undefined ? [] : [persistentVolumeClaim.claimName],
  );
}

/** The worst of the pod's claims; `claims` and events about claims may be missing, then it says less. */
export function claimTrouble(pod: Pod, events: readonly Event[], claims: readonly Claim[]): Trouble {
  const names = claimsOf(pod);
  const unbound = names.filter(
    (name) => claims.find(({ metadata }) => metadata?.name === name)?.status?.phase !== 'Bound',
  );
  const troubles = unbound.map((name) => oneClaim(name, events, claims));
  const listed = unbound.map((name) => `"${name}"`).join(', ');
  return (
    troubles.find((trouble) => trouble.permanent) ??
    troubles[0] ??
    passing('claim-pending', `waits for its claim ${listed} to be bound to a volume`)
  );
}

function oneClaim(name: string, events: readonly Event[], claims: readonly Claim[]): Trouble {
  const claim = claims.find(({ metadata }) => metadata?.name === name);
  const storageClass = claim?.spec?.storageClassName;
  const event = latest(eventsAbout(events, 'PersistentVolumeClaim', name), [
    'FailedBinding',
    'ProvisioningFailed',
    'ExternalProvisioning',
  ]);
  const said = event === null ? '' : messageOfEvent(event);
  if (/no persistent volumes available for this claim and no storage class is set/.test(said)) {
    return permanent(
      'claim-pending',
      `claim "${name}" names no storage class, and the cluster has no default one or no volume that fits: set store.storage_class (kubectl get storageclass lists them)`,
      10,
    );
  }
  const [, missing] = /storageclass[.\w]* "([^"]+)" not found/.exec(said) ?? [];
  if (missing !== undefined) {
    return permanent(
      'claim-pending',
      `claim "${name}" names the storage class "${missing}", which the cluster does not have: correct it (kubectl get storageclass lists them)`,
      10,
    );
  }
  if (event?.reason === 'ProvisioningFailed') {
    return passing('claim-pending', `no volume can be made for claim "${name}": ${clause(said)}`);
  }
  const [, provisioner] = /external provisioner '([^']+)'/.exec(said) ?? [];
  const by = provisioner === undefined ? '' : ` by ${provisioner}`;
  const of = storageClass === undefined || storageClass === '' ? '' : ` of storage class "${storageClass}"`;
  return passing('claim-pending', `waits for a volume${of} to be made${by} for claim "${name}"`);
}
