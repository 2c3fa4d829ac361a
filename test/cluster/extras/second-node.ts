/** A second real node of this machine's own cluster, for pods that ask for it and no others. */
import path from 'node:path';
import { runChild } from '../child.ts';
import { kubectl } from '../kubectl.ts';

export interface SecondNode {
  readonly name: string;
  /** What a pod's spec has to say: it then runs there, and after `lose` on the first node. */
  readonly pod: object;
  /** CPUs that all pods on it may ask for together. */
  readonly processors: number;
  /** Ends its kubelet, as a crash of the machine would, and has the cluster give up at once what runs there. */
  readonly lose: () => Promise<void>;
  /** As an administrator who wants to restart it: its pods move to the first node, as their disruption budgets let them. */
  readonly drain: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const tool = path.join(import.meta.dirname, '..', 'kubernetes', 'extras', 'node');
const number = '2';
const name = `node-${number}`;
const key = 'automl-test/second-node';

/** Takes 4 seconds. @throws Error */
export async function startSecondNode(): Promise<SecondNode> {
  await run('up', number, `${key}=:NoSchedule`);
  await label(name, `${key}=yes`);
  return {
    name,
    pod: { nodeSelector: { [key]: 'yes' }, tolerations: [{ key, operator: 'Exists', effect: 'NoSchedule' }] },
    processors: Number(await kubectl(['get', 'node', name, '-o', 'jsonpath={.status.allocatable.cpu}'])),
    lose: async () => {
      await run('fail', number);
      await kubectl(['taint', 'node', name, `${key}=lost:NoExecute`]);
      await label('node-1', `${key}=yes`);
    },
    drain: async () => {
      await label('node-1', `${key}=yes`);
      await kubectl(['drain', name, '--ignore-daemonsets', '--delete-emptydir-data', '--timeout=120s']);
    },
    stop: async () => {
      await label('node-1', `${key}-`);
      await run('down', number);
    },
  };
}

/** @param change `key=value`, or `key-` to take it away */
async function label(node: string, change: string): Promise<void> {
  await kubectl(['label', '--overwrite', 'node', node, change]);
}

async function run(...args: readonly string[]): Promise<void> {
  const { code, stderr } = await runChild(tool, args);
  if (code !== 0) throw new Error(`extras/node ${args.join(' ')}: ${stderr}`);
}
