/** Verbs that show one thing whole, and those that take it away. */
import { Option, type Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import type { ViewFormat } from '../report/listing.ts';
import { deleteRun } from './delete-run.ts';
import { deleteService } from './delete-service.ts';
import { describeRun } from './describe-run.ts';
import { getService } from './get-services.ts';
import { describeWorkflow } from './get-workflows.ts';
import { logs } from './logs.ts';
import type { Nouns } from './nouns.ts';
import { collect, connectionOptions, count, examples, outputOption, type ConnectionOptions } from './options.ts';
import { runHelp, runPlaceOptions, serviceHelp, type RunPlaceOptions } from './places-options.ts';
import { reportRun } from './report-run.ts';
import { commentOptions } from './run-options.ts';
import { serviceLogs } from './service-logs.ts';
import { status } from './status.ts';
import type { World } from './world.ts';

type Finish = (code: ExitCode) => void;
type Output = { readonly output: ViewFormat };

export function addViewVerbs(program: Command, { remove }: Pick<Nouns, 'remove'>, world: World, finish: Finish): void {
  addDescribe(program, world, finish);
  addStatus(program, world, finish);
  addLogs(program, world, finish);
  addReport(program, world, finish);
  addDeleteRun(remove, world, finish);
  addDeleteService(remove, world, finish);
}

function addDescribe(program: Command, world: World, finish: Finish): void {
  const describe = program.command('describe').description('show all that is known of one thing');
  runPlaceOptions(describe.command('run').argument('[run]', `${runHelp}, or a record file`, 'latest'))
    .description('show all that is known of a run')
    .addOption(outputOption())
    .addHelpText('after', examples(['describe run', 'describe run 7hq2 -n ml']))
    .action(async (run: string, options: RunPlaceOptions & Output) => {
      finish(await describeRun({ run, ...options }, world));
    });
  connectionOptions(describe.command('workflow').alias('w').argument('<name>', 'name of the workflow'))
    .description('show what a workflow has in the cluster: services, steps, runs')
    .option('--project <id>', 'which one, where several repositories have a workflow of this name')
    .addOption(outputOption())
    .addHelpText('after', examples(['describe workflow wine -n ml']))
    .action(async (name: string, options: ConnectionOptions & Output & { project?: string }) => {
      finish(await describeWorkflow({ name, ...options }, world));
    });
  connectionOptions(describe.command('service').alias('svc').argument('<name>', serviceHelp))
    .description('show a service with its pods, why those that are not ready are not, and its revisions')
    .addOption(outputOption())
    .addHelpText('after', examples(['describe service api -n ml']))
    .action(async (name: string, options: ConnectionOptions & Output) => {
      finish(await getService({ name, ...options }, 'page', world));
    });
}

function addStatus(program: Command, world: World, finish: Finish): void {
  runPlaceOptions(program.command('status').argument('[run]', `${runHelp}, or a record file`, 'latest'))
    .description('show how a run is and who drives it; exits with 0 succeeded, 1 failed, 75 it goes on, 130 cancelled')
    .addOption(outputOption())
    .addHelpText('after', examples(['status', 'status 7hq2 -n ml']))
    .action(async (run: string, options: RunPlaceOptions & Output) => {
      finish(await status({ run, ...options }, world));
    });
}

function addReport(program: Command, world: World, finish: Finish): void {
  interface ReportOptions extends RunPlaceOptions {
    readonly pull?: number;
    readonly comment?: boolean;
    readonly commentKey?: string;
  }
  const verb = program.command('report').argument('<run>', `${runHelp}, or a record file`);
  commentOptions(runPlaceOptions(verb))
    .description('in a CI job: tell its forge of a run that another job began: comment and commit status')
    .option('--pull <n>', 'pull or merge request that gets the comment (default: that of the run)', count)
    .addHelpText('after', examples(['report 7hq2 -n ml', 'report 7hq2 -n ml --pull 12']))
    .action(async (run: string, options: ReportOptions) => {
      finish(await reportRun({ run, ...options }, world));
    });
}

function addLogs(program: Command, world: World, finish: Finish): void {
  interface LogsOptions extends RunPlaceOptions {
    readonly step?: string[];
    readonly attempt?: number;
    readonly previous?: boolean;
    readonly follow?: boolean;
    readonly service?: string;
    readonly run?: string;
  }
  runPlaceOptions(program.command('logs').argument('[run]', runHelp, 'latest'))
    .description('print the logs of a run, or of a service')
    .option('--run <id>', 'the run, in place of the argument')
    .option('--step <name>', 'only this step (name#2 for a child); may be repeated', collect)
    .option('--attempt <n>', 'an earlier attempt', count)
    .option('-p, --previous', 'the attempt before the last; of a service: before its pods were restarted')
    .option('-f, --follow', 'go on with what is printed from now on, until the run or Ctrl-C ends it')
    .addOption(new Option('--service <name>', `in place of a run: ${serviceHelp}`).conflicts(['step', 'attempt']))
    .addHelpText(
      'after',
      examples(['logs', 'logs 7hq2 --step forest', 'logs latest -f', 'logs --service api -f -n ml']),
    )
    .action(async (which: string, { step: steps = [], service, run = which, ...options }: LogsOptions) => {
      const how = { ...options, follow: options.follow === true, previous: options.previous === true };
      finish(
        await (service === undefined ? logs({ run, steps, ...how }, world) : serviceLogs({ service, ...how }, world)),
      );
    });
}

function addDeleteRun(remove: Command, world: World, finish: Finish): void {
  runPlaceOptions(remove.command('run').argument('<run>', 'run id, or its beginning'))
    .description('delete what is kept of a run, here and in the cluster; services that it deployed stay')
    .option('--force', 'also while somebody drives it')
    .addHelpText('after', examples(['delete run 7hq2', 'delete run 7hq2 -n ml']))
    .action(async (run: string, { force, ...options }: RunPlaceOptions & { force?: boolean }) => {
      finish(await deleteRun({ run, ...options, force: force === true }, world));
    });
}

function addDeleteService(remove: Command, world: World, finish: Finish): void {
  connectionOptions(remove.command('service').alias('svc').argument('<name>', serviceHelp))
    .description('delete a service and all that leads to it; its workflow and its runs stay')
    .addHelpText('after', examples(['delete service api -n ml', 'delete service wine/api']))
    .action(async (name: string, options: ConnectionOptions) => {
      finish(await deleteService({ name, ...options }, world));
    });
}
