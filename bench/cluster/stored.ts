/** What the objects of a namespace take: their bytes in the form in which the API server stores them (protobuf). */
import { request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { readUpstream, type Upstream } from '../../test/cluster/proxy/upstream.ts';

/** Bytes. */
export interface Stored {
  readonly anchor: number;
  /** Everything that we made, the anchor included. */
  readonly ours: number;
  /** What the Job controller made of it. */
  readonly pods: number;
}

const lists = [
  '/api/v1/namespaces/NAMESPACE/configmaps?labelSelector=automl-action%2Frun',
  '/api/v1/namespaces/NAMESPACE/secrets?labelSelector=automl-action%2Frun',
  '/apis/batch/v1/namespaces/NAMESPACE/jobs?labelSelector=automl-action%2Frun',
  '/apis/coordination.k8s.io/v1/namespaces/NAMESPACE/leases?labelSelector=automl-action%2Frun',
] as const;

/** @throws Error without an answer */
export async function storedIn(namespace: string, kubeconfig: string): Promise<Stored> {
  const upstream = await readUpstream(kubeconfig);
  const bytesOf = (path: string): Promise<number> => bytesAt(upstream, path.replace('NAMESPACE', namespace));
  const ours = await Promise.all(lists.map(bytesOf));
  return {
    anchor: await bytesOf(
      '/api/v1/namespaces/NAMESPACE/configmaps?labelSelector=app.kubernetes.io%2Fcomponent%3Danchor',
    ),
    ours: ours.reduce((sum, bytes) => sum + bytes, 0),
    pods: await bytesOf('/api/v1/namespaces/NAMESPACE/pods'),
  };
}

async function bytesAt({ server, ca, cert, key, headers }: Upstream, path: string): Promise<number> {
  const accept = 'application/vnd.kubernetes.protobuf';
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, server), { ca, cert, key, headers: { accept, ...headers } }, (answer) => {
      buffer(answer).then(({ length }) => {
        if (answer.statusCode === 200) resolve(length);
        else reject(new Error(`${path}: ${String(answer.statusCode)}`));
      }, reject);
    });
    asked.once('error', reject);
    asked.end();
  });
}
