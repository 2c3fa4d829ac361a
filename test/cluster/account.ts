/**
 * Who the command line under test is: no administrator, but a ServiceAccount with the Role that `automl rbac` prints for
 * the project under test. It is impersonated by its kubeconfig, so that a proxy with credentials of its own passes it on.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { connect, kubectlNow } from './kubectl.ts';

export const root = path.join(import.meta.dirname, '..', '..');
/** Node 24, whatever runs the tests. */
export const node = path.join(root, 'node_modules', '.bin', 'node');
export const cli = path.join(root, 'dist', 'cli.js');

export interface Command {
  readonly words: readonly string[];
  readonly cwd: string;
  /** For the kubeconfig. */
  readonly folder: string;
}

/** Verbs that need what the runs of a project need. */
const runs = new Set(['run', 'plan', 'doctor']);
/** Those that go on with somebody's run, whichever project it is of. */
const drives = new Set(['attach', 'cancel']);
const bare = new Set(['--json', '--fail-fast', '--no-fail-fast', '--no-color', '--keep-services', '--quick']);
/** Stands for what is only known later. */
const place = 'namespace-of-the-test';

/** What was printed, by project and what was asked for. */
const manifests = new Map<string, string>();
/** What was applied: namespace and manifest. */
const applied = new Set<string>();
/** Who ran something in a namespace last. */
const drivers = new Map<string, string>();
/** Kubeconfigs by whom and where they lead. */
const files = new Map<string, string>();

/** The words with a kubeconfig of whom they are for, and the variable KUBECONFIG. @throws Error */
export function underItsRole(command: Command): { readonly words: readonly string[]; readonly kubeconfig: string } {
  const { words } = command;
  const namespace = valueOf(words, '-n', '--namespace');
  const given = valueOf(words, '--kubeconfig');
  // Without a namespace nothing but this machine is asked.
  if (namespace === null) return { words, kubeconfig: '' };
  const user = `system:serviceaccount:${namespace}:${accountOf(command, namespace)}`;
  const file = impersonating(user, given ?? connect().kubeconfig, command.folder);
  return { words: words.map((word) => (word === given ? file : word)), kubeconfig: given === null ? file : '' };
}

/** Path of a kubeconfig for whatever runs of the project in the folder need. @throws Error */
export function kubeconfigOf(namespace: string, cwd: string, folder: string): string {
  return underItsRole({ words: ['run', '--namespace', namespace], cwd, folder }).kubeconfig;
}

function accountOf({ words, cwd }: Command, namespace: string): string {
  const [verb = '', noun] = words;
  const driver = drivers.get(namespace);
  if (drives.has(verb) && driver !== undefined) return driver;
  if (!runs.has(verb) || noun === 'workflow') return grant(namespace, cwd, ['--all', '--for', 'people']);
  const brought = words.flatMap((word, at) => (words[at - 1] === '--secret' ? [word.replace(/=.*/s, '')] : []));
  const account = grant(namespace, cwd, [targetIn(words), ...brought.flatMap((name) => ['--secret', name])]);
  drivers.set(namespace, account);
  return account;
}

/** Its name follows from what it may do. A file that is not valid gives nobody anything, and no run gets that far. */
function grant(namespace: string, cwd: string, args: readonly string[]): string {
  const manifest = printed(cwd, args);
  if (manifest === null) return 'nobody';
  const account = `under-test-${createHash('sha256').update(manifest).digest('hex').slice(0, 8)}`;
  const input = manifest.replaceAll('NAME-OF-THE-ACCOUNT', account).replaceAll(place, namespace);
  if (!applied.has(input)) {
    kubectlNow(['apply', '--server-side', '--validate=false', '-f', '-'], ownedBy(namespace, input));
    applied.add(input);
  }
  return account;
}

/** As `automl rbac` prints it; null: it prints none. */
function printed(cwd: string, args: readonly string[]): string | null {
  const key = [cwd, ...args, workflowIn(cwd)].join('\n');
  const known = manifests.get(key);
  if (known !== undefined) return known;
  const words = ['rbac', ...args, '--cluster', '--namespace', place, '--name', 'NAME-OF-THE-ACCOUNT', '-o', 'json'];
  const env = { ...process.env, KUBECONFIG: '' };
  const stdio = ['ignore', 'pipe', 'ignore'] as const;
  try {
    const manifest = execFileSync(node, [cli, ...words], { cwd, env, encoding: 'utf8', stdio: [...stdio] });
    manifests.set(key, manifest);
    return manifest;
  } catch {
    return null;
  }
}

/** '' where it has another name. */
function workflowIn(cwd: string): string {
  const file = path.join(cwd, 'automl.yaml');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

const list = z.looseObject({ items: z.array(z.looseObject({ kind: z.string(), metadata: z.looseObject({}) })) });

/** What is in no namespace goes with the test's too. */
function ownedBy(namespace: string, text: string): string {
  const uid = kubectlNow(['get', 'namespace', namespace, '--output', 'jsonpath={.metadata.uid}']);
  const ownerReferences = [{ apiVersion: 'v1', kind: 'Namespace', name: namespace, uid }];
  const { items, ...rest } = list.parse(JSON.parse(text));
  const owned = items.map(({ kind, metadata, ...object }) => {
    const owners = kind.startsWith('Cluster') ? { ownerReferences } : {};
    return { kind, ...object, metadata: { ...metadata, ...owners } };
  });
  return JSON.stringify({ ...rest, items: owned });
}

const config = z.looseObject({ users: z.array(z.looseObject({ user: z.looseObject({}) })) });

/** Path of a kubeconfig with which somebody else is meant. @throws Error */
export function impersonating(user: string, kubeconfig: string, folder: string): string {
  const key = `${user} ${kubeconfig}`;
  const known = files.get(key);
  if (known !== undefined) return known;
  const flags = ['--raw', '--minify', '--flatten', '--output', 'json'];
  const { users, ...rest } = config.parse(JSON.parse(kubectlNow(['config', 'view', ...flags], '', kubeconfig)));
  const acting = users.map((each) => ({ ...each, user: { ...each.user, as: user } }));
  const file = path.join(folder, `kubeconfig-${files.size}.json`);
  files.set(key, file);
  writeFileSync(file, JSON.stringify({ ...rest, users: acting }), { mode: 0o600 });
  return file;
}

function valueOf(words: readonly string[], ...names: readonly string[]): string | null {
  const at = words.findIndex((word) => names.includes(word));
  return at < 0 ? null : (words[at + 1] ?? null);
}

/** The first word that is neither the verb, nor an option, nor the value of one. */
function targetIn(words: readonly string[]): string {
  return (
    words.find((word, at) => {
      const before = words[at - 1] ?? '';
      return at > 0 && !word.startsWith('-') && (!before.startsWith('-') || bare.has(before));
    }) ?? '.'
  );
}
