/** What a step of an old file executes. */
import { escapeTemplate } from '../../expression/template.ts';
import type { Code } from '../../model.ts';

export interface Executable {
  readonly path: string;
  readonly command: readonly string[];
  /** An image of the step's own; undefined: the default one. */
  readonly image: string | undefined;
}

/** What only a shell understands: operators, expansions, quotes, globs, a comment or `~` that begins a word. */
const SHELL_SYNTAX = /[|&;<>()$`\\"'*?[\]\n]|(?:^|\s)[#~]/;
/** `KEY=value program` and the commands that exist inside a shell only. */
const SHELL_START = /^(?:\w+=|(?:\.|:|cd|eval|exec|exit|export|set|source|ulimit|umask|unset)(?:\s|$)|[!{])/;

/**
 * An image of its own brings its own code, and the command is its arguments. Otherwise the old system joined the command
 * by spaces, unquoted, and gave it to `sh -c`; a shell is used only where it makes a difference.
 */
export function codeOf({ path, command, image }: Executable): Code {
  if (image !== undefined) return { kind: 'image', args: command.map(escapeTemplate) };
  const line = command.join(' ').trim();
  if (line === '') {
    return path.endsWith('.ipynb') ? { kind: 'notebook', file: path } : { kind: 'python', file: path, args: [] };
  }
  if (SHELL_SYNTAX.test(line) || SHELL_START.test(line)) return { kind: 'shell', script: escapeTemplate(line) };
  return { kind: 'command', argv: line.split(/\s+/) };
}
