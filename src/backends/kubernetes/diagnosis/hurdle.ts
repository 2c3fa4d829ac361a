/** One reason of the scheduler, in the words of the workflow file. */
import type { Node, Pod } from '../client/types.ts';
import { amountOf, keyOf, quantity, requestOf } from './amount.ts';
import { isPassing, untolerated, type Taint } from './taint.ts';
import { clause, type TroubleCode } from './trouble.ts';

export interface Hurdle {
  readonly code: TroubleCode;
  readonly sentence: string;
  /** Neither the end of other pods nor the recovery of a node takes it away. */
  readonly lasting: boolean;
}

/** `helpless`: the scheduler says that removing pods would not help on any node. */
export function hurdleOf(reason: string, pod: Pod, nodes: readonly Node[], helpless: boolean): Hurdle {
  const [, resource] = /^Insufficient (\S+)$/.exec(reason) ?? [];
  if (resource !== undefined) return capacityHurdle(resource, requestOf(pod, resource), nodes, helpless);
  const [, key, value = ''] = /taint(?:\(s\))? \{([^:}]+): ?([^}]*)\}/.exec(reason) ?? [];
  if (key !== undefined) return taintHurdle({ key, value });
  if (/\btaint/.test(reason)) return taintHurdle(untolerated(pod, nodes));
  for (const [pattern, hurdle] of known) if (pattern.test(reason)) return hurdle(pod);
  return { code: 'scheduling', sentence: clause(reason), lasting: false };
}

function capacityHurdle(resource: string, asked: number, nodes: readonly Node[], helpless: boolean): Hurdle {
  const isDevice = resource.includes('/');
  const code = isDevice ? 'device' : 'capacity';
  const asks = `asks for ${amountOf(resource, asked)}`;
  const fix = isDevice
    ? `check the name in resources, or add such a node`
    : `lower ${keyOf(resource)}, or add a larger node`;
  if (nodes.length > 0) {
    const largest = Math.max(...nodes.map(({ status }) => quantity(status?.allocatable?.[resource] ?? '0')));
    if (asked > largest) {
      const most =
        largest === 0 ? 'no node has any' : `the largest node has ${isDevice ? largest : short(resource, largest)}`;
      return { code, sentence: `${asks}; ${most}: ${fix}`, lasting: true };
    }
  }
  if (helpless) {
    return { code, sentence: `${asks}; no node that it may run on has as much: ${fix}`, lasting: true };
  }
  return { code, sentence: `${asks}, which no node has free: it waits for other pods to end`, lasting: false };
}

/** `2` for CPUs, `16 GiB` for memory: the resource was named before. */
function short(resource: string, amount: number): string {
  return amountOf(resource, amount).replace(/ (?:CPUs?|of memory|of ephemeral-storage)$/, '');
}

/** Since 1.34 the scheduler does not say which taints; then `taint` comes from the nodes, or is null. */
function taintHurdle(taint: Taint | null): Hurdle {
  if (taint === null) {
    const sentence =
      'it does not tolerate the taints of the nodes (kubectl describe nodes shows them): add them to tolerations';
    return { code: 'taint', sentence, lasting: false };
  }
  const name = taint.value === '' ? taint.key : `${taint.key}=${taint.value}`;
  if (isPassing(taint.key)) return { code: 'node', sentence: `a node takes no pods for now (${name})`, lasting: false };
  const sentence = `it does not tolerate the taint ${name} of the nodes: add it to tolerations`;
  return { code: 'taint', sentence, lasting: true };
}

const passes = (sentence: string) => (): Hurdle => ({ code: 'scheduling', sentence, lasting: false });
const lasts = (sentence: string) => (): Hurdle => ({ code: 'scheduling', sentence, lasting: true });

const known: readonly (readonly [RegExp, (pod: Pod) => Hurdle])[] = [
  [/node affinity\/selector|node selector/, selectorHurdle],
  [
    /PersistentVolume's node affinity|volume node affinity conflict|no available volume zone/,
    (pod) => ({
      code: 'scheduling',
      sentence: `the volume of ${claimNames(pod)} is on nodes that can't take it: free those, or use a storage class that waits for the first pod`,
      lasting: true,
    }),
  ],
  // The store of a run is on one node: its pods follow the first.
  [/pod affinity rules/, passes("it must run where the run's other pods are, and that node can't take it now")],
  [/anti-affinity|topology spread/, passes('it must keep away from other pods, and no other node is free')],
  [/Too many pods/, passes('the nodes are full: they hold as many pods as they may')],
  [/unschedulable|unknown conditions/, passes('a node takes no new pods for now (cordoned)')],
  [/free ports/, passes('the port it asks for is in use on the nodes')],
  [/max volume count/, passes('the nodes hold as many volumes as they may')],
  [/ReadWriteOncePod/, passes('another pod uses its claim, and only one may (ReadWriteOncePod)')],
  [/enough free storage/, passes('the nodes have too little free storage for its claim')],
  [/non-existent pv/, lasts('its claim is bound to a volume that does not exist any more: delete the claim')],
  [/requested node name/, lasts('the node it names does not exist: correct node_selector')],
];

function selectorHurdle(pod: Pod): Hurdle {
  const selector = Object.entries(pod.spec?.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
  const sentence =
    selector.length === 0
      ? "no node matches the pod's node affinity: correct it"
      : `no node that may take it has the label${selector.length === 1 ? '' : 's'} ${selector.join(', ')}: correct node_selector`;
  return { code: 'scheduling', sentence, lasting: true };
}

function claimNames(pod: Pod): string {
  const names = (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim: claim }) =>
    claim === undefined ? [] : [`"${claim.claimName}"`],
  );
  return names.length === 0 ? 'its claim' : `claim ${names.join(', ')}`;
}
