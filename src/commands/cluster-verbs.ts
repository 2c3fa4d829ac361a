/** Verbs that only make sense with a cluster. */
import type { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import { attach, drive } from './attach.ts';
import { jobOf } from './ci-context.ts';
import { deleteWorkflow } from './delete-workflow.ts';
import { doctor } from './doctor.ts';
import type { LogLevel } from '../report/console.ts';
import {
  collect,
  connectionOptions,
  examples,
  levelOption,
  outputOption,
  targetHelp,
  type ConnectionOptions,
} from './options.ts';
import { publishAttached } from './publishing.ts';
import type { World } from './world.ts';

type Finish = (code: ExitCode) => void;

export function addDelete(program: Command, world: World, finish: Finish): Command {
  const remove = program.command('delete').description('delete what is in the cluster, and what is kept of a run');
  connectionOptions(remove.command('workflow').alias('w').argument('<name>', 'name of the workflow'))
    .description('delete everything of a workflow: runs, services, files')
    .option('--project <id>', 'which one, where several repositories have a workflow of this name')
    .addHelpText('after', examples(['delete workflow wine -n ml']))
    .action(async (name: string, options: ConnectionOptions & { project?: string }) => {
      finish(await deleteWorkflow({ name, ...options }, world));
    });
  return remove;
}

export function addAttach(program: Command, world: World, finish: Finish): void {
  interface AttachOptions extends ConnectionOptions {
    readonly json?: boolean;
    readonly logLevel: LogLevel;
    readonly reason?: string;
  }
  const about = ({ json, ...rest }: AttachOptions) => ({ ...rest, output: json === true ? 'json' : 'text' }) as const;
  connectionOptions(program.command('attach').argument('<run>', 'run id, or its beginning'))
    .description(
      'go on with a run in the cluster: follow its driver, or drive it where nobody does; Ctrl-C lets it go on',
    )
    .option('--json', 'print events as lines of JSON, the record last')
    .addOption(levelOption())
    .addHelpText('after', examples(['attach 7hq2', 'attach 7hq2 -n ml']))
    .action(async (run: string, options: AttachOptions) => {
      const request = { ...about(options), run, cancel: null };
      const forge = await jobOf(world);
      const telling = { ...request, target: '.', ...(forge === null ? {} : { forge }) };
      const publish = publishAttached(telling, world);
      finish(await attach(publish === undefined ? request : { ...request, publish }, world));
    });
  connectionOptions(program.command('cancel').argument('<run>', 'run id, or its beginning'))
    .description('cancel a run in the cluster, whoever drives it, and wait for its end')
    .option('--reason <text>', 'what the record says about it', 'automl cancel')
    .option('--json', 'print events as lines of JSON, the record last')
    .addOption(levelOption())
    .addHelpText('after', examples(['cancel 7hq2', 'cancel 7hq2 -n ml --reason "wrong data"']))
    .action(async (run: string, options: AttachOptions) => {
      finish(await attach({ ...about(options), run, cancel: options.reason ?? '' }, world));
    });
}

/** For pods, not for people. */
export function addDrive(program: Command, world: World, finish: Finish): void {
  interface DriveOptions extends ConnectionOptions {
    readonly allowOlder?: boolean;
    readonly logLevel: LogLevel;
  }
  connectionOptions(program.command('drive', { hidden: true }).argument('<run>', 'run id'))
    .description('drive a run that was submitted until it is over: what the driver in the cluster runs')
    .option('--allow-older', 'deploy though a newer commit is deployed')
    .addOption(levelOption())
    .action(async (run: string, { allowOlder, ...options }: DriveOptions) => {
      finish(await drive({ ...options, run, output: 'text', allowsOlder: allowOlder === true }, world));
    });
}

/** For pods, not for people. */
export function addFire(program: Command, world: World, finish: Finish): void {
  connectionOptions(program.command('fire', { hidden: true }))
    .description('start the run of a schedule and drive it until it is over: what the pod of a CronJob runs')
    .action(async (options: ConnectionOptions) => {
      const { fire } = await import('./fire.ts');
      finish(await fire(options, world));
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
