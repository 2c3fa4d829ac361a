/** `automl create secret`: values that steps use, put into the cluster once. */
import { plainType, problemOf, tokenType, typeNamed } from '../backends/kubernetes/secrets/secret-type.ts';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { isNamed, objectNames } from '../workflow/kubernetes-name.ts';
import { cleanSecretName } from '../workflow/names.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import { readSecretWords, type SecretWords } from './secret-words.ts';
import type { World } from './world.ts';

export interface CreateSecretRequest extends SecretWords, ConnectionRequest {
  readonly name: string;
  /** Absent: values for steps. */
  readonly type?: string;
  /** That takes it along when it is deleted. */
  readonly workflow?: string;
  /** Whose token the secret is to hold. */
  readonly serviceAccount?: string;
}

/** @throws AutomlError USAGE when there is one of this name, or values are missing */
export async function createSecret(request: CreateSecretRequest, world: World): Promise<ExitCode> {
  const { name, workflow = null, serviceAccount } = request;
  if (!isNamed(name, objectNames)) throw new AutomlError('USAGE', badName(name));
  const type = typeNamed(request.type ?? (serviceAccount === undefined ? plainType : tokenType));
  if ((type === tokenType) !== (serviceAccount !== undefined))
    throw new AutomlError('USAGE', `--service-account NAME and --type ${tokenType} go together`);
  const { values: data } = await readSecretWords(request, 'refused', world);
  if (data.size === 0 && type !== tokenType)
    throw new AutomlError('USAGE', `secret "${name}" has no values: give it KEY=value, --from-file or --from-env-file`);
  const problem = problemOf(type, data);
  if (problem !== null) throw new AutomlError('USAGE', `secret "${name}": ${problem}`);
  if (type === plainType) warnOfNames([...data.keys()], world);
  const annotations: Record<string, string> =
    serviceAccount === undefined ? {} : { 'kubernetes.io/service-account.name': serviceAccount };
  return withCluster(request, world, async ({ api }) => {
    const kept = await import('../backends/kubernetes/secrets/kept-secret.ts');
    await kept.createSecret(api, { name, type, data, workflow, annotations });
    const keys = data.size === 0 ? '' : `: ${[...data.keys()].join(', ')}`;
    const tie = workflow === null ? '' : `; it goes when workflow ${workflow} is deleted`;
    world.out.write(`secret ${name} created in namespace ${api.namespace}${keys}${tie}\n`);
    return exitCode.ok;
  });
}

/** Steps get all keys as variables. */
export function warnOfNames(keys: readonly string[], { err }: Pick<World, 'err'>): void {
  for (const key of keys) {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) continue;
    const what = /^[0-9]/.test(key)
      ? 'steps do not get it as a variable'
      : 'a shell can not read a variable of this name';
    err.write(`warning: key ${key}: ${what}; letters, digits and "_" do\n`);
  }
}

function badName(name: string): string {
  // It may have a value in it.
  if (name.includes('=')) return 'the name of the secret is missing: automl create secret NAME KEY=value';
  const clean = cleanSecretName(name);
  const advice = isNamed(clean, objectNames) ? `; ${clean} would do` : '';
  return `"${name}" is not the name of a Secret: ${objectNames.form}${advice}`;
}
