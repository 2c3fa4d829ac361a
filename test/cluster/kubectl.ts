/** The cluster that the suite runs against, and kubectl for it. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runChild } from './child.ts';

export interface Connection {
  /** As the variable KUBECONFIG: one path, or several. */
  readonly kubeconfig: string;
  /** It is this machine's own cluster: its images, its registry and its extras are there. */
  readonly own: boolean;
}

const state = process.env['AUTOML_CLUSTER_DIR'] ?? path.join(os.homedir(), '.cache', 'automl-cluster');
const ownKubectl = path.join(state, 'bin', 'kubectl');

let connection: Connection | null = null;

/** Starts our own cluster when KUBECONFIG names none. @throws Error */
export function connect(): Connection {
  if (connection === null) {
    const start = path.join(import.meta.dirname, 'start');
    const kubeconfig = execFileSync(start, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
    connection = { kubeconfig, own: kubeconfig === path.join(state, 'kubeconfig') };
  }
  return connection;
}

export interface KubectlOptions {
  readonly namespace?: string;
  /** Standard input. */
  readonly input?: string;
  /** Default: that of the suite's cluster. */
  readonly kubeconfig?: string;
}

const program = (): string => (existsSync(ownKubectl) ? ownKubectl : 'kubectl');

/** What kubectl printed. @throws Error with what it complained about */
export async function kubectl(args: readonly string[], options: KubectlOptions = {}): Promise<string> {
  const { namespace, input = '', kubeconfig = connect().kubeconfig } = options;
  const all = [...(namespace === undefined ? [] : ['--namespace', namespace]), ...args];
  const { code, stdout, stderr } = await runChild(program(), all, { input, env: { KUBECONFIG: kubeconfig } });
  if (code !== 0) throw new Error(`kubectl ${all.join(' ')}: ${stderr.trim()}`);
  return stdout;
}

/** The same for who can't wait: everything else stands still meanwhile. @throws Error */
export function kubectlNow(args: readonly string[], input = '', kubeconfig = connect().kubeconfig): string {
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  return execFileSync(program(), args, { input, env, encoding: 'utf8', stdio: 'pipe' });
}

/** Creates or changes what the manifests say. @throws Error */
export async function apply(namespace: string, ...manifests: readonly object[]): Promise<void> {
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests });
  await kubectl(['apply', '-f', '-'], { namespace, input });
}

/** `kind/name` of what there is, sorted; a selector of labels narrows it down. */
export async function objects(namespace: string, selector?: string): Promise<readonly string[]> {
  const kinds = 'all,configmaps,secrets,persistentvolumeclaims,leases';
  const narrowed = selector === undefined ? [] : ['--selector', selector];
  const listed = await kubectl(['get', kinds, '--output', 'name', ...narrowed], { namespace });
  // Every namespace gets this one.
  const names = listed.split('\n').filter((name) => name !== '' && name !== 'configmap/kube-root-ca.crt');
  return names.toSorted();
}
