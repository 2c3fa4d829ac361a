/** Completion for shells: thin scripts that ask `automl __complete WORDS…`, which answers from the program itself. */
import type { Command, Option } from 'commander';
import { AutomlError } from '../errors.ts';
import { listRuns, runsFolder } from '../records/file-store.ts';
import { loadWorkflow } from '../workflow/load.ts';
import { namesInCluster, type NamedThing } from './completion-names.ts';
import type { World } from './world.ts';

const scripts: Readonly<Record<string, string>> = {
  bash: `_automl() {
  local IFS=$'\\n'
  COMPREPLY=($(automl __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _automl automl
`,
  zsh: `#compdef automl
_automl() {
  local -a candidates
  candidates=("\${(@f)$(automl __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$candidates" ]]; then compadd -a candidates; else _files; fi
}
compdef _automl automl
`,
  fish: `complete -c automl -f -a '(automl __complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'
complete -c automl -F -n 'test -z (automl __complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null | string collect)'
`,
};

/** @throws AutomlError USAGE for a shell that there is no script for */
export function completionScript(shell: string): string {
  const script = Object.hasOwn(scripts, shell) ? scripts[shell] : undefined;
  if (script === undefined) throw new AutomlError('USAGE', `no completion for "${shell}": bash, zsh and fish have one`);
  return script;
}

/** Candidates for the last of `words`; none where a file name is the natural answer. */
export async function complete(program: Command, words: readonly string[], world: World): Promise<string[]> {
  const current = words.at(-1) ?? '';
  let command = program;
  let rest = words.slice(0, -1);
  for (let next = child(command, rest[0]); next !== undefined; next = child(command, rest[0])) {
    command = next;
    rest = rest.slice(1);
  }
  const option = takesValue(command, rest.at(-1));
  const candidates =
    option === undefined ? await plainWords(command, current, rest, world) : await values(option, rest, world);
  return candidates.filter((candidate) => candidate.startsWith(current)).sort();
}

function child(command: Command, word: string | undefined): Command | undefined {
  return visibleCommands(command).find(
    (candidate) => word !== undefined && [candidate.name(), ...candidate.aliases()].includes(word),
  );
}

function visibleCommands(command: Command): readonly Command[] {
  return command.createHelp().visibleCommands(command);
}

function takesValue(command: Command, word: string | undefined): Option | undefined {
  return command.options.find(
    (option) =>
      (option.required || option.optional) && word !== undefined && [option.long, option.short].includes(word),
  );
}

async function plainWords(
  command: Command,
  current: string,
  before: readonly string[],
  world: World,
): Promise<string[]> {
  if (current.startsWith('-')) {
    return command
      .createHelp()
      .visibleOptions(command)
      .flatMap((option) => option.long ?? []);
  }
  const commands = visibleCommands(command).map((candidate) => candidate.name());
  // What may stand there is a file more often.
  if (commands.length > 0 && command.registeredArguments.length === 0) return commands;
  const argument = command.registeredArguments[0]?.name();
  if (argument === 'shell') return Object.keys(scripts);
  if (argument === 'run') return ['latest', ...(await runIds(before, world))];
  if (argument === 'schedule') return scheduleNames(before, world);
  const what = nounOf(command, argument);
  return what === null ? [] : namesInCluster(what, before, world);
}

/** What the argument names; null: nothing that is in the cluster. */
function nounOf(command: Command, argument: string | undefined): NamedThing | null {
  if (argument === 'service') return 'service';
  if (argument !== 'name') return null;
  const names = [command.name(), ...command.aliases()];
  if (names.includes('cronworkflow')) return 'schedule';
  return names.includes('service') ? 'service' : names.includes('workflow') ? 'workflow' : null;
}

async function values(option: Option, before: readonly string[], world: World): Promise<string[]> {
  if (option.argChoices !== undefined) return option.argChoices;
  if (option.long === '--service') return namesInCluster('service', before, world);
  return option.long === '--step' ? stepNames(before, world) : [];
}

async function runIds(before: readonly string[], world: World): Promise<string[]> {
  const there = namesInCluster('run', before, world);
  const { runs } = await listRuns(runsFolder(world.cwd), world);
  return [...new Set([...runs.map((record) => record.id), ...(await there)])];
}

/** Of the file at hand, and of the namespace. */
async function scheduleNames(before: readonly string[], world: World): Promise<string[]> {
  const { workflow } = loadWorkflow('.', world);
  const here = workflow?.schedules.map(({ name }) => name) ?? [];
  return [...new Set([...here, ...(await namesInCluster('schedule', before, world))])];
}

function stepNames(before: readonly string[], world: World): string[] {
  const targets = [...before.filter((word) => !word.startsWith('-')), '.'];
  for (const target of targets) {
    const { workflow } = loadWorkflow(target, world);
    if (workflow !== null) return workflow.stages.flatMap((stage) => stage.steps.map((step) => step.name));
  }
  return [];
}
