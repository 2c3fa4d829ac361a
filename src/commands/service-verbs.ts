/** Verbs for services that are deployed. */
import type { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import { call } from './call.ts';
import { collect, connectionOptions, count, examples, type ConnectionOptions } from './options.ts';
import { serviceHelp } from './places-options.ts';
import { portForward } from './port-forward.ts';
import type { World } from './world.ts';

type Finish = (code: ExitCode) => void;

export function addServiceVerbs(program: Command, world: World, finish: Finish): void {
  addCall(program, world, finish);
  addPortForward(program, world, finish);
}

function addCall(program: Command, world: World, finish: Finish): void {
  interface CallOptions extends ConnectionOptions {
    readonly data?: string;
    readonly path: string;
    readonly method?: string;
    readonly header?: string[];
    readonly timeout: number;
    readonly include?: boolean;
  }
  connectionOptions(program.command('call').argument('<service>', serviceHelp))
    .description('ask a service, through the API server, and print what it answers')
    .option('-d, --data <text>', 'what to send: a text, @FILE, or - for standard input')
    .option('--path <path>', 'path and query of the request', '/')
    .option('-X, --method <method>', 'GET, POST, PUT, PATCH or DELETE (default: POST with data, else GET)')
    .option('-H, --header <name: value>', 'header of the request; may be repeated', collect)
    .option('--timeout <seconds>', 'seconds until the end of the answer', count, 60)
    .option('-i, --include', 'print status and headers, too, to standard error')
    .addHelpText(
      'after',
      examples(['call api --path /predict --data \'{"x": [1, 2]}\'', 'call wine/api --data @rows.json -i -n ml']),
    )
    .action(async (service: string, { header: headers = [], include, ...rest }: CallOptions) => {
      finish(await call({ ...rest, service, headers, include: include === true }, world));
    });
}

function addPortForward(program: Command, world: World, finish: Finish): void {
  connectionOptions(
    program
      .command('port-forward')
      .argument('<service>', serviceHelp)
      .argument('[ports]', "[LOCAL:]PORT; :PORT takes a local one that is free (default: the service's)"),
  )
    .description('let a port of this machine lead to a service, until Ctrl-C')
    .addHelpText('after', examples(['port-forward api', 'port-forward wine/api 8080:5000 -n ml']))
    .action(async (service: string, ports: string | undefined, options: ConnectionOptions) => {
      finish(await portForward({ ...options, service, ...(ports === undefined ? {} : { ports }) }, world));
    });
}
