/** The command line: verbs, options, help. Each verb turns its options into one typed request and calls its command. */
import { Command, Option } from 'commander';
import type { ExitCode } from '../errors.ts';
import { addAttach, addDelete, addDoctor, addDrive, addFire } from './cluster-verbs.ts';
import { commanded } from './commanded.ts';
import { complete, completionScript } from './completion.ts';
import { started, type Told } from './ci-context.ts';
import { closePull } from './closed-pull.ts';
import { addCronworkflowVerbs } from './cronworkflow-verbs.ts';
import { addGet } from './get-verbs.ts';
import { ciFiles, init, type CiFile } from './init.ts';
import {
  asOurs,
  collect,
  connectionOptions,
  examples,
  outputOption,
  planOptions,
  targetHelp,
  type ConnectionOptions,
  type PlanOptions,
} from './options.ts';
import type { Nouns } from './nouns.ts';
import { plan } from './plan.ts';
import type { ViewFormat } from '../report/listing.ts';
import { addPreviewVerbs } from './preview-verbs.ts';
import { addRightsVerbs } from './rights-verbs.ts';
import { run } from './run.ts';
import {
  backendOption,
  commentOptions,
  placeOptions,
  runOptions,
  runRequest,
  worldFor,
  type RunOptions,
} from './run-options.ts';
import { addScheduleVerbs } from './schedule-verbs.ts';
import { addSecretVerbs } from './secret-verbs.ts';
import { addServiceVerbs } from './service-verbs.ts';
import { validate } from './validate.ts';
import { addViewVerbs } from './view-verbs.ts';
import { addWorkflowVerbs } from './workflow-verbs.ts';
import type { World } from './world.ts';

type Finish = (code: ExitCode) => void;

/** `finish` receives the exit code of the verb that was called. */
export function buildProgram(world: World, finish: Finish): Command {
  const program = new Command('automl')
    .description('Machine-learning pipelines with nothing but your CI and a kubeconfig.')
    .version(world.version, '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [verb]', 'print help of a verb')
    .showSuggestionAfterError()
    // What stands behind `run workflow` is not for `run`.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.out.write(text),
      writeErr: (text) => world.err.write(text),
      outputError: (text, write) => {
        write(asOurs(text));
      },
      getOutHelpWidth: () => world.columns,
    })
    .addHelpText(
      'after',
      examples(['run examples/wine', 'run train.py -p epochs=3', 'validate', 'get runs', 'logs latest --step train']),
    )
    .addHelpText('after', exitCodes);
  const running = addRun(program, world, finish);
  addValidate(program, world, finish);
  addPlan(program, world, finish);
  addInit(program, world, finish);
  addAttach(program, world, finish);
  addDrive(program, world, finish);
  addFire(program, world, finish);
  const nouns: Nouns = {
    get: addGet(program, world, finish),
    create: program.command('create').description('make something in the cluster'),
    update: program.command('update').description('change something in the cluster'),
    remove: addDelete(program, world, finish),
  };
  addViewVerbs(program, nouns, world, finish);
  addServiceVerbs(program, world, finish);
  addScheduleVerbs(program, nouns, world, finish);
  addSecretVerbs(nouns, world, finish);
  addPreviewVerbs(nouns, world, finish);
  addWorkflowVerbs({ run: running, ...nouns }, world, finish);
  addCronworkflowVerbs(nouns, world, finish);
  addRightsVerbs(program, world, finish);
  addDoctor(program, world, finish);
  addCompletion(program, world, finish);
  return program;
}

const exitCodes = `Exit codes: 0 ok, 1 run failed, 2 usage, 3 invalid file, 4 changes (plan --exit-code), 75 detached (automl attach), 130 cancelled.
`;

