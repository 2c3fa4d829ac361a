/** A kubeconfig for CI: the cluster as we reach it, and a token of an account that ends by itself. */
import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import { z } from 'zod';
import type { ClusterAccess, Pem } from '../client/access.ts';
import type { KubeApi } from '../client/api.ts';

const tokenRequest = z.object({ status: z.object({ token: z.string(), expirationTimestamp: z.iso.datetime() }) });

export interface AccountKubeconfig {
  readonly text: string;
  /** The server may have given less than was asked for. */
  readonly expires: Date;
}

/** @param seconds that the token is to be good for @throws ApiError */
export async function accountKubeconfig(
  api: KubeApi,
  access: ClusterAccess,
  account: string,
  seconds: number,
): Promise<AccountKubeconfig> {
  const { namespace } = api;
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`;
  const spec = { expirationSeconds: seconds };
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec };
  const { status } = tokenRequest.parse(await api.request({ method: 'POST', path, body }));
  const { server, authority, skipTlsVerify, tlsServerName, proxyUrl } = access;
  const cluster = {
    server,
    ...(authority === null ? {} : { 'certificate-authority-data': await pemData(authority) }),
    ...(skipTlsVerify ? { 'insecure-skip-tls-verify': true } : {}),
    ...(tlsServerName === null ? {} : { 'tls-server-name': tlsServerName }),
    ...(proxyUrl === null ? {} : { 'proxy-url': proxyUrl }),
  };
  const text = stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'cluster', cluster }],
      users: [{ name: account, user: { token: status.token } }],
      contexts: [{ name: account, context: { cluster: 'cluster', user: account, namespace } }],
      'current-context': account,
    },
    { lineWidth: 0 },
  );
  return { text, expires: new Date(status.expirationTimestamp) };
}

async function pemData(pem: Pem): Promise<string> {
  return 'data' in pem ? pem.data : (await readFile(pem.file)).toString('base64');
}
