/** A world without a machine, for tests of commands. */
import { PassThrough, Readable } from 'node:stream';
import type { ExecuteRequest } from '../../../src/commands/execute.ts';
import type { World } from '../../../src/commands/world.ts';

export function worldOf(fields: Partial<World> = {}): World {
  return {
    cwd: '/nowhere',
    env: {},
    stdin: () => Readable.from([]),
    out: new PassThrough(),
    err: new PassThrough(),
    color: false,
    tty: false,
    columns: 80,
    now: () => 0,
    random: (bytes) => Uint8Array.from({ length: bytes }, (_, index) => index + 10),
    home: '/nowhere',
    version: '0.0.0',
    node: '24.0.0',
    userHome: '/nowhere',
    host: 'here',
    pid: 1,
    cpus: 3,
    cache: '/nowhere',
    onInterrupt: () => () => undefined,
    isAlive: () => true,
    ...fields,
  };
}

export function requestOf(fields: Partial<ExecuteRequest> = {}): ExecuteRequest {
  return {
    target: '.',
    params: [],
    steps: [],
    trigger: { event: 'cli' } as ExecuteRequest['trigger'],
    secretFiles: [],
    secretLines: [],
    output: 'text',
    logLevel: 'info',
    keepServices: false,
    ...fields,
  };
}
