/** What earlier revisions of a service needed goes when no ReplicaSet of it could be scaled up again. */
import type { KubeApi } from '../client/api.ts';
import type { Deployment, PodTemplate } from '../client/types.ts';
import { having, labels, lastingLabels, serviceSelector, type Component } from '../objects/labels.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { secretNames } from './next-revision.ts';

/** Names. */
export interface IdleMaterial {
  readonly configMaps: readonly string[];
  readonly secrets: readonly string[];
}

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
  const material = {
    ...lastingLabels(facts),
    [labels.step]: selector[labels.step] ?? '',
    [labels.component]: 'revision' satisfies Component,
  };
  const maps = await api.listMeta('ConfigMap', { labelSelector: having(material) });
  return {
    configMaps: maps.flatMap(({ name = '' }) => (named.has(`ConfigMap/${name}`) ? [] : [name])),
    // By name: nobody may list the Secrets of a namespace for this.
    secrets: secretNames(deployment).filter((name) => !named.has(`Secret/${name}`)),
  };
}

/** @throws ApiError */
export async function sweepMaterial(api: KubeApi, { configMaps, secrets }: IdleMaterial): Promise<void> {
  for (const name of configMaps) await api.delete('ConfigMap', name);
  for (const name of secrets) await api.delete('Secret', name);
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
  return [...configMaps.map((name) => `ConfigMap/${name ?? ''}`), ...secrets.map((name) => `Secret/${name ?? ''}`)];
}
