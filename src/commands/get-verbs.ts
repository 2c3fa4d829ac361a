/** `automl get`: what there is, one noun a subcommand. */
import type { Command } from 'commander';
import type { ExitCode } from '../errors.ts';
import { viewFormats, type ViewFormat } from '../report/listing.ts';
import { getArtifacts } from './get-artifacts.ts';
import { getService, getServices } from './get-services.ts';
import { getWorkflow, getWorkflows } from './get-workflows.ts';
import { getRun, getRuns, type RunFormat } from './get.ts';
import { collect, connectionOptions, examples, outputOption, targetHelp, type ConnectionOptions } from './options.ts';
import { placesOptions, runHelp, runPlaceOptions, serviceHelp } from './places-options.ts';
import type { PlacesOptions, RunPlaceOptions } from './places-options.ts';
import type { World } from './world.ts';

type Finish = (code: ExitCode) => void;
type Output = { readonly output: ViewFormat };

export function addGet(program: Command, world: World, finish: Finish): Command {
  const get = program.command('get').description('show runs, and what is in the cluster');
  addGetRuns(get, world, finish);
  addGetRun(get, world, finish);
  addGetArtifacts(get, world, finish);
  addGetWorkflows(get, world, finish);
  addGetServices(get, world, finish);
  return get;
}

function addGetRuns(get: Command, world: World, finish: Finish): void {
  placesOptions(get.command('runs').argument('[target]', `${targetHelp}: whose runs of this machine`, '.'))
    .description('list runs, newest first')
    .option('-w, --workflow <name>', 'only of this workflow')
    .addOption(outputOption())
    .addHelpText('after', examples(['get runs', 'get runs examples/wine -o json', 'get runs -n ml -o wide']))
    .action(async (target: string, options: PlacesOptions & Output & { workflow?: string }) => {
      finish(await getRuns({ target, ...options }, world));
    });
}

function addGetRun(get: Command, world: World, finish: Finish): void {
  runPlaceOptions(get.command('run').argument('[run]', `${runHelp}, or a record file`, 'latest'))
    .description('show one run')
    .addOption(outputOption([...viewFormats, 'canonical', 'markdown']))
    .addHelpText('after', examples(['get run latest', 'get run 7hq2 -o json', 'get run run.json -o canonical']))
    .action(async (run: string, options: RunPlaceOptions & { readonly output: RunFormat }) => {
      finish(await getRun({ run, ...options }, world));
    });
}

function addGetArtifacts(get: Command, world: World, finish: Finish): void {
  interface ArtifactOptions extends RunPlaceOptions, Output {
    readonly step?: string[];
    readonly name?: string;
    readonly download?: string;
  }
  runPlaceOptions(get.command('artifacts').argument('[run]', `${runHelp}, or a record file`, 'latest'))
    .description('list the files that the steps of a run have left')
    .option('--step <name>', 'only of this step (name#2 for a child); may be repeated', collect)
    .option('--name <name>', 'only the output of this name')
    .option('--download <folder>', 'copy those that are on this machine to FOLDER/STEP/')
    .addOption(outputOption())
    .addHelpText('after', examples(['get artifacts', 'get artifacts 7hq2 --step train --download models']))
    .action(async (run: string, { step: steps = [], ...rest }: ArtifactOptions) => {
      finish(await getArtifacts({ run, steps, ...rest }, world));
    });
}

function addGetWorkflows(get: Command, world: World, finish: Finish): void {
  interface WorkflowOptions extends ConnectionOptions, Output {
    readonly project?: string;
    readonly logs?: boolean;
  }
  connectionOptions(get.command('workflows').aliases(['workflow', 'w', 'ws']).argument('[name]', 'show this one'))
    .description('list the workflows of a namespace, or all that is in the cluster of one')
    .option('--project <id>', 'which one, where several repositories have a workflow of this name')
    .option('--logs', 'of one: the logs of its last run')
    .addOption(outputOption())
    .addHelpText('after', examples(['get workflows -n ml', 'get workflow wine -n ml -o wide', 'get w wine --logs']))
    .action(async (name: string | undefined, options: WorkflowOptions) => {
      finish(name === undefined ? await getWorkflows(options, world) : await getWorkflow({ ...options, name }, world));
    });
}

function addGetServices(get: Command, world: World, finish: Finish): void {
  connectionOptions(get.command('services').aliases(['service', 'svc']).argument('[name]', serviceHelp))
    .description('list the services that are deployed, or show one')
    .option('-w, --workflow <name>', 'only of this workflow')
    .addOption(outputOption())
    .addHelpText('after', examples(['get services -n ml', 'get service wine/api -o json', 'get svc -o wide']))
    .action(async (name: string | undefined, options: ConnectionOptions & Output & { workflow?: string }) => {
      finish(
        name === undefined ? await getServices(options, world) : await getService({ ...options, name }, 'row', world),
      );
    });
}
