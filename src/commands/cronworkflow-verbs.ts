/** Verbs of older tools for workflows that run by themselves: a CronJob by the URL of a repository. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import { cronWorkflow, type CronWorkflowRequest } from './cronworkflow.ts';
import type { Nouns } from './nouns.ts';
import { connectionOptions, examples, type ConnectionOptions } from './options.ts';
import type { AccessRequest } from './remote-access.ts';
import { deleteSchedule } from './schedule-switch.ts';
import type { World } from './world.ts';

interface CronWorkflowOptions extends ConnectionOptions, AccessRequest {
  readonly schedule: string;
  readonly timezone: string;
  readonly retries: number;
  readonly ref?: string;
  readonly branch?: string;
  readonly file?: string;
  readonly check?: boolean;
  readonly id?: string;
  readonly historyLimit?: string;
}

const abouts: Readonly<Record<CronWorkflowRequest['verb'], string>> = {
  create: 'run a workflow of a repository by a CronJob, which the namespace does not have yet',
  update: 'change such a CronJob: its times, its branch, its retries',
};

/** `get cronworkflow` is a name of `get schedules`. */
export function addCronworkflowVerbs(
  { create, update, remove }: Omit<Nouns, 'get'>,
  world: World,
  finish: (code: ExitCode) => void,
): void {
  const add = (verb: CronWorkflowRequest['verb'], command: Command): void => {
    cronWorkflowOptions(command)
      .description(abouts[verb])
      .addHelpText('after', examples([`${verb} cw wine https://github.com/acme/models --schedule "0 3 * * 1" -n ml`]))
      .action(async (name: string, url: string, options: CronWorkflowOptions) => {
        const { schedule: cron, ref, branch = ref, id, historyLimit, check, ...rest } = options;
        if (id !== undefined) world.err.write('note: --id is not needed any more, and ignored\n');
        if (historyLimit !== undefined)
          world.err.write(
            'note: --history-limit is ignored: the records of the newest 20 runs of each schedule stay\n',
          );
        const request = { ...rest, verb, name, url, cron, check: check === true };
        finish(await cronWorkflow(branch === undefined ? request : { ...request, ref: branch }, world));
      });
  };
  add('create', create.command('cronworkflow').alias('cw'));
  add('update', update.command('cronworkflow').alias('cw'));
  connectionOptions(remove.command('cronworkflow').alias('cw').argument('<name>', 'name of its schedule'))
    .description('the same as delete schedule')
    .addHelpText('after', examples(['delete cw wine -n ml']))
    .action(async (name: string, options: ConnectionOptions) => {
      finish(await deleteSchedule({ name, target: '.', ...options }, world));
    });
}

function cronWorkflowOptions(command: Command): Command {
  return connectionOptions(
    command
      .argument('<name>', 'name of the workflow and of its schedule, in place of those in the file')
      .argument('<url>', 'repository: https://…, git@host:… or ssh://…, which pods of the cluster can reach')
      .requiredOption('-s, --schedule <cron>', 'cron expression of five fields, or @daily and the like')
      .option('--timezone <name>', 'IANA name of the zone of these times', 'UTC')
      .option('--retries <n>', 'further runs after one that failed, 0-10', retries, 0)
      .addOption(new Option('--ref <branch>', 'branch whose head each run takes (default: the default branch)'))
      .addOption(new Option('-b, --branch <name>', 'the same as --ref').conflicts('ref'))
      .option('-f, --file <path>', 'workflow file in the repository (default: automl.yaml, automl.yml or config.yaml)')
      .option('--check', 'only check the file, and make nothing')
      .option('-t, --token <token>', 'for https: as of run workflow; pods read a Secret of the namespace instead')
      .option('--ssh-key <file>', 'for ssh: as of run workflow; pods read a Secret of the namespace instead')
      .option('--known-hosts <file>', "for ssh: keys of hosts (default: those of the large forges, and the user's own)")
      .option('--id <id>', 'ignored: the project id that older versions wanted of GitLab')
      .addOption(new Option('--history-limit <n>', 'ignored').hideHelp()),
  );
}

function retries(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > 10) throw new InvalidArgumentError('expected a whole number from 0 to 10.');
  return number;
}
