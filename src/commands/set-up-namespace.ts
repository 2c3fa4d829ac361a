/** `automl setup`: makes a namespace ready for runs, a line for each thing that is made. */
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import type { Grant } from '../backends/kubernetes/rights/grant.ts';
import type { Registry } from '../backends/kubernetes/rights/pull-secret.ts';
import { AutomlError, exitCode, messageOf, type ExitCode } from '../errors.ts';
import { parseDuration } from '../workflow/quantity.ts';
import { connectOrFail, type ConnectionRequest } from './choose-setup.ts';
import { grantOf, pullSecrets, type GrantRequest } from './granting.ts';
import type { World } from './world.ts';

export interface SetUpRequest extends GrantRequest, Omit<ConnectionRequest, 'namespace'> {
  readonly namespace: string;
  readonly dryRun: boolean;
  readonly registry?: string;
  readonly registryUsername?: string;
  readonly registrySecret?: string;
  /** Where a kubeconfig for CI is written. */
  readonly kubeconfigOut?: string;
  /** Of the token in it: `720h`. */
  readonly duration: string;
}

/** Its value, else standard input. */
const passwordVariable = 'AUTOML_REGISTRY_PASSWORD';

/** @throws AutomlError @throws InvalidFile */
export async function setUpNamespace(request: SetUpRequest, world: World): Promise<ExitCode> {
  const { namespace, dryRun, kubeconfigOut } = request;
  const grant = grantOf(request, namespace, world);
  const seconds = parseDuration(request.duration);
  if (typeof seconds === 'string') throw new AutomlError('USAGE', `--duration: ${seconds}`);
  if (kubeconfigOut !== undefined && grant.account === null)
    throw new AutomlError('USAGE', '--kubeconfig-out needs an account: name one with --service-account');
  const registry = await registryOf(request, world);
  const secret = request.registrySecret ?? pullSecrets(request, world)[0] ?? 'registry';
  const cluster = await connectOrFail(request, world);
  try {
    const { setUp } = await import('../backends/kubernetes/rights/set-up.ts');
    const { pullSecretObject } = await import('../backends/kubernetes/rights/pull-secret.ts');
    const pullSecret = registry === null ? null : pullSecretObject(secret, namespace, registry);
    for await (const { outcome, object } of setUp(cluster.api, { grant, pullSecret, dryRun }))
      world.out.write(`${dryRun ? ifMade[outcome] : outcome} ${object}\n`);
    if (kubeconfigOut !== undefined && grant.account !== null) {
      const line = dryRun
        ? `would write ${kubeconfigOut}`
        : await writeKubeconfig(cluster, { file: kubeconfigOut, account: grant.account, seconds }, world);
      world.out.write(`${line}\n`);
    }
  } finally {
    await cluster.close();
  }
  for (const line of nextSteps(request, grant, registry === null ? null : secret, world)) world.out.write(`${line}\n`);
  return exitCode.ok;
}

const ifMade = { created: 'would create', changed: 'would change', unchanged: 'unchanged' } as const;

/** Null: none is asked for. @throws AutomlError USAGE */
async function registryOf(
  { registry, registryUsername }: SetUpRequest,
  { env, stdin }: World,
): Promise<Registry | null> {
  if (registry === undefined) return null;
  if (registryUsername === undefined) throw new AutomlError('USAGE', '--registry needs --registry-username');
  const password = env[passwordVariable] ?? (await text(stdin())).replace(/\r?\n$/, '');
  if (password === '')
    throw new AutomlError('USAGE', `give the password of ${registry} by standard input, or in ${passwordVariable}`);
  return { host: registry, username: registryUsername, password };
}

/** For its owner alone, also when it was there before. @throws AutomlError */
async function writeKubeconfig(
  { api, connection }: Cluster,
  { file, account, seconds }: { readonly file: string; readonly account: string; readonly seconds: number },
  { cwd }: World,
): Promise<string> {
  const { accountKubeconfig } = await import('../backends/kubernetes/rights/account-kubeconfig.ts');
  const { text: kubeconfig, expires } = await accountKubeconfig(api, connection.access.cluster, account, seconds);
  const place = path.resolve(cwd, file);
  try {
    await writeFile(place, '', { flag: 'a', mode: 0o600 });
    await chmod(place, 0o600);
    await writeFile(place, kubeconfig);
  } catch (error) {
    throw new AutomlError('USAGE', `${file} can't be written: ${messageOf(error)}`, { cause: error });
  }
  return `wrote ${file}: a kubeconfig of serviceaccount/${account}, good until ${expires.toISOString()}`;
}

function nextSteps(request: SetUpRequest, { account }: Grant, secret: string | null, world: World): readonly string[] {
  const { namespace, target, all, kubeconfigOut, dryRun } = request;
  if (dryRun) return [];
  const named = secret === null || pullSecrets(request, world).includes(secret);
  const words = ['automl setup', namespace, all ? '--all' : target === '.' ? '' : target].filter((word) => word !== '');
  return [
    ...(named ? [] : [`steps pull with it where the file says: image_pull_secrets: [${secret}]`]),
    ...(account === null || kubeconfigOut !== undefined
      ? []
      : [`a kubeconfig for CI, with a token that ends: ${words.join(' ')} --kubeconfig-out ci.kubeconfig`]),
  ];
}
