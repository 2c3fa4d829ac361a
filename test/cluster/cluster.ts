/**
 * What the cluster suite's tests share: a namespace, a folder, the built command line. Whatever a test file
 * makes through this is gone after its last test, also when tests failed.
 */
import { afterAll, beforeAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startChild, type Ended, type Started } from './child.ts';
import { connect } from './kubectl.ts';
import { createNamespace, deleteNamespaces, sweepNamespaces, type NamespaceOptions } from './namespace.ts';

export { apply, connect, kubectl, objects } from './kubectl.ts';

const root = path.join(import.meta.dirname, '..', '..');
/** Node 24, whatever runs the tests. */
const node = path.join(root, 'node_modules', '.bin', 'node');
const cli = path.join(root, 'dist', 'cli.js');

const namespaces: string[] = [];
const folders: string[] = [];
const started: Started[] = [];

beforeAll(async () => {
  await sweepNamespaces(new Date());
});

afterAll(async () => {
  for (const { child } of started) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await deleteNamespaces(namespaces);
});

/** The name of a new namespace, which begins with the prefix. @throws Error */
export async function makeNamespace(prefix: string, options?: NamespaceOptions): Promise<string> {
  const name = await createNamespace(prefix, options);
  namespaces.push(name);
  return name;
}

/** An empty folder. */
export function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'automl-cluster-test-'));
  folders.push(folder);
  return folder;
}

export interface CommandOptions {
  readonly cwd: string;
  /** Over our own environment and the suite's KUBECONFIG. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The built command line, running; `ended` settles with what it printed. */
export function startAutoml(args: readonly string[], { cwd, env }: CommandOptions): Started {
  const run = startChild(node, [cli, ...args], { cwd, env: { KUBECONFIG: connect().kubeconfig, ...env } });
  started.push(run);
  return run;
}

export function automl(args: readonly string[], options: CommandOptions): Promise<Ended> {
  return startAutoml(args, options).ended;
}
