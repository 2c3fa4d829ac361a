/**
 * What the cluster suite's tests share: a namespace, a folder, the built command line. Whatever a test file
 * makes through this is gone after its last test, also when tests failed.
 */
import { afterAll, beforeAll } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cli, impersonating, kubeconfigOf, node, root, underItsRole } from './account.ts';
import { startChild, type Ended, type Started } from './child.ts';
import { connect } from './kubectl.ts';
import { createNamespace, deleteNamespaces, sweepNamespaces, type NamespaceOptions } from './namespace.ts';

export { apply, connect, kubectl, objects } from './kubectl.ts';

const namespaces: string[] = [];
const folders: string[] = [];
const started: Started[] = [];
/** Of kubeconfigs. */
let accounts: string | null = null;

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
  /** Over our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Of standard input. */
  readonly input?: string;
}

/** The built command line with the rights that it asks for, running; `ended` settles with what it printed. */
export function startAutoml(args: readonly string[], { cwd, env, input = '' }: CommandOptions): Started {
  const { words, kubeconfig } = underItsRole({ words: args, cwd, folder: accountsFolder() });
  const run = startChild(node, [cli, ...words], { cwd, input, env: { KUBECONFIG: kubeconfig, ...env } });
  started.push(run);
  return run;
}

export function automl(args: readonly string[], options: CommandOptions): Promise<Ended> {
  return startAutoml(args, options).ended;
}

/** Path of a kubeconfig with the rights that runs of the project in the folder need. @throws Error */
export function kubeconfigForRuns(namespace: string, cwd: string): string {
  return kubeconfigOf(namespace, cwd, accountsFolder());
}

/** Content of a kubeconfig for CI, as `automl setup` makes it for whatever a file may need. @throws Error */
export async function setUpCi(namespace: string): Promise<string> {
  const file = path.join(makeFolder(), 'ci.kubeconfig');
  const words = ['setup', namespace, '--all', '--kubeconfig-out', file];
  // Who sets up is an administrator.
  const { code, stderr } = await automl(words, { cwd: root, env: { KUBECONFIG: connect().kubeconfig } });
  if (code !== 0) throw new Error(stderr);
  return readFileSync(file, 'utf8');
}

/** Path of a kubeconfig for a user without any rights but those of its own bindings. @throws Error */
export function kubeconfigAs(user: string): string {
  return impersonating(user, connect().kubeconfig, accountsFolder());
}

function accountsFolder(): string {
  return (accounts ??= makeFolder());
}
