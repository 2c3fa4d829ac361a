/** Which cluster, as whom, in which namespace: from the kubeconfig that was given, KUBECONFIG, or the pod we are in. */
import { existsSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import path from 'node:path';
import { AutomlError } from '../../../errors.ts';
import { proxyOf } from '../../../http/proxy.ts';
import { didYouMean } from '../../../workflow/suggestion.ts';
import type { ClusterAccess, Env, UserAccess } from './access.ts';
import { clusterAccess } from './cluster-access.ts';
import { readKubeconfigs, type Kubeconfig } from './kubeconfig.ts';
import { givenKubeconfig, kubeconfigsOf, readKubeconfig, type KubeconfigText } from './kubeconfig-text.ts';
import { podKubeconfig } from './service-account.ts';
import { userAccess } from './user-access.ts';

export interface ConnectionRequest {
  /** Content, base64 of it, or a path. */
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  /** Instead of the cluster's `proxy-url`. */
  readonly proxyUrl?: string;
  readonly home: string;
  readonly cwd: string;
  /** Finding none is an error. */
  readonly required?: boolean;
}

export interface Connection {
  readonly server: string;
  readonly context: string;
  readonly namespace: string;
  readonly user: string;
  readonly clusterName: string;
  /** Where it came from, for people: `context prod of KUBECONFIG (/home/me/prod.yaml)`. */
  readonly source: string;
  readonly access: { readonly cluster: ClusterAccess; readonly user: UserAccess };
}

const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Null when nothing names a cluster. `~/.kube/config` counts only for who names a context or a namespace: a run must not
 * end up in the cluster that somebody looked at last.
 * @throws AutomlError USAGE: what was given can't be used
 */
export function findConnection(
  request: ConnectionRequest,
  env: Env,
  serviceAccount = serviceAccountFolder,
): Connection | null {
  const { context, namespace } = request;
  if (request.kubeconfig) {
    const text = givenKubeconfig(request.kubeconfig, request);
    return fromKubeconfig([text], text.name, request);
  }
  if (env['KUBECONFIG']) {
    const texts = kubeconfigsOf(env['KUBECONFIG'], request);
    return fromKubeconfig(texts, `KUBECONFIG (${texts.map(({ name }) => name).join(', ')})`, request);
  }
  if (context || namespace) {
    const text = readKubeconfig(path.join(request.home, '.kube', 'config'));
    if (text !== null) return fromKubeconfig([text], text.name, request);
  }
  const inCluster = context ? null : fromPod(request, env, serviceAccount);
  if (inCluster !== null || !(request.required || context)) return inCluster;
  const what = context ? `context "${context}" was named, but there is no kubeconfig` : 'no cluster is named';
  throw new AutomlError('USAGE', `${what}: give a kubeconfig, set KUBECONFIG, or name a context of ~/.kube/config`);
}

function fromKubeconfig(texts: readonly KubeconfigText[], origin: string, request: ConnectionRequest): Connection {
  const kubeconfig = readKubeconfigs(texts);
  const name = chooseContext(kubeconfig, origin, request.context);
  return connect(kubeconfig, { name, origin, request, source: `context ${name} of ${origin}` });
}

function chooseContext({ contexts, currentContext }: Kubeconfig, origin: string, wanted: string | undefined): string {
  const names = [...contexts.keys()];
  const [first] = names;
  if (first === undefined) {
    throw new AutomlError(
      'USAGE',
      `${origin} has no contexts; \`kubectl config view --raw --minify\` prints one that has`,
    );
  }
  const listed = `it has ${names.slice(0, 20).join(', ')}`;
  if (wanted) {
    if (names.includes(wanted)) return wanted;
    const hint = didYouMean(wanted, names);
    throw new AutomlError('USAGE', `${origin} has no context "${wanted}"${hint === '' ? `; ${listed}` : hint}`);
  }
  const current = currentContext || (names.length === 1 ? first : '');
  if (names.includes(current)) return current;
  // The kubeconfig of GitLab's agents has one context for each agent and no current one.
  const why = current === '' ? 'no current-context' : `no context "${current}", which is its current-context`;
  throw new AutomlError('USAGE', `${origin} has ${why}: name one by context; ${listed}`);
}

function connect(
  kubeconfig: Kubeconfig,
  found: {
    readonly name: string;
    readonly origin: string;
    readonly request: ConnectionRequest;
    readonly source: string;
  },
): Connection {
  const { name, origin, request, source } = found;
  const context = kubeconfig.contexts.get(name);
  const cluster = kubeconfig.clusters.get(context?.cluster ?? '');
  const user = kubeconfig.users.get(context?.user ?? '');
  if (cluster === undefined) throw missing(origin, name, 'cluster', context?.cluster ?? '');
  if (user === undefined && context?.user) throw missing(origin, name, 'user', context.user);
  const cut = { cluster: clusterAccess(cluster, origin) };
  const proxyUrl = request.proxyUrl ? proxyOf(request.proxyUrl, 'proxy_url') : cut.cluster.proxyUrl;
  const access = {
    cluster: { ...cut.cluster, proxyUrl },
    user: userAccess(user ?? { name: '' }, origin),
  };
  return {
    server: access.cluster.server,
    context: name,
    namespace: request.namespace || context?.namespace || 'default',
    user: access.user.name,
    clusterName: cluster.name,
    source,
    access,
  };
}

function missing(origin: string, context: string, what: 'cluster' | 'user', name: string): AutomlError {
  const fix = what === 'cluster' ? 'add it, with its server' : 'add it';
  return new AutomlError(
    'USAGE',
    `${origin}: context "${context}" names the ${what} "${name}", which is not there; ${fix}`,
  );
}

/** As a pod: https://kubernetes.io/docs/tasks/run-application/access-api-from-pod */
function fromPod(request: ConnectionRequest, env: Env, folder: string): Connection | null {
  const host = env['KUBERNETES_SERVICE_HOST'];
  if (!host || !existsSync(path.join(folder, 'token'))) return null;
  const kubeconfig = podKubeconfig(
    `${isIPv6(host) ? `[${host}]` : host}:${env['KUBERNETES_SERVICE_PORT'] ?? '443'}`,
    folder,
  );
  return connect(kubeconfig, {
    name: kubeconfig.currentContext,
    origin: folder,
    request,
    source: 'the service account of this pod',
  });
}
