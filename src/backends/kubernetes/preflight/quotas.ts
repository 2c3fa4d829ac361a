/** What the ResourceQuotas of the namespace could never give: https://kubernetes.io/docs/concepts/policy/resource-quotas */
import type { PlanStep } from '../../../plan/plan.ts';
import type { Quota } from '../client/types.ts';
import { amountOf, keyOf } from '../diagnosis/amount.ts';
import type { Asked } from './asked.ts';
import { amounts } from './limit-ranges.ts';

/** Sentences about what is above a hard limit, or must be said and is not. `asked` with the LimitRanges' defaults. */
export function aboveQuotas(step: Pick<PlanStep, 'kind'>, asked: Asked, quotas: readonly Quota[]): readonly string[] {
  return quotas.filter(isForAll).flatMap((quota) => {
    const name = `ResourceQuota "${quota.metadata?.name ?? ''}"`;
    return Object.entries(amounts(quota.spec?.hard)).flatMap(([resource, hard]) => {
      const wanted = wantedOf(resource, step, asked);
      if (wanted === null) return [];
      if (wanted === 'unsaid') return [`${name} wants every pod to say ${resource}: set ${sayingKey(resource)}`];
      if (wanted <= hard) return [];
      const most = amountOf(resource, hard);
      if (isCount(resource))
        return [`it needs ${amountOf(resource, wanted)}, and ${name} allows ${most}: ask for a larger quota`];
      return [`it asks for ${amountOf(resource, wanted)}, and ${name} allows ${most} in all: lower ${keyOf(resource)}`];
    });
  });
}

/** Of the claim that a run makes. */
export function claimAboveQuotas(
  bytes: number,
  storageClass: string | undefined,
  quotas: readonly Quota[],
): readonly string[] {
  const ofClass = storageClass === undefined ? null : `${storageClass}.storageclass.storage.k8s.io/`;
  return quotas.filter(isForAll).flatMap((quota) =>
    Object.entries(amounts(quota.spec?.hard)).flatMap(([resource, hard]) => {
      const name = `ResourceQuota "${quota.metadata?.name ?? ''}"`;
      const kind = ofClass !== null && resource.startsWith(ofClass) ? resource.slice(ofClass.length) : resource;
      if (kind === 'requests.storage' && bytes > hard) {
        return [
          `the store asks for ${amountOf('storage', bytes)}, and ${name} allows ${amountOf('storage', hard)} in all: lower store.size`,
        ];
      }
      if ((kind === 'persistentvolumeclaims' || kind === 'count/persistentvolumeclaims') && hard < 1) {
        return [
          `the store needs a claim, and ${name} allows none: set store.claim to a PersistentVolumeClaim that exists`,
        ];
      }
      return [];
    }),
  );
}

/** Those with a scope are for some pods only, and which is not for us to tell. */
export function isForAll({ spec }: Quota): boolean {
  return (spec?.scopes ?? []).length === 0 && spec?.scopeSelector === undefined;
}

function wantedOf(resource: string, { kind }: Pick<PlanStep, 'kind'>, asked: Asked): number | 'unsaid' | null {
  const [, scope = 'requests', name = ''] = /^(?:(requests|limits)\.)?(.+)$/.exec(resource) ?? [];
  if (name === 'cpu' || name === 'memory') {
    return (scope === 'limits' ? asked.limits : asked.requests)[name] ?? 'unsaid';
  }
  if (resource.startsWith('requests.')) return asked.requests[name] ?? null;
  return counted[kind].includes(resource) ? 1 : null;
}

const pods = ['pods', 'count/pods'];
const counted: Readonly<Record<PlanStep['kind'], readonly string[]>> = {
  job: [...pods, 'count/jobs.batch'],
  service: [...pods, 'services', 'count/services', 'count/deployments.apps'],
};

function isCount(resource: string): boolean {
  return [...counted.job, ...counted.service].includes(resource);
}

function sayingKey(resource: string): string {
  // Memory that is asked for is the limit too.
  return resource === 'limits.cpu' ? 'resources.limits.cpu' : keyOf(resource);
}
