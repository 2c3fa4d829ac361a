/** The command line: verbs, options, help. Each verb turns its options into one typed request and calls its command. */
import { Command, Option } from 'commander';
import type { ExitCode } from '../errors.ts';
import type { LogLevel } from '../report/console.ts';
import { addAttach, addDelete, addDoctor } from './cluster-verbs.ts';
import { complete, completionScript } from './completion.ts';
import { getRun, getRuns } from './get.ts';
import { init } from './init.ts';
import { logs } from './logs.ts';
import {
  collect,
  connectionOptions,
  count,
  examples,
  levelOption,
  outputOption,
  planOptions,
  targetHelp,
  type ConnectionOptions,
  type PlanOptions,
} from './options.ts';
import { plan } from './plan.ts';
import { run } from './run.ts';
import { validate } from './validate.ts';
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
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.out.write(text),
      writeErr: (text) => world.err.write(text),
      getOutHelpWidth: () => world.columns,
    })
    .addHelpText(
      'after',
      examples(['run examples/wine', 'run train.py -p epochs=3', 'validate', 'get runs', 'logs latest --step train']),
    )
    .addHelpText('after', exitCodes);
  addRun(program, world, finish);
  addValidate(program, world, finish);
  addPlan(program, world, finish);
  addGet(program, world, finish);
  addLogs(program, world, finish);
  addInit(program, world, finish);
  addAttach(program, world, finish);
  addDelete(program, world, finish);
  addDoctor(program, world, finish);
  addCompletion(program, world, finish);
  return program;
}

const exitCodes = `Exit codes: 0 ok, 1 run failed, 2 usage, 3 invalid file, 75 detached (automl attach), 130 cancelled.
`;

function addRun(program: Command, world: World, finish: Finish): void {
  interface RunOptions extends PlanOptions, ConnectionOptions {
    readonly parallel?: number;
    readonly failFast?: boolean;
    readonly secret?: string[];
    readonly record?: string;
    readonly summary?: string;
    readonly json?: boolean;
    readonly logLevel: LogLevel;
    readonly keepServices?: boolean;
    readonly backend: 'auto' | 'local' | 'kubernetes';
    readonly runKey?: string;
    readonly color: boolean;
  }
  connectionOptions(
    planOptions(
      program.command('run').argument('[target]', `${targetHelp}, or a .py or .ipynb file to run alone`, '.'),
    ),
  )
    .description('run a workflow, or one script: in the cluster that is configured, else on this machine')
    .addOption(
      new Option('--backend <name>', 'where steps run; auto: the cluster if one is configured, else this machine')
        .choices(['auto', 'local', 'kubernetes'])
        .default('auto'),
    )
    .option(
      '--run-key <key>',
      'in a cluster: names the run; used again, it goes on with that run if it is not over, else it names the next one',
    )
    .option('--parallel <n>', 'steps at the same time (default: number of processors; 200 in a cluster)', count)
    .option('--fail-fast', 'stop everything at the first failure')
    .option('--no-fail-fast', 'go on with what does not depend on the failure')
    .option('--secret <name=file>', 'file of KEY=value lines for a secret; may be repeated', collect)
    .option('--record <file>', 'also write the run record (JSON) here')
    .option('--summary <file>', 'also write the report (Markdown) here')
    .option('--json', 'print events as lines of JSON, the record last')
    .option('--keep-services', 'on this machine: leave services running until Ctrl-C')
    .option('--no-color', 'no colours')
    .addOption(levelOption())
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
      const { param = [], step = [], secret = [], color, ...rest } = options;
      const request = {
        ...rest,
        target,
        params: param,
        steps: step,
        secretFiles: secret,
        secretLines: [],
        output: options.json === true ? ('json' as const) : ('text' as const),
        keepServices: options.keepServices === true,
        trigger: { event: 'command', branch: null, tag: null, defaultBranch: null },
      };
      finish(await run(request, color ? world : { ...world, color: false }));
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
    .addHelpText('after', examples(['validate', 'validate examples/wine --format json']))
    .action((targets: string[], options: { format: 'text' | 'github' | 'json' }) => {
      finish(validate({ targets: targets.length === 0 ? ['.'] : targets, format: options.format }, world));
    });
}

function addPlan(program: Command, world: World, finish: Finish): void {
  planOptions(program.command('plan').argument('[target]', targetHelp, '.'))
    .description('show what a run would do')
    .addOption(outputOption(['text', 'json']))
    .addHelpText('after', examples(['plan', 'plan -p alpha=0.3 -o json']))
    .action(
      async (target: string, { param = [], step = [], output, ...rest }: PlanOptions & { output: 'text' | 'json' }) => {
        const trigger = { event: 'command', branch: null, tag: null, defaultBranch: null };
        finish(await plan({ ...rest, target, params: param, steps: step, output, trigger }, world));
      },
    );
}

function addGet(program: Command, world: World, finish: Finish): void {
  const get = program.command('get').description('show runs of this folder');
  get
    .command('runs')
    .description('list runs, newest first')
    .argument('[target]', targetHelp, '.')
    .addOption(outputOption(['text', 'json']))
    .addHelpText('after', examples(['get runs', 'get runs examples/wine -o json']))
    .action(async (target: string, options: { output: 'text' | 'json' }) => {
      finish(await getRuns({ target, output: options.output }, world));
    });
  get
    .command('run')
    .description('show one run')
    .argument('[run]', 'run id, its beginning, "latest", or a record file', 'latest')
    .option('-C, --target <path>', targetHelp, '.')
    .addOption(outputOption(['text', 'json', 'canonical', 'markdown']))
    .addHelpText('after', examples(['get run latest', 'get run 7hq2 -o json', 'get run run.json -o canonical']))
    .action(async (id: string, options: { target: string; output: 'text' | 'json' | 'canonical' | 'markdown' }) => {
      finish(await getRun({ run: id, ...options }, world));
    });
}

function addLogs(program: Command, world: World, finish: Finish): void {
  program
    .command('logs')
    .description('print the logs of a run')
    .argument('[run]', 'run id, its beginning, or "latest"', 'latest')
    .option('--step <name>', 'only this step (name#2 for a child); may be repeated', collect)
    .option('--attempt <n>', 'an earlier attempt', count)
    .option('-C, --target <path>', targetHelp, '.')
    .addHelpText('after', examples(['logs', 'logs 7hq2 --step forest']))
    .action(async (id: string, options: { step?: string[]; target: string; attempt?: number }) => {
      const { step: steps = [], ...rest } = options;
      finish(await logs({ run: id, steps, ...rest }, world));
    });
}

function addInit(program: Command, world: World, finish: Finish): void {
  program
    .command('init')
    .description('write a first automl.yaml for a folder of scripts, and the CI file that runs it')
    .argument('[folder]', 'folder with scripts or notebooks', '.')
    .addOption(new Option('--ci <name>', 'CI file to write').choices(['github', 'none']).default('github'))
    .option('--force', 'replace files that exist')
    .addHelpText('after', examples(['init', 'init models --ci none']))
    .action(async (folder: string, options: { ci: 'github' | 'none'; force?: boolean }) => {
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
