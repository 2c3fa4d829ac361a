/** What a command may touch of the world: the doors make it, tests make their own. */
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';

export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Opened by who reads from it. */
  readonly stdin: () => Readable;
  readonly out: Writable;
  readonly err: Writable;
  /** Colours on `out`. */
  readonly color: boolean;
  /** `out` is a terminal. */
  readonly tty: boolean;
  readonly columns: number;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly random: (bytes: number) => Uint8Array;
  /** Folder of this installation: `runner/`, `package.json`. */
  readonly home: string;
  readonly version: string;
  /** Version of Node: `24.21.0`. */
  readonly node: string;
  /** The user's home folder. */
  readonly userHome: string;
  readonly host: string;
  readonly pid: number;
  readonly cpus: number;
  /** Folder kept between runs. */
  readonly cache: string;
  /** Calls the listener for each Ctrl-C or TERM; returns how to stop listening. */
  readonly onInterrupt: (listener: (signal: string) => void) => () => void;
  readonly isAlive: (pid: number) => boolean;
}

/** For what reads a file of another checkout: messages name it as the repository does. Files that the user names are not in there. */
export function worldIn({ folder }: { readonly folder: string }, world: World): World {
  const policy = world.env['AUTOML_POLICY'];
  const env = policy ? { ...world.env, AUTOML_POLICY: path.resolve(world.cwd, policy) } : world.env;
  return { ...world, cwd: folder, env };
}
