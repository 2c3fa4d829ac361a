/** A cluster that is ready to be asked: the connection found, the client made. */
import type { KubeApi } from './api.ts';
import { findConnection, type Connection } from './connection.ts';

export interface Cluster {
  readonly api: KubeApi;
  readonly connection: Connection;
  /** Seconds until our credential ends for good; null: for ever, unknown, or it is renewed. */
  lifeLeft(): number | null;
  close(): Promise<void>;
}

export interface ClusterAddress {
  /** Content, base64 of the content, or path of a kubeconfig. */
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  readonly proxyUrl?: string;
}

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly userHome: string;
  readonly version: string;
  readonly now: () => number;
}

/** Null when nothing names a cluster. @throws AutomlError */
export async function openCluster(address: ClusterAddress, here: Surroundings): Promise<Cluster | null> {
  const connection = findConnection({ ...address, home: here.userHome, cwd: here.cwd }, here.env);
  if (connection === null) return null;
  const { HttpApi } = await import('./http-api.ts');
  const options = { env: here.env, now: here.now, userAgent: `automl-action/${here.version}` };
  const api = HttpApi.open(connection, options);
  return { api, connection, lifeLeft: () => api.finalLife(), close: () => api.close() };
}
