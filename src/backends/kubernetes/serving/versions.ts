/** Versions of the Secrets and ConfigMaps that a service reads: pods do not notice by themselves that one has changed. */
import { isDeepStrictEqual } from 'node:util';
import { secretsOf, type PlanStep } from '../../../plan/plan.ts';
import type { BackendPlan } from '../../backend.ts';
import type { KubeApi } from '../client/api.ts';
import type { Deployment } from '../client/types.ts';
import { labels } from '../objects/labels.ts';
import { revisionSecretName } from '../objects/names.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { readable, unreadable } from '../preflight/readable.ts';

/** By kind and name as the step uses it: `Secret/aws`. */
export type Versions = Readonly<Record<string, string>>;

export interface Reader {
  readonly facts: Pick<RunFacts, 'id' | 'ownSecrets'>;
  readonly plan: Pick<BackendPlan, 'python'>;
  readonly step: PlanStep;
  /** Name of its objects. */
  readonly service: string;
  /** As it is in the cluster. */
  readonly live: Deployment | null;
}

/** What may not be read, or is not there, has no version. @throws ApiError */
export async function readVersions(api: KubeApi, reader: Reader): Promise<Versions> {
  const { facts, live } = reader;
  const before = versionsIn(live);
  const { secrets, configMaps } = namesOf(reader);
  const found = await Promise.all([
    ...secrets.map(async (name) => {
      const brought = facts.ownSecrets.get(name);
      const version =
        brought === undefined
          ? await versionOf(api, 'Secret', name)
          : await versionOfBrought(api, reader, { name, brought, before: before[`Secret/${name}`] });
      return [`Secret/${name}`, version] as const;
    }),
    ...configMaps.map(async (name) => [`ConfigMap/${name}`, await versionOf(api, 'ConfigMap', name)] as const),
  ]);
  return Object.fromEntries(found.flatMap(([name, version]) => (version === null ? [] : [[name, version]])));
}

/** Of the revision that is applied. */
export function versionsIn(deployment: Deployment | null): Versions {
  const text = deployment?.spec?.template.metadata?.annotations?.[labels.versions];
  // Written by objects/service.ts.
  return text === undefined ? {} : (JSON.parse(text) as Versions);
}

async function versionOf(api: KubeApi, kind: 'Secret' | 'ConfigMap', name: string): Promise<string | null> {
  const meta = await readable(api.getMeta(kind, name));
  return meta === unreadable ? null : (meta?.resourceVersion ?? null);
}

/** That of the live revision where the values are the same, else one of this run: a hash would tell of short values. */
async function versionOfBrought(
  api: KubeApi,
  { facts, service }: Reader,
  { name, brought, before }: { readonly name: string; readonly brought: string; readonly before: string | undefined },
): Promise<string> {
  if (before === undefined) return facts.id;
  const [now, then] = await Promise.all([
    api.get('Secret', brought),
    api.get('Secret', revisionSecretName(service, before, name)),
  ]);
  return now !== null && isDeepStrictEqual(now.data, then?.data) ? before : facts.id;
}

export function namesOf({ plan, step }: Pick<Reader, 'plan' | 'step'>): {
  readonly secrets: readonly string[];
  readonly configMaps: readonly string[];
} {
  const { credentials } = plan.python;
  const mounted = step.pod.volumes.map(({ source }) => source);
  const named = (kind: 'secret' | 'config-map'): readonly string[] =>
    mounted.flatMap((source) => (source.kind === kind ? [source.name] : []));
  const variables = Object.values(step.envFrom).flatMap(({ kind, name }) => (kind === 'config-map' ? [name] : []));
  // What no pod of it names (objects/environment.ts) is not kept, and would be new each time.
  const installs = step.code.kind === 'notebook' || (step.code.kind !== 'image' && step.requirements !== undefined);
  const index = installs && credentials !== undefined ? [credentials] : [];
  const secrets = [...secretsOf(step), ...named('secret'), ...index];
  return {
    secrets: [...new Set(secrets)].sort(),
    configMaps: [...new Set([...variables, ...named('config-map')])].sort(),
  };
}