function addRun(program: Command, world: World, finish: Finish): Command {
  const verb = program.command('run').argument('[target]', `${targetHelp}, or a .py or .ipynb file to run alone`, '.');
  return commentOptions(placeOptions(runOptions(verb)))
    .description('run a workflow, or one script: in the cluster that is configured, else on this machine')
    .addHelpText(
      'after',
      examples([
        'run',
        'run examples/wine --step compare',
        'run train.py -p alpha=0.3',
        'run --secret aws-secret=aws.env --record run.json',
      ]),
    )
    .action(async (target: string, options: RunOptions) => {
      const request = { ...runRequest(options), target };
      const ours = worldFor(options, world);
      const say = (sentence: string): void => void ours.out.write(`${sentence}\n`);
      const act = (told: Told): Promise<ExitCode> => run({ ...told, ...request }, ours);
      finish(
        (await commanded(request, ours)) ??
          (await started(request, ours, act, (closed) => closePull({ ...closed, cluster: request, say }, ours))),
      );
    });
}

function addValidate(program: Command, world: World, finish: Finish): void {
  program
    .command('validate')
    .description('check workflow files without running anything')
    .argument('[targets...]', `${targetHelp}s (default: the current folder)`)
    .addOption(
      new Option('--format <format>', 'how problems are printed').choices(['text', 'github', 'json']).default('text'),
    )
    .option('--code-quality <file>', 'also write the problems as a code quality report (JSON) here')
    .addHelpText('after', examples(['validate', 'validate examples/wine --format json']))
    .action((targets: string[], options: { format: 'text' | 'github' | 'json'; codeQuality?: string }) => {
      finish(validate({ ...options, targets: targets.length === 0 ? ['.'] : targets }, world));
    });
}

function addPlan(program: Command, world: World, finish: Finish): void {
  interface PlanVerbOptions extends PlanOptions, ConnectionOptions {
    readonly backend: 'auto' | 'local' | 'kubernetes';
    readonly secret?: string[];
    readonly exitCode?: boolean;
    readonly allowOlder?: boolean;
    readonly output: ViewFormat;
  }
  connectionOptions(planOptions(program.command('plan').argument('[target]', targetHelp, '.')))
    .description('show what a run would do, and what it would change in the cluster; nothing is changed')
    .addOption(backendOption())
    .option('--secret <name=file>', 'file of KEY=value lines that the run would bring; may be repeated', collect)
    .option('--allow-older', 'as if the run deployed though a newer commit is deployed')
    .option('--exit-code', 'exit with 4 if something would change in the cluster')
    .addOption(outputOption())
    .addHelpText('after', examples(['plan', 'plan -p alpha=0.3 -o json', 'plan -n ml --exit-code']))
    .action(async (target: string, { param = [], step = [], secret = [], ...rest }: PlanVerbOptions) => {
      const request = { ...rest, target, params: param, steps: step, secretFiles: secret, secretLines: [] };
      finish(await started(request, world, (told) => plan({ ...told, ...request }, world)));
    });
}

function addInit(program: Command, world: World, finish: Finish): void {
  program
    .command('init')
    .description('write a first automl.yaml for a folder of scripts, and the CI file that runs it')
    .argument('[folder]', 'folder with scripts or notebooks', '.')
    .addOption(new Option('--ci <name>', 'CI file to write').choices(ciFiles).default('github'))
    .option('--force', 'replace files that exist')
    .addHelpText('after', examples(['init', 'init models --ci gitlab']))
    .action(async (folder: string, options: { ci: CiFile; force?: boolean }) => {
      finish(await init({ folder, ci: options.ci, force: options.force === true }, world));
    });
}

function addCompletion(program: Command, world: World, finish: Finish): void {
  program
    .command('completion')
    .description('print the completion script of a shell')
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText(
      'after',
      '\nExamples:\n  source <(automl completion bash)\n  automl completion fish > ~/.config/fish/completions/automl.fish\n',
    )
    .action((shell: string) => {
      world.out.write(completionScript(shell));
      finish(0);
    });
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: string[]) => {
      for (const candidate of await complete(program, words, world)) world.out.write(`${candidate}\n`);
      finish(0);
    });
}
