/** Somebody else in the namespace: what is done to pods behind the back of a run, as soon as they run. */
import { z } from 'zod';
import { kubectl } from '../kubectl.ts';

export interface Target {
  readonly step: string;
  /** In an Indexed Job; default: whichever pod is seen first. */
  readonly index?: number;
  readonly act: (pod: string) => Promise<unknown>;
}

const pods = z.object({
  items: z.array(z.object({ metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()) }) })),
});

/** Settles when each target was met, or the signal is aborted. @throws Error of kubectl */
export async function meddle(namespace: string, targets: readonly Target[], signal: AbortSignal): Promise<void> {
  let left = targets;
  while (left.length > 0 && !signal.aborted) {
    const selection = ['--field-selector', 'status.phase=Running', '--selector', 'automl-action/step'];
    const running = pods.parse(JSON.parse(await kubectl(['get', 'pods', ...selection, '-o', 'json'], { namespace })));
    const met = left.flatMap((target) => {
      const pod = running.items.find(({ metadata: { labels } }) => isPodOf(target, labels));
      return pod === undefined ? [] : [{ target, name: pod.metadata.name }];
    });
    left = left.filter((target) => !met.some((one) => one.target === target));
    await Promise.all(met.map(({ target, name }) => target.act(name)));
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

function isPodOf({ step, index }: Target, labels: Readonly<Record<string, string>>): boolean {
  const isIndex = index === undefined || labels['batch.kubernetes.io/job-completion-index'] === String(index);
  return labels['automl-action/step'] === step && isIndex;
}

/** As `kubectl drain` does it. */
export function evict(namespace: string, pod: string): Promise<string> {
  const input = JSON.stringify({ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace } });
  return kubectl(['create', '--raw', `/api/v1/namespaces/${namespace}/pods/${pod}/eviction`, '-f', '-'], { input });
}

/** The Job of a step, whichever attempt. */
export function deleteJob(namespace: string, step: string, ...args: readonly string[]): Promise<string> {
  const selection = ['--selector', `automl-action/step=${step}`];
  return kubectl(['delete', 'job', ...selection, '--wait=false', ...args], { namespace });
}

export function deletePod(namespace: string, pod: string): Promise<string> {
  return kubectl(['delete', 'pod', pod, '--wait=false'], { namespace });
}

/** Names of the pods of ours that have not ended. */
export async function livingPods(namespace: string): Promise<readonly string[]> {
  const selection = [
    '--field-selector',
    'status.phase!=Succeeded,status.phase!=Failed',
    '--selector',
    'automl-action/step',
  ];
  const found = pods.parse(JSON.parse(await kubectl(['get', 'pods', ...selection, '-o', 'json'], { namespace })));
  return found.items.map(({ metadata }) => metadata.name);
}
