/** A user of a kubeconfig, checked. */
import { z } from 'zod';
import { AutomlError } from '../../../errors.ts';
import type { ExecPlugin, Impersonation, UserAccess } from './access.ts';
import { pemOf } from './cluster-access.ts';
import type { User } from './kubeconfig.ts';

const exec = z.object({
  apiVersion: z.string(),
  command: z.string().min(1),
  args: z.array(z.coerce.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.coerce.string() })).nullish(),
  installHint: z.string().nullish(),
  provideClusterInfo: z.boolean().nullish(),
  interactiveMode: z.enum(['Never', 'IfAvailable', 'Always']).nullish(),
});

const authProvider = z.object({
  name: z.string(),
  config: z.record(z.string(), z.unknown()).nullish(),
});

/** Built into kubectl once, gone since 1.26: https://kubernetes.io/docs/reference/access-authn-authz/authentication */
const replacements: Readonly<Record<string, string>> = {
  gcp: 'write the kubeconfig anew with `gcloud container clusters get-credentials` and install gke-gcloud-auth-plugin',
  azure: 'convert the kubeconfig with `kubelogin convert-kubeconfig`',
};

/** @throws AutomlError USAGE: a way to log in that we do not know, or half of one */
export function userAccess(user: User, origin: string): UserAccess {
  const where = `${origin}: user "${user.name}"`;
  const cert = pemOf(user['client-certificate-data'], user['client-certificate']);
  const key = pemOf(user['client-key-data'], user['client-key']);
  if ((cert === null) !== (key === null)) {
    const missing =
      cert === null ? 'client-key without a client-certificate' : 'client-certificate without a client-key';
    throw new AutomlError('USAGE', `${where} has a ${missing}; give both`);
  }
  const token = user.token?.trim() || idTokenOf(user['auth-provider'], where);
  return {
    name: user.name,
    token: token ?? null,
    tokenFile: user.tokenFile ?? null,
    basic: user.username ? { username: user.username, password: user.password ?? '' } : null,
    certificate: cert === null || key === null ? null : { cert, key },
    exec: user.exec ? execPlugin(user.exec, where) : null,
    impersonate: impersonation(user, where),
  };
}

function execPlugin(value: unknown, where: string): ExecPlugin {
  const parsed = exec.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new AutomlError('USAGE', `${where}: exec.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is wrong'}`);
  }
  const { apiVersion, command, args, env, installHint, provideClusterInfo, interactiveMode } = parsed.data;
  if (!['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'].includes(apiVersion)) {
    throw new AutomlError(
      'USAGE',
      `${where}: exec.apiVersion "${apiVersion}" is no longer in use; write the kubeconfig anew with your provider's tool`,
    );
  }
  if (interactiveMode === 'Always') {
    throw new AutomlError(
      'USAGE',
      `${where}: exec.command ${command} wants a terminal (interactiveMode: Always); use a service account's token here`,
    );
  }
  return {
    apiVersion,
    command,
    args: args ?? [],
    env: Object.fromEntries((env ?? []).map(({ name, value }) => [name, value])),
    installHint: installHint ?? null,
    provideClusterInfo: provideClusterInfo ?? false,
    interactive: interactiveMode ?? 'IfAvailable',
  };
}

/** The token of the `oidc` provider; the others are refused by name. */
function idTokenOf(value: unknown, where: string): string | undefined {
  if (value === null || value === undefined) return undefined;
  const parsed = authProvider.safeParse(value);
  const name = parsed.data?.name ?? '';
  const idToken = parsed.data?.config?.['id-token'];
  if (name === 'oidc' && typeof idToken === 'string') return idToken;
  const instead = replacements[name] ?? 'use a token, or an exec plugin such as `kubectl oidc-login`';
  throw new AutomlError(
    'USAGE',
    `${where} has the auth-provider "${name}", which Kubernetes no longer has: ${instead}`,
  );
}

function impersonation(user: User, where: string): Impersonation | null {
  const groups = user['as-groups'] ?? [];
  const extra = user['as-user-extra'] ?? {};
  const uid = user['as-uid'] ?? null;
  if (user.as) return { user: user.as, uid, groups, extra };
  if (groups.length === 0 && Object.keys(extra).length === 0 && uid === null) return null;
  throw new AutomlError('USAGE', `${where} has as-groups, as-uid or as-user-extra without "as"; add whom to act as`);
}
