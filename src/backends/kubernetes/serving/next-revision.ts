/** What a service is to be: as it is, where nothing of it has changed, else with all that its pods need made. */
import { isDeepStrictEqual } from 'node:util';
import type { BackendPlan } from '../../backend.ts';
import type { KubeApi } from '../client/api.ts';
import type { Deployment, PodTemplate } from '../client/types.ts';
import { digest } from '../objects/digest.ts';
import { labels, type Labels } from '../objects/labels.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { deploymentObject, servicePodTemplate, type ServiceStep } from '../objects/service.ts';
import { makeMaterial, type Material } from './material.ts';
import type { PreparationParts } from './preparation-attempt.ts';
import { prepareService } from './preparation.ts';
import { revisionKey } from './revision-key.ts';
import { readVersions } from './versions.ts';
import { applied } from './way-back.ts';

export interface RevisionRequest extends Omit<PreparationParts, 'api'> {
  readonly step: ServiceStep;
  /** Of the objects of the service. */
  readonly name: string;
  /** Null: there is none. */
  readonly live: Deployment | null;
}

export interface NextRevision {
  readonly deployment: Deployment;
  /** Nothing of the Deployment changes. */
  readonly isSame: boolean;
  /** Made for it; null: it has all that it needs. */
  readonly material: Material | null;
}

const digestLength = 12;
/** Annotations that tell of the last change: without one they stay as they are. */
const notes = [labels.deployedBy, labels.commit, labels.template, labels.secrets, labels.claims] as const;

/** @throws Error whose message becomes the step's reason */
export async function nextRevision(api: KubeApi, request: RevisionRequest): Promise<NextRevision> {
  const { facts, plan, step, order, name, live } = request;
  const versions = await readVersions(api, { facts, plan, step, service: name, live });
  const key = revisionKey({ facts, plan, step, order, versions });
  const kept = live === null ? null : keptTemplate(live, key);
  if (live !== null && kept !== null) {
    const deployment = withNotes(deploymentObject(facts, step, kept, replicasOf(step, live)), notesOf(live));
    if (await isAsApplied(api, deployment, live)) return { deployment, isSame: true, material: null };
    return {
      deployment: withNotes(deployment, { ...notesOf(live), ...newNotes(facts, plan) }),
      isSame: false,
      material: null,
    };
  }
  const prepared = await prepareService({ ...request, api });
  const material = await makeMaterial(api, { facts, step, service: name, key, versions, prepared, live });
  const template = servicePodTemplate(material.facts, plan, step, order, { key, versions });
  const deployment = withNotes(deploymentObject(facts, step, template, replicasOf(step, live)), {
    ...newNotes(facts, plan),
    ...listed(labels.secrets, [...listedIn(live, labels.secrets), ...material.secrets]),
    ...listed(labels.claims, [...listedIn(live, labels.claims), ...(material.claim === null ? [] : [material.claim])]),
  });
  return { deployment, isSame: false, material };
}

/** Of the pod template as it was applied, and is still: who changes some of it takes that over. */
export function templateDigest(deployment: Deployment): string {
  return digest(applied(deployment).spec?.template ?? null, digestLength);
}

/** Annotations of names. */
export type List = typeof labels.secrets | typeof labels.claims;

/** All that its revisions have got, and that may still be there. */
export function listedIn(deployment: Deployment | null, list: List): readonly string[] {
  return (deployment?.metadata?.annotations?.[list] ?? '').split(',').filter((name) => name !== '');
}

function listed(list: List, names: readonly string[]): Labels {
  return names.length === 0 ? {} : { [list]: [...new Set(names)].sort().join(',') };
}

/** How many there are to be: what scales them decides, within its bounds. */
export function replicasOf({ service: { replicas } }: ServiceStep, live: Deployment | null): number {
  if (typeof replicas === 'number') return replicas;
  return Math.min(replicas.max, Math.max(replicas.min, live?.spec?.replicas ?? replicas.min));
}

export function withNotes(deployment: Deployment, more: Labels): Deployment {
  const { metadata } = deployment;
  return { ...deployment, metadata: { ...metadata, annotations: { ...metadata?.annotations, ...more } } };
}

export function notesOf({ metadata }: Deployment): Labels {
  const all = metadata?.annotations ?? {};
  return Object.fromEntries(notes.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}

function newNotes({ id }: RunFacts, { commit }: BackendPlan): Labels {
  return { [labels.deployedBy]: id, ...(commit.head === null ? {} : { [labels.commit]: commit.head }) };
}

/** The template of the same revision as it is in the cluster, if nobody has changed it. */
function keptTemplate(live: Deployment, key: string): PodTemplate | null {
  const { template } = live.spec ?? {};
  if (template?.metadata?.labels?.[labels.revision] !== key) return null;
  if (live.metadata?.annotations?.[labels.template] !== templateDigest(live)) return null;
  return applied(live).spec?.template ?? null;
}

/** Whether applying it would change nothing: asked of the server, which knows what is the same. */
async function isAsApplied(api: KubeApi, deployment: Deployment, live: Deployment): Promise<boolean> {
  // A roll-out that somebody has begun is finished first.
  if (live.metadata?.annotations?.[labels.before] !== undefined) return false;
  const would = await api.apply('Deployment', deployment, { force: true, dryRun: true });
  return isDeepStrictEqual(contentOf(would), contentOf(live));
}

function contentOf({ metadata, spec }: Deployment): unknown {
  return { spec, labels: metadata?.labels, annotations: metadata?.annotations };
}
