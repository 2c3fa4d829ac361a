/** The Deployment of a service, changed with the way back, and freed of it when all is well. */
import { ApiError, type KubeApi } from '../client/api.ts';
import type { Deployment } from '../client/types.ts';
import { labels, type Labels } from '../objects/labels.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import type { ServiceStep } from '../objects/service.ts';
import { listedIn, templateDigest, withNotes, type List, type NextRevision } from './next-revision.ts';
import { idleMaterial, noMaterial, type IdleMaterial } from './sweep-material.ts';
import type { WayBack } from './way-back.ts';

/** @param live as it was read; it may have been changed since by whoever scales it, but by no other run @throws ApiError */
export async function applyDeployment(
  api: KubeApi,
  { deployment, isSame }: NextRevision,
  live: Deployment | null,
  wayBack: WayBack,
): Promise<Deployment> {
  if (isSame && live !== null) return live;
  const next = wayBack.recordedIn(deployment);
  for (let seen = live; ;) {
    const resourceVersion = seen?.metadata?.resourceVersion;
    const metadata = { ...next.metadata, ...(resourceVersion === undefined ? {} : { resourceVersion }) };
    try {
      return await api.apply('Deployment', { ...next, metadata }, { force: true });
    } catch (error) {
      if (!(error instanceof ApiError) || error.reason !== 'Conflict') throw error;
      const now = await api.get('Deployment', next.metadata?.name ?? '');
      // Its status changes all the time; what a run has changed is no longer what we have planned for.
      if (now === null || deployedBy(now) !== deployedBy(live) || now.metadata?.uid !== live?.metadata?.uid)
        throw error;
      seen = now;
    }
  }
}

/**
 * Takes away what only the roll-out needed. Gives what may go now, and not before: as long as there is a way back, it may
 * lead to a revision that no ReplicaSet is left of. @param ready as it is now that it is up @throws ApiError
 */
export async function finishDeployment(
  api: KubeApi,
  facts: Pick<RunFacts, 'owner' | 'workflow'>,
  step: ServiceStep,
  { deployment, isSame }: NextRevision,
  ready: Deployment,
): Promise<IdleMaterial> {
  if (isSame) return noMaterial;
  const idle = await idleMaterial(api, facts, step.name, { ...ready, metadata: deployment.metadata ?? {} });
  const noted = withNotes(deployment, {
    [labels.template]: templateDigest(ready),
    ...without(deployment, labels.secrets, idle.secrets),
    ...without(deployment, labels.claims, idle.claims),
  });
  // What scales it may have done so meanwhile; what the file asks for no more may have, too.
  const scaled = typeof step.service.replicas === 'number' ? deployment : ready;
  const spec = { ...deployment.spec, replicas: scaled.spec?.replicas } as Deployment['spec'] & object;
  await api.apply('Deployment', { ...noted, spec }, { force: true });
  return idle;
}

function without(deployment: Deployment, list: List, idle: readonly string[]): Labels {
  const names = listedIn(deployment, list);
  return names.length === 0 ? {} : { [list]: names.filter((name) => !idle.includes(name)).join(',') };
}

function deployedBy(deployment: Deployment | null): string | undefined {
  return deployment?.metadata?.annotations?.[labels.deployedBy];
}
