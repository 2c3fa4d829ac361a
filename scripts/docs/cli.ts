/** The verbs of the command line, as the program itself knows them. */
import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { buildProgram } from '../../src/commands/program.ts';
import { exitCode } from '../../src/errors.ts';
import { processWorld } from '../../src/world.ts';
import { code, table } from './table.ts';

const home = new URL('../../', import.meta.url);

const meanings: Readonly<Record<keyof typeof exitCode, string>> = {
  ok: 'The run succeeded, the file is valid, or what was asked for was printed.',
  failed:
    'The run failed or could not be started, the cluster refused, a service that was called answered with an error, or `doctor` found something to mend.',
  usage: 'An option, an argument, a param or a secret is wrong, or a run or step that was asked for does not exist.',
  invalidFile: 'The workflow file has errors; nothing was run.',
  changes: 'With `automl plan --exit-code`: the run would change something in the cluster.',
  detached:
    'The run has not ended: it goes on in the cluster without this program, and `automl attach` goes on with it.',
  cancelled: 'The run was cancelled, by Ctrl-C or by a signal.',
};

export function verbs(): Readonly<Record<'verbs' | 'exit-codes', string>> {
  const program = buildProgram(processWorld(process, home, randomBytes), () => undefined);
  const rows = Object.entries(exitCode).map(([name, number]) => [
    code(String(number)),
    meanings[name as keyof typeof exitCode],
  ]);
  return { verbs: leaves(program).map(section).join('\n\n'), 'exit-codes': `${table(['code', 'meaning'], rows)}\n` };
}

/** Verbs that do something: `get` alone does not. */
function leaves(command: Command): Command[] {
  const below = command.createHelp().visibleCommands(command);
  return below.filter((verb) => verb.name() !== 'help').flatMap((verb) => [verb, ...leaves(verb)].filter(isLeaf));
}

function isLeaf(command: Command): boolean {
  return command.commands.length === 0 || command.registeredArguments.length > 0;
}

function section(command: Command): string {
  const usage = command.createHelp().commandUsage(command);
  const summary = command.description();
  const options = command.createHelp().visibleOptions(command);
  const given = [
    ...command.registeredArguments.map((argument) => {
      const name = `${argument.name()}${argument.variadic ? '...' : ''}`;
      return [
        code(argument.required ? `<${name}>` : `[${name}]`),
        argument.description,
        fallback(argument.defaultValue),
      ];
    }),
    ...options
      .filter(({ long }) => long !== '--help')
      .map(({ flags, description, argChoices, defaultValue, negate }) => {
        const [, what = description, said = ''] = /^(.*) \(default: (.*)\)$/.exec(description) ?? [];
        return [code(flags), choices(what, argChoices), said || (negate ? '' : fallback(defaultValue))];
      }),
  ];
  const examples = examplesOf(command);
  return [
    `### ${usage.replace(/ [[<].*/, '').replace(/\|[\w-]+/g, '')}`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    `    ${usage}`,
    table(['argument or option', 'what it is', 'default'], given),
    ...(examples === '' ? [] : ['Examples:', examples]),
  ].join('\n\n');
}

function choices(description: string, allowed: readonly string[] | undefined): string {
  return allowed === undefined ? description : `${description}: ${allowed.map(code).join(', ')}`;
}

function fallback(value: unknown): string {
  const values = (Array.isArray(value) ? value : [value]) as readonly unknown[];
  return values.map((one) => (typeof one === 'string' ? code(one) : '')).join(' ');
}

/** They are added to the help as text, and only printing gives them back. */
function examplesOf(command: Command): string {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  return (/\nExamples:\n((?: {2}.*\n)+)/.exec(help)?.[1] ?? '').replace(/^ {2}/gm, '    ').trimEnd();
}
