/** A program run to its end, with what it printed. */
import { spawn, type ChildProcess } from 'node:child_process';

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ChildOptions {
  readonly cwd?: string;
  /** Over our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: nothing to read. */
  readonly input?: string;
}

export interface Started {
  readonly child: ChildProcess;
  /** Rejects only when the program can't be started. */
  readonly ended: Promise<Ended>;
}

export function startChild(program: string, args: readonly string[], options: ChildOptions = {}): Started {
  const { cwd, env, input = '' } = options;
  const child = spawn(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => undefined); // it may end without having read everything
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
  });
  return { child, ended };
}

export function runChild(program: string, args: readonly string[], options?: ChildOptions): Promise<Ended> {
  return startChild(program, args, options).ended;
}

/** Settles with what the process has printed when it has printed this. */
export async function printed({ child }: Pick<Started, 'child'>, text: string): Promise<string> {
  let all = '';
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      all += chunk.toString();
      if (all.includes(text)) resolve(all);
    });
    child.once('close', () => {
      reject(new Error(`ended before it printed "${text}": ${all}`));
    });
  });
}
