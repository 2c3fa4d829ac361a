/** Verbs for schedules: what starts them is brought in line with the file, stopped, resumed, started now or anew. */
import { Option, type Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import type { ViewFormat } from '../report/listing.ts';
import { backfill, type BackfillRequest } from './backfill.ts';
import { forges, type Forge } from './choose-forge.ts';
import { started } from './ci-context.ts';
import { getSchedule, getSchedules, scheduleLogs } from './get-schedules.ts';
import type { Nouns } from './nouns.ts';
import {
  collect,
  connectionOptions,
  count,
  examples,
  levelOption,
  outputOption,
  targetHelp,
  type ConnectionOptions,
} from './options.ts';
import { runPlaceOptions, type RunPlaceOptions } from './places-options.ts';
import { backendOption } from './run-options.ts';
import { deleteSchedule, resumeSchedule, suspendSchedule, triggerSchedule } from './schedule-switch.ts';
import { syncSchedules } from './schedule-sync.ts';
import type { World } from './world.ts';

type Finish = (code: ExitCode) => void;
interface StoreOptions extends ConnectionOptions {
  readonly forge?: Forge;
}
interface NamedOptions extends StoreOptions {
  readonly target: string;
}

export const scheduleHelp = 'schedule of the file at hand or of the namespace, or workflow/schedule';

export function addScheduleVerbs(
  program: Command,
  { get, remove }: Pick<Nouns, 'get' | 'remove'>,
  world: World,
  finish: Finish,
): void {
  addSync(program, world, finish);
  addGetSchedules(get, world, finish);
  addSwitches(program, world, finish);
  addBackfill(program, world, finish);
  named(remove.command('schedule'))
    .description('delete the CronJob of a schedule; what the file names is made again by the next sync')
    .addHelpText('after', examples(['delete schedule nightly -n ml']))
    .action(async (name: string, options: NamedOptions) => {
      finish(await deleteSchedule({ name, ...options }, world));
    });
}

function forgeOption(): Option {
  const about = 'what starts the schedules of backend "ci" (default: what the CI, the origin or the files say)';
  return new Option('--forge <name>', about).choices(forges);
}

function named(command: Command): Command {
  return connectionOptions(
    command
      .argument('<schedule>', scheduleHelp)
      .option('-C, --target <path>', `${targetHelp} at hand`, '.')
      .addOption(forgeOption()),
  );
}

function addSync(program: Command, world: World, finish: Finish): void {
  interface SyncOptions extends StoreOptions {
    readonly dryRun?: boolean;
    readonly pullRequest?: boolean;
    readonly allowOlder?: boolean;
    readonly output: ViewFormat;
  }
  const schedule = program.command('schedule').description('what starts the schedules of a workflow file');
  connectionOptions(schedule.command('sync').argument('[target]', targetHelp, '.'))
    .description('make, change and delete CronJobs, workflow files or pipeline schedules, as the workflow file says')
    .option('--dry-run', 'only say what would change')
    .addOption(
      new Option(
        '--pull-request',
        'on GitHub: propose the workflow files by a pull request, in place of writing them here',
      ).conflicts('dryRun'),
    )
    .option('--allow-older', 'in the cluster: though the CronJobs are of a newer commit')
    .addOption(forgeOption())
    .addOption(outputOption())
    .addHelpText('after', examples(['schedule sync', 'schedule sync examples/wine --dry-run', 'schedule sync -n ml']))
    .action(async (target: string, { dryRun, pullRequest, allowOlder, ...options }: SyncOptions) => {
      const how = {
        dryRun: dryRun === true,
        pullRequest: pullRequest === true,
        allowOlder: allowOlder === true,
      };
      finish(
        await started({ target }, world, ({ repository, commit }) => {
          const told = { ...(repository && { repository }), ...(commit && { commit }) };
          return syncSchedules({ ...told, ...options, ...how, target }, world);
        }),
      );
    });
}

function addGetSchedules(get: Command, world: World, finish: Finish): void {
  interface GetOptions extends RunPlaceOptions {
    readonly output: ViewFormat;
    readonly forge?: Forge;
    readonly history?: boolean;
    readonly logs?: boolean;
    readonly limit: number;
  }
  runPlaceOptions(get.command('schedules').aliases(['schedule', 'cronworkflow', 'cronworkflows', 'cw', 'cws']))
    .argument('[schedule]', `show this one: ${scheduleHelp}`)
    .description('list schedules with their next and last runs, or show one with the times that it fired or missed')
    .option('--history', 'of one: its runs, and the times without one')
    .addOption(new Option('--logs', 'of one: the logs of its last run').conflicts('history'))
    .option('--limit <n>', 'lines of the history', count, 20)
    .addOption(forgeOption())
    .addOption(outputOption())
    .addHelpText('after', examples(['get schedules', 'get schedules -n ml -o wide', 'get schedule nightly --history']))
    .action(async (name: string | undefined, { history, logs, ...options }: GetOptions) => {
      const request = { ...options, history: history === true };
      if (name === undefined) finish(await getSchedules(request, world));
      else finish(await (logs === true ? scheduleLogs : getSchedule)({ ...request, name }, world));
    });
}

function addSwitches(program: Command, world: World, finish: Finish): void {
  named(program.command('suspend'))
    .description('stop a schedule until it is resumed, whatever the file says and is synced')
    .addHelpText('after', examples(['suspend nightly', 'suspend wine/nightly -n ml']))
    .action(async (name: string, options: NamedOptions) => {
      finish(await suspendSchedule({ name, ...options }, world));
    });
  named(program.command('resume'))
    .description('let a schedule go on that was suspended; what it missed is not made up for')
    .addHelpText('after', examples(['resume nightly', 'resume wine/nightly -n ml']))
    .action(async (name: string, options: NamedOptions) => {
      finish(await resumeSchedule({ name, ...options }, world));
    });
  named(program.command('trigger'))
    .description('start a run of a schedule now, where the schedule is started: CronJob, GitHub or GitLab')
    .option('--scheduled-at <time>', 'ISO time that the run stands for (default: now)')
    .addHelpText('after', examples(['trigger nightly', 'trigger nightly --scheduled-at 2026-03-01T03:00:00Z -n ml']))
    .action(async (name: string, { scheduledAt: at, ...options }: NamedOptions & { scheduledAt?: string }) => {
      finish(await triggerSchedule({ name, ...options, ...(at === undefined ? {} : { at }) }, world));
    });
}

function addBackfill(program: Command, world: World, finish: Finish): void {
  interface BackfillOptions extends ConnectionOptions, Pick<BackfillRequest, 'from' | 'to' | 'logLevel'> {
    readonly target: string;
    readonly parallel: number;
    readonly dryRun?: boolean;
    readonly again?: boolean;
    readonly param?: string[];
    readonly secret?: string[];
    readonly environment?: string;
    readonly backend: 'auto' | 'local' | 'kubernetes';
    readonly output: ViewFormat;
  }
  connectionOptions(program.command('backfill').argument('<schedule>', 'schedule of the file at hand'))
    .description('run a schedule for each time of a range at which it fired, or should have')
    .requiredOption('--from <date>', "first day, or ISO time, in the schedule's zone")
    .requiredOption('--to <date>', 'last day, or ISO time')
    .option('--parallel <n>', 'runs at the same time', count, 1)
    .option('--dry-run', 'only list the times')
    .option('--again', 'also times that have a run which succeeded')
    .option('-C, --target <path>', `${targetHelp} at hand`, '.')
    .option('-p, --param <name=value>', "value of a param, over the schedule's; may be repeated", collect)
    .option('--environment <name>', 'deploy to this environment (default: as automl run)')
    .option('--secret <name=file>', 'file of KEY=value lines for a secret; may be repeated', collect)
    .addOption(backendOption())
    .addOption(levelOption())
    .addOption(outputOption())
    .addHelpText(
      'after',
      examples([
        'backfill nightly --from 2026-03-01 --to 2026-03-31 --dry-run',
        'backfill nightly --from 2026-03-01 --to 2026-03-31 --parallel 4 -n ml',
      ]),
    )
    .action(async (name: string, { param = [], secret = [], parallel, output, ...options }: BackfillOptions) => {
      const request = {
        ...options,
        name,
        runsAtOnce: parallel,
        dryRun: options.dryRun === true,
        again: options.again === true,
        format: output,
        params: param,
        steps: [],
        secretFiles: secret,
        secretLines: [],
        keepServices: false,
      };
      const asked = { target: options.target, schedule: { name } };
      finish(await started(asked, world, (told) => backfill({ ...told, ...request }, world)));
    });
}
