/** What the pods of one revision of a service need: it goes with the Deployment, and not with the run that made it. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import { kinds, type ConfigMap, type Deployment, type Meta, type Secret } from '../client/types.ts';
import { inLanes } from '../lanes.ts';
import { preparedFiles } from '../layout.ts';
import { inParts, mapLimit } from '../objects/injected.ts';
import { labels, lastingLabels, stepLabels, type Component, type Labels } from '../objects/labels.ts';
import { claimName, revisionName, revisionSecretName } from '../objects/names.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { storeOf } from '../objects/spec.ts';
import { createFresh } from '../ownership.ts';
import type { Prepared } from './handover.ts';
import type { Versions } from './versions.ts';

export interface MaterialParts {
  readonly facts: RunFacts;
  readonly step: PlanStep;
  /** Name of its objects. */
  readonly service: string;
  readonly key: string;
  readonly versions: Versions;
  readonly prepared: Prepared;
  /** Null: it is to be made. */
  readonly live: Deployment | null;
}

export interface Material {
  /** The run as the pods of the service are to see it. */
  readonly facts: RunFacts;
  /** The claim that was made for the run, where the inputs are too large for ConfigMaps: one of somebody else stays theirs. */
  readonly claim: string | null;
  readonly configMaps: readonly string[];
  readonly secrets: readonly string[];
}

/** Makes it, or finds it. Goes with the run's anchor until `adopt`, where there is no Deployment yet. @throws ApiError @throws NotOurs */
export async function makeMaterial(api: KubeApi, parts: MaterialParts): Promise<Material> {
  const { facts, step, prepared } = parts;
  const [maps, secrets] = await Promise.all([configMaps(api, parts), secretsOf(api, parts)]);
  await inLanes(4, [
    ...maps.map((map) => () => createFresh(api, 'ConfigMap', map, facts, 'workflow')),
    ...secrets.map(
      ({ object }) =>
        () =>
          createFresh(api, 'Secret', object, facts, 'workflow'),
    ),
  ]);
  const store = prepared.tooLarge === null ? null : storeOf(facts, step);
  const nameOf = ({ metadata }: { readonly metadata?: Meta }): string => metadata?.name ?? '';
  const ownSecrets = new Map(secrets.map(({ name, object }) => [name, nameOf(object)]));
  return {
    facts: {
      ...facts,
      injected: maps.map(nameOf),
      ownSecrets,
      store,
      packed: { lock: prepared.lock !== null, inputs: prepared.files !== null },
    },
    claim: store?.claim === claimName(facts.id) ? store.claim : null,
    configMaps: maps.map(nameOf),
    secrets: [...ownSecrets.values()],
  };
}

/** From now on it is the Deployment's. @throws ApiError */
export async function adopt(
  api: KubeApi,
  deployment: Deployment,
  { configMaps: maps, secrets, claim }: Material,
): Promise<void> {
  const ownerReferences = [ownerReference(deployment)];
  const owned = { metadata: { ownerReferences } };
  await inLanes(4, [
    ...maps.map((name) => async () => {
      await api.patch('ConfigMap', name, owned);
    }),
    ...secrets.map((name) => async () => {
      await api.patch('Secret', name, owned);
    }),
    // The run may still read it: both keep it.
    ...(claim === null ? [] : [() => adoptClaim(api, claim, ownerReferences)]),
  ]);
}

async function adoptClaim(api: KubeApi, name: string, references: Meta['ownerReferences'] & object): Promise<void> {
  const meta = await api.getMeta('PersistentVolumeClaim', name);
  const [ours] = references;
  const others = meta?.ownerReferences ?? [];
  if (meta === null || others.some(({ uid }) => uid === ours?.uid)) return;
  // A clean-up by the label of the run must not find it any more.
  const metadata = { ownerReferences: [...others, ...references], labels: { [labels.run]: null } };
  await api.patch('PersistentVolumeClaim', name, { metadata });
}

