/** Verbs that only make sense with a cluster. */
import type { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import { deleteWorkflow } from './delete-workflow.ts';
import { doctor } from './doctor.ts';
import { collect, connectionOptions, examples, outputOption, targetHelp, type ConnectionOptions } from './options.ts';
import type { World } from './world.ts';

type Finish = (code: ExitCode) => void;

export function addDelete(program: Command, world: World, finish: Finish): void {
  const remove = program.command('delete').description('delete what is in the cluster');
  connectionOptions(remove.command('workflow').argument('<name>', 'name of the workflow'))
    .description('delete everything of a workflow: runs, services, files')
    .option('--project <id>', 'which one, where several repositories have a workflow of this name')
    .addHelpText('after', examples(['delete workflow wine -n ml']))
    .action(async (name: string, options: ConnectionOptions & { project?: string }) => {
      finish(await deleteWorkflow({ name, ...options }, world));
    });
}

export function addDoctor(program: Command, world: World, finish: Finish): void {
  interface DoctorOptions extends ConnectionOptions {
    readonly image?: string;
    readonly secret?: string[];
    readonly quick?: boolean;
    readonly output: 'text' | 'json';
  }
  connectionOptions(program.command('doctor').argument('[target]', targetHelp))
    .description('check that a cluster has what runs need, and say what to mend')
    .option('--image <image>', "image to try (default: the file's, else python:3.11-slim)")
    .option('--secret <name>', 'secret that runs bring themselves; may be repeated', collect)
    .option('--quick', 'start no pods')
    .addOption(outputOption(['text', 'json']))
    .addHelpText('after', examples(['doctor', 'doctor examples/wine -n ml', 'doctor --quick -o json']))
    .action(async (target: string | undefined, { quick, secret = [], ...options }: DoctorOptions) => {
      finish(
        await doctor(
          { ...options, ownSecrets: secret, ...(target === undefined ? {} : { target }), quick: quick === true },
          world,
        ),
      );
    });
}
