/** Versions of what a service reads, with the values that a run would bring compared to those that it reads now. */
import { isDeepStrictEqual } from 'node:util';
import type { KubeApi } from '../client/api.ts';
import type { Deployment } from '../client/types.ts';
import { revisionSecretName } from '../objects/names.ts';
import type { ServiceStep } from '../objects/service.ts';
import { namesOf, readVersions, versionsIn, type Versions } from '../serving/versions.ts';
import type { PlannedRun } from './planned-run.ts';

export interface PlannedVersions {
  readonly versions: Versions;
  /** Names of the Secrets behind those that the run brings. */
  readonly ownSecrets: ReadonlyMap<string, string>;
}

/** In place of what the run would be called. */
const next = 'next';

/** @throws ApiError */
export async function plannedVersions(
  api: KubeApi,
  { plan, secrets }: Pick<PlannedRun, 'plan' | 'secrets'>,
  step: ServiceStep,
  service: string,
  live: Deployment | null,
): Promise<PlannedVersions> {
  const facts = { id: next, ownSecrets: new Map<string, string>() };
  const versions = { ...(await readVersions(api, { facts, plan, step, service, live })) };
  const ownSecrets = new Map<string, string>();
  for (const name of namesOf({ plan, step }).secrets) {
    const values = secrets.get(name);
    if (values === undefined) continue;
    const before = versionsIn(live)[`Secret/${name}`];
    const isSame = before !== undefined && (await holds(api, revisionSecretName(service, before, name), values));
    const version = isSame ? before : next;
    versions[`Secret/${name}`] = version;
    ownSecrets.set(name, revisionSecretName(service, version, name));
  }
  return { versions, ownSecrets };
}

async function holds(api: KubeApi, secret: string, values: Readonly<Record<string, string>>): Promise<boolean> {
  const { data = {} } = (await api.get('Secret', secret)) ?? {};
  const texts = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString('utf8')]);
  return isDeepStrictEqual(Object.fromEntries(texts), { ...values });
}

/** A sentence for each that has changed. */
export function versionReasons(before: Versions, after: Versions): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return names.flatMap((name) => {
    if (before[name] === after[name]) return [];
    const what = name.replace(/^Secret\//, 'secret ').replace(/^ConfigMap\//, 'config map ');
    if (before[name] === undefined) return [`reads ${what}`];
    return [after[name] === undefined ? `reads ${what} no more` : `${what} has changed`];
  });
}
