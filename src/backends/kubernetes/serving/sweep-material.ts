/** What earlier revisions of a service needed goes when no ReplicaSet of it could be scaled up again. */
import { messageOf } from '../../../errors.ts';
import type { KubeApi } from '../client/api.ts';
import type { Deployment, PodTemplate } from '../client/types.ts';
import { having, labels, serviceSelector, type Component } from '../objects/labels.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { giveBackClaim } from './material.ts';
import { listedIn } from './next-revision.ts';

/** Names. */
export interface IdleMaterial {
  readonly configMaps: readonly string[];
  readonly secrets: readonly string[];
  readonly claims: readonly string[];
}

export const noMaterial: IdleMaterial = { configMaps: [], secrets: [], claims: [] };

/** What was made for the Deployment and is wanted no more. @throws ApiError */
export async function idleMaterial(
  api: KubeApi,
  facts: Pick<RunFacts, 'owner' | 'workflow'>,
  step: string,
  deployment: Deployment,
): Promise<IdleMaterial> {
  const selector = serviceSelector(facts, step);
  const { items: replicaSets } = await api.list('ReplicaSet', { labelSelector: having(selector) });
  const templates = [deployment, ...replicaSets].flatMap(({ spec }) => spec?.template ?? []);
  const named = new Set(templates.flatMap(namesIn));
  const material = { ...selector, [labels.component]: 'revision' satisfies Component };
  const maps = await api.listMeta('ConfigMap', { labelSelector: having(material) });
  return {
    configMaps: maps.flatMap(({ name = '' }) => (named.has(`ConfigMap/${name}`) ? [] : [name])),
    // By name: nobody may list the Secrets of a namespace for this. Who may change the annotation may not name any other.
    secrets: listedIn(deployment, labels.secrets).filter((name) => {
      return !named.has(`Secret/${name}`) && name.startsWith(`${deployment.metadata?.name ?? ''}-`);
    }),
    claims: listedIn(deployment, labels.claims).filter((name) => !named.has(`Claim/${name}`)),
  };
}

/** Best effort, since it goes with the Deployment at the latest: a file may have no right to Secrets any more. Gives what is to be told. */
export async function sweepMaterial(
  api: KubeApi,
  deployment: Deployment,
  { configMaps, secrets, claims }: IdleMaterial,
): Promise<readonly string[]> {
  try {
    for (const name of configMaps) await api.delete('ConfigMap', name);
    for (const name of secrets) await api.delete('Secret', name);
    for (const name of claims) await giveBackClaim(api, deployment, name);
    return [];
  } catch (error) {
    return [`what revisions before needed stays for now: ${messageOf(error)}`];
  }
}

function namesIn({ spec }: PodTemplate): readonly string[] {
  const containers = spec?.containers ?? [];
  const volumes = spec?.volumes ?? [];
  const configMaps = volumes.flatMap(({ configMap, projected }) => [
    configMap?.name,
    ...(projected?.sources ?? []).map((source) => source.configMap?.name),
  ]);
  const secrets = [
    ...volumes.map(({ secret }) => secret?.secretName),
    ...containers.flatMap(({ env, envFrom }) => [
      ...(env ?? []).map(({ valueFrom }) => valueFrom?.secretKeyRef?.name),
      ...(envFrom ?? []).map(({ secretRef }) => secretRef?.name),
    ]),
  ];
  const claims = volumes.map(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName);
  return [
    ...configMaps.map((name) => `ConfigMap/${name ?? ''}`),
    ...secrets.map((name) => `Secret/${name ?? ''}`),
    ...claims.map((name) => `Claim/${name ?? ''}`),
  ];
}