/** It stays for as long as its run keeps its files. @throws ApiError */
export async function giveBackClaim(api: KubeApi, deployment: Deployment, name: string): Promise<void> {
  const meta = await api.getMeta('PersistentVolumeClaim', name);
  const owners = meta?.ownerReferences ?? [];
  const ownerReferences = owners.filter(({ uid }) => uid !== deployment.metadata?.uid);
  if (ownerReferences.length === owners.length) return;
  // A run that is gone is no owner any more, and without any owner it would stay for ever.
  if (ownerReferences.length === 0) await api.delete('PersistentVolumeClaim', name);
  else await api.patch('PersistentVolumeClaim', name, { metadata: { ownerReferences } });
}

function ownerReference({ metadata }: Deployment): NonNullable<Meta['ownerReferences']>[number] {
  const { name = '', uid = '' } = metadata ?? {};
  return { apiVersion: kinds.Deployment.apiVersion, kind: 'Deployment', name, uid };
}

/** Until there is a Deployment, the anchor takes it along. */
function metaOf({ facts, step, key, live }: MaterialParts, name: string): Meta {
  const { anchor } = facts;
  const own: Labels = {
    ...lastingLabels(facts),
    ...stepLabels(step),
    [labels.component]: 'revision' satisfies Component,
    [labels.revision]: key,
  };
  return {
    name,
    labels: own,
    ownerReferences: [
      live === null
        ? { apiVersion: kinds.ConfigMap.apiVersion, kind: 'ConfigMap', name: anchor.name, uid: anchor.uid }
        : ownerReference(live),
    ],
  };
}

async function configMaps(api: KubeApi, parts: MaterialParts): Promise<readonly ConfigMap[]> {
  const { facts, step, service, key, prepared } = parts;
  if (step.code.kind === 'image') return [];
  const sources = await Promise.all(facts.injected.map((name) => api.get('ConfigMap', name)));
  const made = filesOf(prepared)
    .flatMap((file) => inParts([file], mapLimit))
    .map((part) => Object.fromEntries(part.map(({ name, data }) => [name, data.toString('base64')])));
  const contents = [
    ...sources.map((source, place) => {
      if (source === null) throw new Error(`the run's ConfigMap ${facts.injected[place] ?? ''} is gone`);
      return source.binaryData ?? {};
    }),
    ...made,
  ];
  return contents.map((binaryData, place) => ({
    apiVersion: kinds.ConfigMap.apiVersion,
    kind: 'ConfigMap',
    metadata: {
      ...metaOf(parts, revisionName(service, key, place)),
      annotations: { [labels.bytes]: String(bytesOf(binaryData)) },
    },
    immutable: true,
    binaryData,
  }));
}

function bytesOf(binaryData: Readonly<Record<string, string>>): number {
  return Object.values(binaryData).reduce((sum, text) => sum + Buffer.byteLength(text, 'base64'), 0);
}

function filesOf({ lock, files }: Prepared): { readonly name: string; readonly data: Buffer }[] {
  return [
    ...(lock === null ? [] : [{ name: preparedFiles.lock, data: Buffer.from(lock) }]),
    ...(files === null ? [] : [{ name: preparedFiles.inputs, data: files }]),
  ];
}

async function secretsOf(
  api: KubeApi,
  parts: MaterialParts,
): Promise<readonly { readonly name: string; readonly object: Secret }[]> {
  const { facts, service, versions } = parts;
  const brought = [...facts.ownSecrets].flatMap(([name, own]) => {
    const version = versions[`Secret/${name}`];
    return version === undefined ? [] : [{ name, own, version }];
  });
  return Promise.all(
    brought.map(async ({ name, own, version }) => {
      const found = await api.get('Secret', own);
      if (found === null) throw new Error(`the run's Secret ${own} is gone`);
      const object: Secret = {
        apiVersion: kinds.Secret.apiVersion,
        kind: 'Secret',
        metadata: metaOf(parts, revisionSecretName(service, version, name)),
        immutable: true,
        type: found.type ?? 'Opaque',
        data: found.data ?? {},
      };
      return { name, object };
    }),
  );
}
