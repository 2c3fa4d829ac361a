/** `automl port-forward`: a port of this machine that leads to a deployed service, until Ctrl-C. */
import type { ReachableService, ServicePort } from '../backends/kubernetes/reach/reachable-service.ts';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import type { World } from './world.ts';

export interface PortForwardRequest extends ConnectionRequest {
  /** Name of a step, `workflow/step`, or the name of the objects. */
  readonly service: string;
  /** `[LOCAL:]PORT`; absent: the service's port on both sides. */
  readonly ports?: string;
}

const highest = 65_535;

export async function portForward(request: PortForwardRequest, world: World): Promise<ExitCode> {
  return withCluster(request, world, async ({ api }) => {
    const { findReachable } = await import('../backends/kubernetes/reach/reachable-service.ts');
    const { Forwarding } = await import('../backends/kubernetes/reach/forwarding.ts');
    const service = await findReachable(api, request.service);
    const { local, port } = choosePorts(request.ports, service);
    const say = (sentence: string): void => {
      world.err.write(`${sentence}\n`);
    };
    const forwarding = await Forwarding.start({ api, service, port, local, say });
    const here = `http://127.0.0.1:${String(forwarding.port)}`;
    world.out.write(`${here} leads to service ${service.title} (port ${String(port.port)}), until Ctrl-C\n`);
    await interrupted(world);
    await forwarding.close();
    return exitCode.ok;
  });
}

function interrupted({ onInterrupt }: Pick<World, 'onInterrupt'>): Promise<void> {
  return new Promise((resolve) => {
    const stop = onInterrupt(() => {
      stop();
      resolve();
    });
  });
}

/** As `kubectl port-forward` reads them: `5000`, `8080:5000`, `:5000`. @throws AutomlError USAGE */
function choosePorts(
  text: string | undefined,
  { title, ports }: ReachableService,
): { readonly local: number; readonly port: ServicePort } {
  const [first] = ports;
  if (text === undefined) return { local: first.port, port: first };
  const [, colon, left = '', right = ''] = /^((\d*):)?(\d+)$/.exec(text) ?? [];
  const local = Number(colon === undefined ? right : left);
  if (right === '' || local > highest)
    throw new AutomlError(
      'USAGE',
      `"${text}" is not of the form [LOCAL:]PORT: 5000, 8080:5000, or :5000 for a free one`,
    );
  const port = ports.find((each) => each.port === Number(right));
  if (port !== undefined) return { local, port };
  const has = ports.map((each) => each.port).join(', ');
  throw new AutomlError('USAGE', `service ${title} has no port ${right}; it has ${has}`);
}
