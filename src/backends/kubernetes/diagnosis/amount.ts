/** Amounts of resources as the cluster writes them, for people. */
import { formatBytes } from '../../../workflow/quantity.ts';
import type { Pod } from '../client/types.ts';

const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** Cores, bytes or pieces; NaN for what is no quantity. */
export function quantity(text: string): number {
  const [, amount, unit = ''] = /^([+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?)([A-Za-z]{0,2})$/.exec(text.trim()) ?? [];
  return amount === undefined ? NaN : Number(amount) * (factors[unit] ?? NaN);
}

/** `2 CPUs`, `0.5 CPUs`, `1 CPU`, `500 MiB of memory`, `1 nvidia.com/gpu`, `10 pods`; also for names like `requests.cpu`. */
export function amountOf(resource: string, amount: string | number): string {
  const number = typeof amount === 'number' ? amount : quantity(amount);
  const name = resource.replace(/^(?:requests|limits)\./, '');
  if (!Number.isFinite(number)) return `${amount} ${name}`;
  if (name === 'cpu') return number === 1 ? '1 CPU' : `${Number(number.toFixed(3))} CPUs`;
  if (name === 'memory') return `${formatBytes(number)} of memory`;
  if (name === 'ephemeral-storage' || name === 'storage') return `${formatBytes(number)} of ${name}`;
  return `${number} ${name}`;
}

/** The key of the workflow file that asks for a resource. */
export function keyOf(resource: string): string {
  const name = resource.replace(/^(?:requests|limits)\./, '');
  return name.includes('/') ? 'resources' : `resources.${name}`;
}

/** What the scheduler looks for on one node: the sum over containers and sidecars. */
export function requestOf(pod: Pod, resource: string): number {
  const sidecars = (pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...(pod.spec?.containers ?? []), ...sidecars].reduce(
    (sum, { resources }) => sum + quantity(resources?.requests?.[resource] ?? resources?.limits?.[resource] ?? '0'),
    0,
  );
}
