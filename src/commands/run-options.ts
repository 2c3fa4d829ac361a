/** What the verbs that start a run can be told, and the request that it makes. */
import { Option, type Command } from 'commander';
import { AutomlError } from '../errors.ts';
import type { LogLevel } from '../report/console.ts';
import {
  collect,
  connectionOptions,
  count,
  levelOption,
  planOptions,
  type ConnectionOptions,
  type PlanOptions,
} from './options.ts';
import type { RunRequest } from './run.ts';
import type { World } from './world.ts';

export interface RunOptions extends PlanOptions, ConnectionOptions {
  readonly parallel?: number;
  readonly failFast?: boolean;
  readonly secret?: string[];
  readonly record?: string;
  readonly summary?: string;
  readonly codeQuality?: string;
  readonly junit?: string;
  readonly json?: boolean;
  readonly comment?: boolean;
  readonly commentKey?: string;
  readonly logLevel: LogLevel;
  readonly keepServices?: boolean;
  readonly allowOlder?: boolean;
  readonly backend?: 'auto' | 'local' | 'kubernetes';
  readonly runKey?: string;
  readonly schedule?: string;
  readonly scheduledAt?: string;
  readonly driver?: 'cluster' | 'here';
  readonly detach?: boolean;
  readonly color: boolean;
}

/** All but where it runs. */
export function runOptions(command: Command): Command {
  return connectionOptions(planOptions(command))
    .option(
      '--run-key <key>',
      'in a cluster: names the run; used again, it goes on with that run if it is not over, else it names the next one',
    )
    .addOption(
      new Option(
        '--driver <where>',
        'in a cluster: cluster drives the run by a Job of its own and follows it; here drives it in this process',
      ).choices(['cluster', 'here']),
    )
    .option('--detach', 'in a cluster: leave the run to a Job that drives it, print its id and end')
    .option('--schedule <name>', 'run it as that schedule of the file does: with its params')
    .option('--scheduled-at <time>', 'with --schedule: ISO time that the run stands for (default: when it fired last)')
    .option('--parallel <n>', 'steps at the same time (default: number of processors; 200 in a cluster)', count)
    .option('--fail-fast', 'stop everything at the first failure')
    .option('--no-fail-fast', 'go on with what does not depend on the failure')
    .option('--secret <name=file>', 'file of KEY=value lines for a secret; may be repeated', collect)
    .option('--allow-older', 'in a cluster: deploy though a newer commit is deployed')
    .option('--record <file>', 'also write the run record (JSON) here')
    .option('--summary <file>', 'also write the report (Markdown) here')
    .option('--junit <file>', 'also write the steps as test results (JUnit XML) here')
    .option('--code-quality <file>', 'also write what failed, by file and line, as a code quality report (JSON) here')
    .option('--json', 'print events as lines of JSON, the record last')
    .option('--no-color', 'no colours')
    .addOption(levelOption());
}

export function placeOptions(command: Command): Command {
  return command
    .addOption(backendOption())
    .option('--keep-services', 'on this machine: leave services running until Ctrl-C');
}

/** Of verbs that tell a forge of the run. */
export function commentOptions(command: Command): Command {
  return command
    .option('--no-comment', 'in a CI job: write no comment below the pull or merge request')
    .option('--comment-key <key>', 'in a CI job: tells the comments of several runs of one file apart');
}

export function backendOption(): Option {
  return new Option('--backend <name>', 'where steps run; auto: the cluster if one is configured, else this machine')
    .choices(['auto', 'local', 'kubernetes'])
    .default('auto');
}

export function runRequest(options: RunOptions): Omit<RunRequest, 'target' | 'trigger'> {
  const { param = [], step = [], secret = [], schedule, scheduledAt: at, detach, ...rest } = options;
  if (at !== undefined && schedule === undefined)
    throw new AutomlError('USAGE', '--scheduled-at is the time of a schedule: name it by --schedule');
  return {
    ...rest,
    ...detaching(detach === true, rest.driver),
    ...(schedule === undefined ? {} : { schedule: { name: schedule, ...(at === undefined ? {} : { at }) } }),
    params: param,
    steps: step,
    secretFiles: secret,
    secretLines: [],
    output: options.json === true ? 'json' : 'text',
    keepServices: options.keepServices === true,
  };
}

/** Who does not wait for the run has to leave it to somebody. @throws AutomlError USAGE */
export function detaching(
  detach: boolean,
  driver: 'cluster' | 'here' | undefined,
): Pick<RunRequest, 'detach' | 'driver'> {
  if (!detach) return {};
  if (driver === 'here')
    throw new AutomlError('USAGE', '--detach leaves the run to a driver in the cluster: not "here"');
  return { detach, driver: 'cluster' };
}

export function worldFor({ color }: Pick<RunOptions, 'color'>, world: World): World {
  return color ? world : { ...world, color: false };
}
