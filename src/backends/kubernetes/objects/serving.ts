/** What the kubelet does about the container of a service: asks whether it is up, ready and alive, and lets it go gently. */
import type { Code, Probe, Service } from '../../../workflow/model.ts';
import { plainHealth } from '../../../workflow/service.ts';
import type { Container } from '../client/types.ts';
import { layout } from '../layout.ts';

/** Name of the port: what leads to a replica by it is right for each, also while the number changes. */
export const servicePort = 'http';

/** Seconds between two looks at whether it is up. */
const startPeriod = 1;
/** Seconds for the program that asks; see SECONDS in runner/pod/answers.py. */
const askTimeout = 10;

type Question = NonNullable<Container['readinessProbe']>;
export type Serving = Pick<Container, 'startupProbe' | 'readinessProbe' | 'livenessProbe' | 'lifecycle'>;

/** @param step of which it is the service */
export function serving(
  { port, health, liveness, drain }: Service,
  { code, startTimeout }: { readonly code: Pick<Code, 'kind'>; readonly startTimeout: number },
): Serving {
  // What is in an image of somebody's own is not ours to run.
  const isOpen = health !== null || code.kind === 'image';
  return {
    // Requirements are installed before the code listens.
    startupProbe: {
      ...(isOpen ? question(health ?? plainHealth) : answer(port)),
      periodSeconds: startPeriod,
      failureThreshold: Math.max(1, Math.ceil(startTimeout / startPeriod)),
    },
    readinessProbe: question(health ?? plainHealth),
    ...(liveness === null ? {} : { livenessProbe: question(liveness) }),
    // Its signal waits until nobody sends it requests any more; 0 is no sleep to older API servers.
    ...(drain === 0 ? {} : { lifecycle: { preStop: { sleep: { seconds: drain } } } }),
  };
}

/** Servers that fork open their port before they load the code: what is sent to it then waits until it is given up. */
function answer(port: number): Question {
  const ask = `if command -v python3 >/dev/null 2>&1; then exec python3 -I -S ${layout.injected}/answers.py ${port}; fi`;
  return { exec: { command: ['sh', '-c', `${ask}\n${listening(port)}`] }, timeoutSeconds: askTimeout };
}

/** Without Python an open port has to do, which the shell finds alone: were it up at once, `liveness` would soon end it. */
function listening(port: number): string {
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return [
    'for table in /proc/net/tcp /proc/net/tcp6; do',
    '  while read -r slot here there state rest; do',
    // 0A is LISTEN: https://docs.kernel.org/networking/proc_net_tcp.html
    `    case "$here $state" in *"${local} 0A") exit 0 ;; esac`,
    '  done <$table',
    'done',
    `echo nothing listens on port ${port}`,
    'exit 1',
  ].join('\n');
}

function question({ path, period, timeout, failures }: Probe): Question {
  return {
    ...(path === undefined ? { tcpSocket: { port: servicePort } } : { httpGet: { path, port: servicePort } }),
    periodSeconds: period,
    timeoutSeconds: timeout,
    failureThreshold: failures,
  };
}
