/** The Secret that images of a private registry are pulled with. */
import { kinds, type Secret } from '../client/types.ts';
import { installed } from '../objects/labels.ts';

export interface Registry {
  /** `ghcr.io`, `registry.example.com:5000` */
  readonly host: string;
  readonly username: string;
  readonly password: string;
}

/** https://kubernetes.io/docs/tasks/configure-pod-container/pull-image-private-registry */
export function pullSecretObject(name: string, namespace: string, { host, username, password }: Registry): Secret {
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  const config = JSON.stringify({ auths: { [host]: { username, password, auth } } });
  return {
    apiVersion: kinds.Secret.apiVersion,
    kind: 'Secret',
    metadata: { name, namespace, labels: installed },
    type: 'kubernetes.io/dockerconfigjson',
    data: { '.dockerconfigjson': Buffer.from(config).toString('base64') },
  };
}
