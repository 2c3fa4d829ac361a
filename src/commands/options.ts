/** Options that several verbs have, and how their values are read. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { viewFormats } from '../report/listing.ts';

export interface PlanOptions {
  readonly param?: string[];
  readonly paramsFile?: string;
  readonly step?: string[];
  readonly environment?: string;
}

export const targetHelp = 'folder or workflow file';

export interface ConnectionOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
  readonly proxyUrl?: string;
}

export function connectionOptions(command: Command): Command {
  return clusterOptions(command.option('-n, --namespace <name>', "namespace (default: the context's)"));
}

/** For verbs that are told the namespace in another way. */
export function clusterOptions(command: Command): Command {
  return command
    .option(
      '--kubeconfig <file>',
      'kubeconfig, as a path or its content (default: $KUBECONFIG; ~/.kube/config with -n or --context; else in-cluster)',
    )
    .option('--context <name>', 'context of the kubeconfig')
    .option('--proxy-url <url>', "proxy to the API server, in place of the kubeconfig's");
}

export const collect = (value: string, previous: string[] | undefined): string[] => [...(previous ?? []), value];

export function planOptions(command: Command): Command {
  return command
    .option('-p, --param <name=value>', 'value of a param; may be repeated', collect)
    .option('--params-file <file>', 'YAML or JSON file with values of params')
    .option('--step <name>', 'run this step and what it needs; may be repeated', collect)
    .option('--environment <name>', 'deploy to this environment (default: what the ref says; dev from a command line)');
}

export function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  automl ${line}\n`).join('')}`;
}

/** What the library says of a mistake begins like what we say. */
export function asOurs(text: string): string {
  return text.replace(/^error: /, 'automl: ');
}

export function levelOption(): Option {
  return new Option('--log-level <level>', 'how much is printed')
    .choices(['error', 'warn', 'info', 'debug'])
    .default('info');
}

export function outputOption(choices: readonly string[] = viewFormats): Option {
  return new Option('-o, --output <format>', 'output format').choices(choices).default('text');
}

export function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('expected a whole number from 1 up.');
  return number;
}
