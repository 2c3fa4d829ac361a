/** What a container waits for, as its status tells it. */
import type { Container, ContainerStatus, Event, Pod } from '../client/types.ts';
import { stepContainer } from '../layout.ts';
import { exitSentence } from './exit.ts';
import { invalidName, neverPulled, pullTrouble } from './image.ts';
import { missingObject } from './missing.ts';
import { latest, messageOfEvent } from './recent-events.ts';
import { startTrouble, unknownStartTrouble } from './start.ts';
import { clause, passing, permanent, type Trouble } from './trouble.ts';

/** Null: it waits for nothing, or only for its turn. `events` are the pod's. */
export function containerTrouble(pod: Pod, status: ContainerStatus, events: readonly Event[]): Trouble | null {
  const { reason = '', message = '' } = status.state?.waiting ?? {};
  const namespace = pod.metadata?.namespace ?? 'default';
  // The status writes the name in the runtime's own way once it is pulled.
  const image = containerOf(pod, status.name)?.image ?? status.image;
  switch (reason) {
    case 'InvalidImageName':
      return invalidName(image, message);
    case 'ErrImageNeverPull':
      return neverPulled(image);
    case 'ErrImagePull':
    case 'ImagePullBackOff':
    case 'RegistryUnavailable':
    case 'ImageInspectError':
    case 'SignatureValidationFailed':
      return pullTrouble({
        image,
        namespace,
        said: saidOfPull(image, message, events),
        ...pullSecrets(pod, image, events),
      });
    case 'CreateContainerConfigError':
      return configTrouble(message, image, namespace);
    case 'CreateContainerError':
    case 'RunContainerError':
    case 'PostStartHookError':
      return startTrouble(message, image) ?? passing('container', `its container can't be made: ${clause(message)}`);
    case 'CrashLoopBackOff':
      return crash(status, image);
    default:
      return null;
  }
}

export function containerOf(pod: Pod, name: string): Container | undefined {
  return [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].find(
    (container) => container.name === name,
  );
}

function configTrouble(said: string, image: string, namespace: string): Trouble {
  const missing = missingObject(said, namespace);
  if (missing !== null) return missing;
  const [, user] = /image has non-numeric user \(([^)]*)\)/.exec(said) ?? [];
  if (user !== undefined) {
    return permanent(
      'image-user',
      `image "${image}" runs as "${user}", a name, and the pod must not run as root: write USER with a number in the image, or set runAsUser in the step's pod settings`,
    );
  }
  if (/runAsNonRoot and image will run as root|run as non-root/.test(said)) {
    return permanent(
      'image-user',
      `image "${image}" runs as root, which the pod must not: write USER with a number in the image, or set runAsUser in the step's pod settings`,
    );
  }
  return passing('container', `its container can't be made: ${clause(said)}`);
}

/** The last pull that failed, with what the runtime said. */
function failedPull(image: string, events: readonly Event[]) {
  const start = `Failed to pull image "${image}": `;
  const failures = events.filter((event) => messageOfEvent(event).startsWith(start));
  const event = latest(failures, ['Failed']);
  return event === null ? null : { count: event.count ?? 1, said: messageOfEvent(event).slice(start.length) };
}

/** Some versions say only "Back-off pulling image" in the status; then an event tells why. */
function saidOfPull(image: string, message: string, events: readonly Event[]): string {
  if (message !== '' && !/^Back-off pulling image "[^"]*"$/.test(message)) return message;
  return failedPull(image, events)?.said ?? '';
}

function pullSecrets(pod: Pod, image: string, events: readonly Event[]) {
  const secrets = (pod.spec?.imagePullSecrets ?? []).map(({ name = '' }) => name);
  const event = latest(events, ['FailedToRetrieveImagePullSecret']);
  // The kubelet says so at each attempt: said less often than pulls failed, it is true no more.
  if (event === null || (event.count ?? 1) < (failedPull(image, events)?.count ?? 0)) return { secrets, unusable: [] };
  const [, names = ''] = /secrets \(([^)]*)\)/.exec(messageOfEvent(event)) ?? [];
  return { secrets, unusable: names.split(', ').filter((name) => name !== '') };
}

function crash(status: ContainerStatus, image: string): Trouble | null {
  const { terminated } = status.lastState ?? {};
  if (terminated === undefined) return null;
  const { exitCode, reason = '', message = '' } = terminated;
  if (reason === 'StartError' || reason === 'ContainerCannotRun') {
    return startTrouble(message, image) ?? unknownStartTrouble(message);
  }
  const how = reason === 'OOMKilled' ? 'runs out of memory (resources.memory)' : `ends with ${exitSentence(exitCode)}`;
  const lastLine = message.trim().split('\n').pop() ?? '';
  const who = status.name === stepContainer ? 'it' : `its container "${status.name}"`;
  return permanent(
    'crash-loop',
    `${who} ${how} each time it is started${lastLine === '' ? '' : `: ${clause(lastLine)}`}`,
  );
}
