/** The objects that steps name, and which of them are missing. What may not be read is left to the pod to tell. */
import type { Plan, PlanStep } from '../../../plan/plan.ts';
import { ApiError, type KubeApi } from '../client/api.ts';
import { missingConfigMap, missingKey, missingSecret } from '../diagnosis/missing.ts';
import { readable, unreadable, type Unreadable } from './readable.ts';
import { Refusals } from './refusals.ts';

type NamedObject =
  | { readonly kind: 'Secret' | 'ConfigMap'; readonly name: string; readonly keys: readonly string[] }
  | {
      readonly kind: 'PullSecret' | 'PersistentVolumeClaim' | 'ServiceAccount' | 'PriorityClass';
      readonly name: string;
    };

/** A sentence for each object that a step names and that is not there. */
export async function refuseMissingObjects(
  plan: Pick<Plan, 'steps' | 'python'>,
  api: KubeApi,
  ownSecrets: ReadonlySet<string>,
): Promise<Refusals> {
  const objects = new Objects(api);
  const found = plan.steps
    .filter(({ skip }) => skip === undefined)
    .flatMap((step) => namedObjects(step, plan.python.credentials, ownSecrets).map((named) => ({ step, named })))
    .map(async ({ step, named }) => ({ step, sentence: await objects.problemWith(named) }));
  const refusals = new Refusals();
  for (const { step, sentence } of await Promise.all(found)) if (sentence !== null) refusals.add(step.name, sentence);
  return refusals;
}

function namedObjects(
  { secrets, envFrom, pod, requirements, code }: PlanStep,
  credentials: string | undefined,
  ownSecrets: ReadonlySet<string>,
): readonly NamedObject[] {
  const plain = (kind: 'Secret' | 'ConfigMap', name: string, ...keys: string[]): NamedObject => ({ kind, name, keys });
  const installs = requirements !== undefined || code.kind === 'notebook';
  const all = [
    ...secrets.map((name) => plain('Secret', name)),
    ...Object.values(envFrom).map(({ kind, name, key }) =>
      plain(kind === 'secret' ? 'Secret' : 'ConfigMap', name, key),
    ),
    ...(installs && credentials !== undefined ? [plain('Secret', credentials, 'password')] : []),
    ...pod.volumes.flatMap(({ source }): NamedObject[] => {
      switch (source.kind) {
        case 'secret':
          return [plain('Secret', source.name)];
        case 'config-map':
          return [plain('ConfigMap', source.name)];
        case 'claim':
          return [{ kind: 'PersistentVolumeClaim', name: source.name }];
        case 'empty-dir':
          return [];
      }
    }),
    ...pod.imagePullSecrets.map((name): NamedObject => ({ kind: 'PullSecret', name })),
    ...(pod.serviceAccount === undefined ? [] : [{ kind: 'ServiceAccount', name: pod.serviceAccount } as const]),
    ...(pod.priorityClass === undefined ? [] : [{ kind: 'PriorityClass', name: pod.priorityClass } as const]),
  ];
  // Each name that stands for a Secret stands for the run's own first, except where images are pulled.
  return all.filter(({ kind, name }) => kind !== 'Secret' || !ownSecrets.has(name));
}

/** Data of an object that has some, `{}` of others; null: there is none. */
type Found = Readonly<Record<string, unknown>> | null | Unreadable;

class Objects {
  readonly #api: KubeApi;
  /** Each is read once, however many steps name it. */
  readonly #reads = new Map<string, Promise<Found>>();

  constructor(api: KubeApi) {
    this.#api = api;
  }

  async problemWith(named: NamedObject): Promise<string | null> {
    const { namespace } = this.#api;
    const found = await this.#read(named);
    if (found === unreadable) return null;
    if (found === null) return missing(named, namespace);
    if (named.kind !== 'Secret' && named.kind !== 'ConfigMap') return null;
    const absent = named.keys.find((key) => !Object.hasOwn(found, key));
    if (absent === undefined) return null;
    const kind = named.kind === 'Secret' ? 'secret' : 'config map';
    const { sentence } = missingKey(kind, named.name, namespace, absent);
    const keys = Object.keys(found).sort();
    return keys.length === 0 ? sentence : `${sentence} (it has ${keys.join(', ')})`;
  }

  #read({ kind, name }: NamedObject): Promise<Found> {
    const id = `${kind === 'PullSecret' ? 'Secret' : kind}/${name}`;
    const read = this.#reads.get(id) ?? readable(this.#data(kind, name));
    this.#reads.set(id, read);
    return read;
  }

  async #data(kind: NamedObject['kind'], name: string): Promise<Readonly<Record<string, unknown>> | null> {
    const api = this.#api;
    switch (kind) {
      case 'Secret':
      case 'PullSecret': {
        const secret = await api.get('Secret', name);
        return secret === null ? null : (secret.data ?? {});
      }
      case 'ConfigMap': {
        const map = await api.get('ConfigMap', name);
        return map === null ? null : { ...map.data, ...map.binaryData };
      }
      case 'PersistentVolumeClaim':
      case 'ServiceAccount':
        return (await api.get(kind, name)) === null ? null : {};
      case 'PriorityClass':
        return (await this.#hasPriorityClass(name)) ? {} : null;
    }
  }

  async #hasPriorityClass(name: string): Promise<boolean> {
    try {
      await this.#api.request({ method: 'GET', path: `/apis/scheduling.k8s.io/v1/priorityclasses/${name}` });
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return false;
      throw error;
    }
  }
}

function missing({ kind, name }: NamedObject, namespace: string): string {
  const where = `does not exist in namespace ${namespace}`;
  switch (kind) {
    case 'Secret':
      return missingSecret(name, namespace).sentence;
    case 'ConfigMap':
      return missingConfigMap(name, namespace).sentence;
    case 'PullSecret':
      return `image pull secret "${name}" ${where}: kubectl create secret docker-registry ${name} --namespace ${namespace} --docker-server=HOST --docker-username=NAME --docker-password=PASSWORD`;
    case 'PersistentVolumeClaim':
      return `claim "${name}" ${where}: ${claimCommand(name, namespace)}`;
    case 'ServiceAccount':
      return `service account "${name}" ${where}: kubectl create serviceaccount ${name} --namespace ${namespace}`;
    case 'PriorityClass':
      return `priority class "${name}" does not exist: kubectl create priorityclass ${name} --value=1000, or correct the workflow file`;
  }
}

/** `kubectl create` has no form of its own for claims. */
export function claimCommand(name: string, namespace: string): string {
  const claim = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
  };
  return `echo '${JSON.stringify(claim)}' | kubectl create --namespace ${namespace} -f -`;
}
