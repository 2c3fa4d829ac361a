/** The command line without a process: words in, what it prints and how it ends out. */
import { Readable } from 'node:stream';
import { CommanderError } from 'commander';
import { buildProgram } from '../../../src/commands/program.ts';
import type { World } from '../../../src/commands/world.ts';
import { AutomlError, exitCodeOf } from '../../../src/errors.ts';
import { Paper } from '../report/scene.ts';
import { worldOf } from './world.ts';

export interface WordsEnded {
  readonly code: number;
  readonly out: string;
  /** With the sentence of what it failed with. */
  readonly err: string;
}

/** @param input of standard input */
export async function automl(
  words: readonly string[],
  { input = '', ...fields }: Partial<World> & { readonly input?: string | Buffer } = {},
): Promise<WordsEnded> {
  const [out, err] = [new Paper(), new Paper()];
  let code = 0;
  const world = worldOf({ stdin: () => Readable.from([Buffer.from(input)]), out, err, ...fields });
  try {
    await buildProgram(world, (finished) => (code = finished)).parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return { code: error.exitCode === 0 ? 0 : 2, out: out.text, err: err.text };
    if (!(error instanceof AutomlError)) throw error;
    return { code: exitCodeOf(error), out: out.text, err: `${err.text}${error.message}` };
  }
  return { code, out: out.text, err: err.text };
}
