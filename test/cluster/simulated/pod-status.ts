/** A pod's status at the turns of its life, as the kubelet would write it. */
import type { Container, ContainerStatus, Pod } from '../../../src/backends/kubernetes/client/types.ts';
import { stepContainer } from '../../../src/backends/kubernetes/layout.ts';
import type { LastWord } from './last-word.ts';

type Status = NonNullable<Pod['status']>;
type ContainerState = NonNullable<ContainerStatus['state']>;

/** Its containers run, and are ready for whoever asks. */
export function runningStatus({ spec, status }: Pod, startedAt: string): Status {
  const began = status?.startTime ?? startedAt;
  return {
    phase: 'Running',
    startTime: began,
    conditions: conditions('True', startedAt),
    initContainerStatuses: statuses(spec?.initContainers, false, () => over(0, '', began, startedAt)),
    containerStatuses: statuses(spec?.containers, true, () => ({ running: { startedAt } })),
  };
}

/** All of them have ended, the step's with its last word. */
export function endedStatus(pod: Pod, { message, exitCode }: LastWord, startedAt: string | null, now: string): Status {
  const began = startedAt ?? now;
  return {
    phase: exitCode === 0 ? 'Succeeded' : 'Failed',
    conditions: conditions('False', now, exitCode === 0 ? 'PodCompleted' : 'PodFailed'),
    containerStatuses: statuses(pod.spec?.containers, false, (name) => {
      return name === stepContainer ? over(exitCode, message, began, now) : over(0, '', began, now);
    }),
  };
}

function conditions(status: 'True' | 'False', now: string, reason?: string): NonNullable<Status['conditions']> {
  const about = { status, lastTransitionTime: now, ...(reason === undefined ? {} : { reason }) };
  const begun = { status: 'True', lastTransitionTime: now };
  return [
    { type: 'Initialized', ...begun },
    { type: 'Ready', ...about },
    { type: 'ContainersReady', ...about },
  ];
}

function over(exitCode: number, message: string, startedAt: string, finishedAt: string): ContainerState {
  const reason = exitCode === 0 ? 'Completed' : 'Error';
  return { terminated: { exitCode, reason, startedAt, finishedAt, ...(message === '' ? {} : { message }) } };
}

function statuses(
  containers: readonly Container[] | undefined,
  ready: boolean,
  state: (name: string) => ContainerState,
): ContainerStatus[] {
  return (containers ?? []).map(({ name, image = '' }) => {
    return { name, image, imageID: image, ready, started: ready, restartCount: 0, state: state(name) };
  });
}
