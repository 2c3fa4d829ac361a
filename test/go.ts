/** Programs of Go modules for tests, built once and kept from run to run. */
import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runChild } from './cluster/child.ts';

/** Path of the program, by its package. @throws Error where it can't be built */
export async function programFromGo(module: string, version: string): Promise<string> {
  const name = path.posix.basename(module);
  const kept = path.join(os.homedir(), '.cache', 'automl-test', `${name}-${version}`);
  const found = path.join(kept, name);
  if (existsSync(found)) return found;
  const fresh = `${kept}.${String(process.pid)}`;
  const go = path.join(import.meta.dirname, 'cluster', 'kubernetes', 'go');
  const { code, stderr } = await runChild('nice', [go, 'install', `${module}@${version}`], { env: { GOBIN: fresh } });
  if (code !== 0) throw new Error(`${module} could not be built: ${stderr}`);
  // Another suite may have been faster.
  await rename(fresh, kept).catch(() => rm(fresh, { recursive: true }));
  return found;
}
