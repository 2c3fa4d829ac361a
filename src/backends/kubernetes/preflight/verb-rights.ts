/** Who a Role is for, and the rights that verbs of the command line need besides those of a run. */
import { merged, verbs, type Right, type Verb } from './rights.ts';

/** ci: runs of a file; people: runs, and every other verb; viewers: verbs that only show something, and no Secrets. */
export const everybody = ['ci', 'people', 'viewers'] as const;
export type Whom = (typeof everybody)[number];

/** @param run the rights that runs need */
export function rightsOf(whom: Whom, run: readonly Right[]): readonly Right[] {
  switch (whom) {
    case 'ci':
      return run;
    case 'people':
      return merged([...run, ...viewRights, ...workRights]);
    case 'viewers':
      return viewRights;
  }
}

const looking = ['get', 'list', 'watch'] as const;
const removing = ['get', 'list', 'delete', 'deletecollection'] as const;

/** `get`, `describe`, `logs` of what is in the cluster. */
export const viewRights: readonly Right[] = [
  right('batch', 'jobs', looking, 'steps'),
  right('batch', 'cronjobs', looking, 'schedules'),
  right('', 'pods', looking, 'steps and services'),
  right('', 'pods/log', ['get'], 'automl logs'),
  right('', 'configmaps', looking, 'runs: plan, journal, record'),
  right('coordination.k8s.io', 'leases', looking, 'who drives a run'),
  right('', 'events', ['list', 'watch'], 'why a pod waits'),
  right('', 'persistentvolumeclaims', looking, 'files of runs'),
  right('apps', 'deployments', looking, 'services'),
  right('apps', 'replicasets', looking, 'revisions of services'),
  right('', 'services', looking, 'addresses of services'),
  right('networking.k8s.io', 'ingresses', looking, 'addresses of services'),
  right('gateway.networking.k8s.io', 'httproutes', looking, 'addresses of services'),
  right('gateway.networking.k8s.io', 'gateways', ['get'], 'addresses of services'),
  right('traefik.io', 'middlewares', looking, 'automl describe service'),
  right('autoscaling', 'horizontalpodautoscalers', looking, 'replicas by load'),
  right('policy', 'poddisruptionbudgets', looking, 'automl describe service'),
];

/** `call`, `port-forward`, `delete`, and those of secrets. */
export const workRights: readonly Right[] = [
  right('batch', 'jobs', ['create', ...removing], 'steps; automl trigger, delete'),
  right('batch', 'cronjobs', ['create', 'patch', ...removing], 'schedules; automl schedule sync, suspend, delete'),
  right('', 'configmaps', removing, 'runs; automl delete'),
  right('coordination.k8s.io', 'leases', removing, 'who drives a run; automl delete'),
  right('', 'secrets', ['create', 'get', 'list', 'patch', ...removing], 'automl create, update, get, delete secret'),
  right('', 'persistentvolumeclaims', removing, 'files of runs; automl delete'),
  right('apps', 'deployments', removing, 'services; automl delete'),
  right('', 'services', removing, 'services; automl delete'),
  right('', 'services/proxy', ['create', 'get', 'update', 'patch', 'delete'], 'automl call'),
  right('', 'pods/portforward', ['create', 'get'], 'automl port-forward'),
  right('networking.k8s.io', 'ingresses', removing, 'addresses of services; automl delete'),
  right('gateway.networking.k8s.io', 'httproutes', removing, 'addresses of services; automl delete'),
  right('traefik.io', 'middlewares', removing, 'automl delete'),
  right('autoscaling', 'horizontalpodautoscalers', removing, 'replicas by load; automl delete'),
  right('policy', 'poddisruptionbudgets', removing, 'automl describe service, delete'),
];

function right(group: string, resource: string, wanted: readonly Verb[], why: string): Right {
  return { group, resource, verbs: verbs.filter((verb) => wanted.includes(verb)), need: 'required', why };
}
