/** Rights to read what a plan names, and nothing else of its kind: mistakes are found before the run, not by a pod. */
import type { Plan } from '../../../plan/plan.ts';
import { secretKeys } from '../../../workflow/notify.ts';
import { driverAccount } from '../objects/driver.ts';
import type { Right } from './rights.ts';
import { keepsFiles } from './store.ts';

export type Naming = Pick<Plan, 'steps' | 'store' | 'python' | 'driver' | 'workflow' | 'notify'>;

export function namedRights({ steps, store, python, driver, workflow, notify }: Naming): readonly Right[] {
  const running = steps.filter(({ skip }) => skip === undefined);
  const sources = running.flatMap(({ pod }) => pod.volumes.map((volume) => volume.source));
  const values = running.flatMap(({ envFrom }) => Object.values(envFrom));
  const secrets = [
    ...running.flatMap((step) => [...step.secrets, ...step.pod.imagePullSecrets]),
    ...values.flatMap(({ kind, name }) => (kind === 'secret' ? [name] : [])),
    ...sources.flatMap((source) => (source.kind === 'secret' ? [source.name] : [])),
    ...running.flatMap(({ service }) => service?.ingress?.tls ?? []),
    ...running.flatMap(({ service }) => service?.ingress?.tls ?? []),
    ...(python.credentials === undefined ? [] : [python.credentials]),
  ];
  const claims = [
    ...sources.flatMap((source) => (source.kind === 'claim' ? [source.name] : [])),
    ...(store.claim === undefined || !running.some(keepsFiles) ? [] : [store.claim]),
  ];
  const accounts = [
    ...running.flatMap(({ pod }) => pod.serviceAccount ?? []),
    ...(driver === null ? [] : [driverAccount({ workflow }, driver)]),
  ];
  const told = notify.flatMap(secretKeys).map(({ secret }) => secret);
  return [
    ...reading('secrets', secrets, 'Secrets that the file names; a change of one rolls its services'),
    ...reading('secrets', told, 'Secrets of notify: where those are told who want to know of a run'),
    ...reading('persistentvolumeclaims', claims, 'claims that the file names'),
    ...reading('serviceaccounts', accounts, 'accounts that the file names'),
  ];
}

function reading(resource: string, names: readonly string[], why: string): readonly Right[] {
  const each = [...new Set(names)].sort();
  return each.length === 0 ? [] : [{ group: '', resource, verbs: ['get'], names: each, need: 'optional', why }];
}
