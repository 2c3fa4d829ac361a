/** The real world for the doors: this process as a `World`. */
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';
import type { World } from './commands/world.ts';

const interrupts = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Nothing past the doors imports `process`: it is given. */
export function processWorld(self: NodeJS.Process, home: URL, random: (bytes: number) => Uint8Array): World {
  const { env, stdout, stderr } = self;
  const folder = fileURLToPath(home);
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string };
  // `isTTY` is undefined for a pipe, which libraries take for "guess".
  const tty = isatty(stdout.fd);
  const userHome = env['HOME'] || os.userInfo().homedir;
  // A reader that goes away (`automl logs | head`) ends the output, not the program with a stack trace.
  for (const stream of [stdout, stderr]) stream.on('error', ignoreBrokenPipe);
  return {
    cwd: self.cwd(),
    env,
    stdin: () => self.stdin,
    out: stdout,
    err: stderr,
    color: wantsColor(env, tty),
    tty,
    columns: stdout.columns || 100,
    now: () => Date.now(),
    random,
    home: folder,
    version,
    node: self.versions.node,
    userHome,
    host: os.hostname(),
    pid: self.pid,
    cpus: os.availableParallelism(),
    cache: env['AUTOML_CACHE'] ?? path.join(env['XDG_CACHE_HOME'] ?? path.join(userHome, '.cache'), 'automl'),
    onInterrupt: (listener) => {
      for (const signal of interrupts) self.on(signal, listener);
      return () => {
        for (const signal of interrupts) self.off(signal, listener);
      };
    },
    isAlive: (pid) => {
      try {
        self.kill(pid, 0);
        return true;
      } catch (error) {
        // EPERM: it lives and belongs to somebody else.
        return (error as NodeJS.ErrnoException).code === 'EPERM';
      }
    },
  };
}

/** https://no-color.org and https://force-color.org: both count when set to anything but the empty text. */
function wantsColor(env: NodeJS.ProcessEnv, tty: boolean): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return tty && env['TERM'] !== 'dumb';
}

function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
