/** The command-line door: argv, environment, signals and exit code meet the commands here and nowhere else. */
import { randomBytes } from 'node:crypto';
import { CommanderError } from 'commander';
import { buildProgram } from './commands/program.ts';
import type { World } from './commands/world.ts';
import { exitCode, exitCodeOf, AutomlError } from './errors.ts';
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
    // What a person can mend is one sentence; a defect of ours shows where it is.
    const text =
      error instanceof AutomlError ? error.message : error instanceof Error ? (error.stack ?? '') : String(error);
    world.err.write(`automl: ${text}\n`);
    return exitCodeOf(error);
  }
}
