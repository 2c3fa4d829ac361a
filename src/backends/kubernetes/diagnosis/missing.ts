/** An object that a pod names and that is not there, or lacks a key. */
import { permanent, type Trouble } from './trouble.ts';

/** Seconds: whoever makes these objects may do so at the same time as the pod. */
const grace = 10;

export function missingSecret(name: string, namespace: string): Trouble {
  const command = `automl create secret ${name} --namespace ${namespace} KEY=value`;
  return permanent('secret-missing', `secret "${name}" does not exist in namespace ${namespace}: ${command}`, grace);
}

export function missingConfigMap(name: string, namespace: string): Trouble {
  const command = `kubectl create configmap ${name} --namespace ${namespace} --from-literal=KEY=value`;
  return permanent(
    'config-map-missing',
    `config map "${name}" does not exist in namespace ${namespace}: ${command}`,
    grace,
  );
}

export function missingKey(kind: 'secret' | 'config map', name: string, namespace: string, key: string): Trouble {
  const where = `${kind} "${name}" in namespace ${namespace}`;
  return permanent('key-missing', `${where} has no key "${key}": add it, or correct the workflow file`, grace);
}

export function missingClaim(name: string, namespace: string): Trouble {
  const where = `claim "${name}" does not exist in namespace ${namespace}`;
  return permanent('claim-missing', `${where}: create the PersistentVolumeClaim, or correct the workflow file`, grace);
}

/** `secret "x" not found`, as the kubelet says it of variables and of volumes alike; null: it says something else. */
export function missingObject(said: string, namespace: string): Trouble | null {
  const [, kind, name = ''] = /\b(secret|configmap) "([^"]+)" not found/.exec(said) ?? [];
  if (kind === 'secret') return missingSecret(name, namespace);
  if (kind === 'configmap') return missingConfigMap(name, namespace);
  const [, key = '', holder, owner = ''] =
    /couldn't find key (\S+) in (Secret|ConfigMap) [^/\s]+\/(\S+)/.exec(said) ?? [];
  if (holder === undefined) return null;
  return missingKey(holder === 'Secret' ? 'secret' : 'config map', owner, namespace, key);
}
