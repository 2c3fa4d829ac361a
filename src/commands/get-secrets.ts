/** `automl get secrets`: what is there, or one of it, by its keys; values are not shown in any format. */
import type { Secret } from '../backends/kubernetes/client/types.ts';
import { isManaged, labels } from '../backends/kubernetes/objects/labels.ts';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { renderListing, type Row, type ViewFormat } from '../report/listing.ts';
import { age } from '../report/units.ts';
import { orWhatItHas } from '../workflow/suggestion.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import type { World } from './world.ts';

export interface GetSecretsRequest extends ConnectionRequest {
  readonly output: ViewFormat;
  /** Undefined: all of them. */
  readonly name?: string;
}

/** As programs get it: part of the interface of the command line. */
interface ShownSecret {
  readonly name: string;
  readonly namespace: string;
  /** That takes it along when it is deleted. */
  readonly workflow: string | null;
  readonly keys: readonly string[];
  readonly type: string;
  /** By `automl create secret`. */
  readonly made_here: boolean;
  readonly immutable: boolean;
  readonly created_at: string | null;
}

/** @throws AutomlError NOT_FOUND */
export async function getSecrets({ output, name, ...address }: GetSecretsRequest, world: World): Promise<ExitCode> {
  return withCluster(address, world, async ({ api }) => {
    const { keptSecrets } = await import('../backends/kubernetes/secrets/kept-secret.ts');
    const all = (await keptSecrets(api)).map((secret) => shown(secret, api.namespace));
    const secrets = name === undefined ? all : all.filter((secret) => secret.name === name);
    const [first] = secrets;
    if (name !== undefined && first === undefined) {
      const known = all.map((secret) => secret.name);
      const hint = orWhatItHas(name, known, known);
      throw new AutomlError('NOT_FOUND', `namespace ${api.namespace} has no secret "${name}"${hint}`);
    }
    const listing = {
      value: name === undefined ? secrets : first,
      rows: secrets.map(row),
      more: secrets.map((secret) => moreOf(secret, world)),
      empty: `no secrets in namespace ${api.namespace}: automl create secret NAME KEY=value`,
    };
    world.out.write(renderListing(listing, output, world));
    return exitCode.ok;
  });
}

function shown(
  { metadata = {}, type = 'Opaque', data = {}, immutable = false }: Secret,
  namespace: string,
): ShownSecret {
  const { name = '', labels: all = {}, creationTimestamp = null } = metadata;
  const isOurs = isManaged(metadata);
  return {
    name,
    namespace,
    workflow: isOurs ? (all[labels.workflow] ?? null) : null,
    keys: Object.keys(data).sort(),
    type,
    made_here: isOurs,
    immutable,
    created_at: creationTimestamp,
  };
}

function row({ name, namespace, workflow, keys }: ShownSecret): Row {
  return { secret: name, namespace, workflow: workflow ?? '–', keys: keys.join(', ') };
}

function moreOf({ type, created_at }: ShownSecret, { now }: Pick<World, 'now'>): Row {
  return { type, age: created_at === null ? '–' : age((now() - Date.parse(created_at)) / 1000) };
}
