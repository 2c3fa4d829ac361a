/** Whether some node is large enough for a step, were it empty. */
import type { PlanStep } from '../../../plan/plan.ts';
import type { Node } from '../client/types.ts';
import { amountOf, keyOf, quantity } from '../diagnosis/amount.ts';
import { askedOf, type Amounts } from './asked.ts';

export interface TooLarge {
  readonly sentence: string;
  /** No node that the cluster may add for it would help. */
  readonly certain: boolean;
}

/** Null: it fits, or nothing can be said. */
export function tooLargeForNodes(step: PlanStep, nodes: readonly Node[]): TooLarge | null {
  const asked = askedOf(step);
  const selected = nodes.filter((node) => isSelected(node, step.pod.nodeSelector));
  // No node with these labels is another matter: the cluster may add one.
  if (asked === null || selected.length === 0) return null;
  const wanted = asked.requests;
  if (
    selected.some((node) => Object.keys(wanted).every((resource) => wants(wanted, resource) <= has(node, resource)))
  ) {
    return null;
  }
  // Clouds add nodes, and a pool of large ones may be empty just now.
  const certain = !nodes.some(isOfPool);
  const which = Object.keys(step.pod.nodeSelector).length === 0 ? 'node' : 'node with its node_selector';
  return { sentence: sentence(wanted, selected, which), certain };
}

function sentence(wanted: Amounts, nodes: readonly Node[], which: string): string {
  for (const [resource, amount] of Object.entries(wanted)) {
    const most = Math.max(...nodes.map((node) => has(node, resource)));
    if (amount <= most) continue;
    if (most === 0)
      return `it asks for ${amountOf(resource, amount)}, and no ${which} has any: lower ${keyOf(resource)}, or add such a node`;
    return `it asks for ${amountOf(resource, amount)}, and the largest ${which} has ${amountOf(resource, most)}: lower ${keyOf(resource)}, or add a larger node`;
  }
  const all = Object.entries(wanted).map(([resource, amount]) => amountOf(resource, amount));
  return `it asks for ${all.join(', ')}, and no ${which} has all of it at once: lower resources, or add a larger node`;
}

function wants(amounts: Amounts, resource: string): number {
  return amounts[resource] ?? 0;
}

function has({ status }: Node, resource: string): number {
  return quantity(status?.allocatable?.[resource] ?? '0');
}

function isSelected({ metadata }: Node, selector: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([label, value]) => metadata?.labels?.[label] === value);
}

/** Labels of nodes that somebody makes as they are needed: Karpenter, GKE, EKS, AKS, Cluster API. */
const pools = [
  'karpenter.sh/nodepool',
  'cloud.google.com/gke-nodepool',
  'eks.amazonaws.com/nodegroup',
  'alpha.eksctl.io/nodegroup-name',
  'kubernetes.azure.com/agentpool',
  'doks.digitalocean.com/node-pool',
  'machine.openshift.io/cluster-api-machineset',
];

function isOfPool({ metadata }: Node): boolean {
  const { labels = {}, annotations = {} } = metadata ?? {};
  return pools.some((label) => labels[label] !== undefined) || annotations['cluster.x-k8s.io/machine'] !== undefined;
}
