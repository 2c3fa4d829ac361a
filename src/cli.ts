/** The command-line door: argv, environment, signals and exit code meet the commands here and nowhere else. */
import { randomBytes } from 'node:crypto';
import { CommanderError } from 'commander';
import { buildProgram } from './commands/program.ts';
import type { World } from './commands/world.ts';
import { exitCode, exitCodeOf, AutomlError } from './errors.ts';
import { plainText } from './report/plain-text.ts';
import { processWorld } from './world.ts';

/** `home` is the folder of this installation. */
export async function cli(home: URL): Promise<void> {
  const world = processWorld(process, home, randomBytes);
  process.exitCode = await runProgram(world, process.argv.slice(2));
}

async function runProgram(world: World, words: readonly string[]): Promise<number> {
  let code: number = exitCode.ok;
  const program = buildProgram(world, (finished) => (code = finished));
  try {
    await program.parseAsync(words.length === 0 ? ['--help'] : words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    world.err.write(complaint(error));
    return exitCodeOf(error);
  }
}

/** What a person can mend is told in sentences; a defect of ours shows where it is. */
function complaint(error: unknown): string {
  if (!(error instanceof AutomlError))
    return `automl: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`;
  // Problems of a file begin with their own place, which editors and terminals make a link.
  if (error.code === 'INVALID_FILE') return `${error.message}\n`;
  // It may quote what a server has said.
  return `automl: ${plainText(error.message)}\n`;
}
