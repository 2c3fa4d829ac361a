/** What the pods of a service print. */
import type { KubeApi } from '../client/api.ts';
import { lastLines } from '../client/log-stream.ts';
import type { Deployment, Pod } from '../client/types.ts';
import { watchKind } from '../client/watch.ts';
import { hasLog } from '../companions.ts';
import { stepContainer } from '../layout.ts';
import { frame, StepLog } from '../step-log.ts';
import { selectorOf } from './service-detail.ts';

export interface ServiceLogsOptions {
  readonly api: KubeApi;
  readonly deployment: Deployment;
  /** A promise means that the reader is behind. */
  readonly onLine: (pod: string, line: string) => Promise<void> | undefined;
  readonly signal: AbortSignal;
}

/** Until now, one pod after the other. @throws ApiError */
export async function readServiceLogs({ api, deployment, onLine }: ServiceLogsOptions): Promise<number> {
  const pods = await podsOf(api, deployment);
  for (const pod of pods) {
    const log = open(api, pod, onLine);
    log.see(pod);
    log.finish();
    await log.ended;
  }
  return pods.length;
}

/** Until the signal is aborted, also of pods that come later. @throws ApiError */
export async function followServiceLogs({ api, deployment, onLine, signal }: ServiceLogsOptions): Promise<void> {
  const logs = new Map<string, StepLog>();
  const see = (pod: Pod): void => {
    const { uid = '' } = pod.metadata ?? {};
    if (!logs.has(uid) && hasLog(pod)) logs.set(uid, open(api, pod, onLine));
    logs.get(uid)?.see(pod);
  };
  try {
    await watchKind(
      api,
      'Pod',
      { labelSelector: selectorOf(deployment) },
      {
        list: (pods) => {
          pods.forEach(see);
        },
        event: ({ type, object }) => {
          if (type === 'DELETED') logs.get(object.metadata?.uid ?? '')?.finish();
          else see(object);
        },
      },
      signal,
    );
  } finally {
    for (const log of logs.values()) log.stop();
    await Promise.all([...logs.values()].map(({ ended }) => ended));
  }
}

/** Of each pod whose container was restarted: what it printed before. Gives how many there are. @throws ApiError */
export async function previousServiceLogs({ api, deployment, onLine, signal }: ServiceLogsOptions): Promise<number> {
  const pods = await podsOf(api, deployment);
  const restarted = pods.filter(({ status }) =>
    status?.containerStatuses?.some(({ name, restartCount }) => name === stepContainer && restartCount > 0),
  );
  for (const { metadata } of restarted) {
    const pod = metadata?.name ?? '';
    const place = { pod, container: stepContainer };
    const lines = await lastLines(api, place, { lines: null, isPrevious: true, signal });
    for (const line of lines) if (!line.startsWith(frame)) await onLine(pod, line);
  }
  return restarted.length;
}

async function podsOf(api: KubeApi, deployment: Deployment): Promise<readonly Pod[]> {
  const { items } = await api.list('Pod', { labelSelector: selectorOf(deployment) });
  return [...items].sort((a, b) => (a.metadata?.name ?? '').localeCompare(b.metadata?.name ?? ''));
}

function open(api: KubeApi, pod: Pod, onLine: ServiceLogsOptions['onLine']): StepLog {
  const name = pod.metadata?.name ?? '';
  return new StepLog({
    api,
    pod: name,
    own: new Set([stepContainer]),
    path: null,
    onLine: (line) => onLine(name, line),
    onMessage: () => undefined,
  });
}
