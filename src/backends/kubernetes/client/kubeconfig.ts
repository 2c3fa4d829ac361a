/**
 * Kubeconfigs, read and merged as kubectl does it:
 * https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files
 * Not by the client library, whose merge refuses repeated names and which leaves out tokenFile and the as-* keys; with all
 * its generated API classes it would also be 17 MB of the bundle and a third of a second of each start.
 */
import path from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { AutomlError } from '../../../errors.ts';
import type { KubeconfigText } from './kubeconfig-text.ts';

const text = z.string().nullish();

const cluster = z.object({
  server: text,
  'certificate-authority': text,
  'certificate-authority-data': text,
  'insecure-skip-tls-verify': z.boolean().nullish(),
  'tls-server-name': text,
  'proxy-url': text,
  extensions: z.array(z.object({ name: z.string(), extension: z.unknown() })).nullish(),
});

const user = z.object({
  token: text,
  tokenFile: text,
  username: text,
  password: text,
  'client-certificate': text,
  'client-certificate-data': text,
  'client-key': text,
  'client-key-data': text,
  exec: z.record(z.string(), z.unknown()).nullish(),
  'auth-provider': z.unknown().optional(),
  as: text,
  'as-uid': text,
  'as-groups': z.array(z.string()).nullish(),
  'as-user-extra': z.record(z.string(), z.array(z.string())).nullish(),
});

const context = z.object({ cluster: text, user: text, namespace: text });

export type Cluster = z.infer<typeof cluster> & { readonly name: string };
export type User = z.infer<typeof user> & { readonly name: string };
export type Context = z.infer<typeof context>;

const file = z.object({
  clusters: z.array(z.object({ name: z.string(), cluster: z.unknown() })).nullish(),
  users: z.array(z.object({ name: z.string(), user: z.unknown() })).nullish(),
  contexts: z.array(z.object({ name: z.string(), context: z.unknown() })).nullish(),
  'current-context': text,
});

/** Paths in it are absolute. */
export interface Kubeconfig {
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly users: ReadonlyMap<string, User>;
  readonly contexts: ReadonlyMap<string, Context>;
  /** '' where none is set. */
  readonly currentContext: string;
}

/** Of what has the same name, the first file's counts. @throws AutomlError USAGE */
export function readKubeconfigs(texts: readonly KubeconfigText[]): Kubeconfig {
  const clusters = new Map<string, Cluster>();
  const users = new Map<string, User>();
  const contexts = new Map<string, Context>();
  let currentContext = '';
  for (const source of texts) {
    const content = parse(source);
    for (const { name, cluster: given } of content.clusters ?? []) {
      const found = entry(cluster, given, `cluster "${name}"`, source);
      setFirst(clusters, name, { ...absolute(found, ['certificate-authority'], source), name });
    }
    for (const { name, user: given } of content.users ?? []) {
      const found = entry(user, given, `user "${name}"`, source);
      const placed = absolute(found, ['tokenFile', 'client-certificate', 'client-key'], source);
      setFirst(users, name, { ...placed, exec: absolutePlugin(placed.exec, source), name });
    }
    for (const { name, context: given } of content.contexts ?? []) {
      setFirst(contexts, name, entry(context, given, `context "${name}"`, source));
    }
    currentContext ||= content['current-context'] ?? '';
  }
  return { clusters, users, contexts, currentContext };
}

/** An empty file is a kubeconfig with nothing in it. */
function parse({ text: content, name }: KubeconfigText): z.infer<typeof file> {
  const document = parseDocument(content, { logLevel: 'silent' });
  const [mistake] = document.errors;
  if (mistake !== undefined) {
    // Only the place: the line itself may hold a secret.
    const { line = 1, col = 1 } = mistake.linePos?.[0] ?? {};
    throw notOne(name, `it is not YAML (line ${line}, column ${col})`);
  }
  const parsed = file.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  throw notOne(name, mistakeIn(parsed.error));
}

function entry<T extends z.ZodType>(shape: T, given: unknown, what: string, { name }: KubeconfigText): z.infer<T> {
  const parsed = shape.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  throw notOne(name, `${what}: ${mistakeIn(parsed.error)}`);
}

function mistakeIn({ issues: [issue] }: z.ZodError): string {
  const at = issue?.path.join('.') ?? '';
  return at === '' ? 'it is no mapping' : `${at}: ${issue?.message ?? 'is wrong'}`;
}

function notOne(name: string, why: string): AutomlError {
  const hint = '`kubectl config view --raw --minify` prints one';
  return new AutomlError('USAGE', `${name} is not a kubeconfig: ${why}; ${hint}`);
}

function absolute<T extends object>(entries: T, keys: readonly (keyof T)[], { folder }: KubeconfigText): T {
  const changed = keys.flatMap((key) => {
    const value = entries[key];
    return typeof value === 'string' && value !== '' ? [[key, path.resolve(folder, value)] as const] : [];
  });
  return { ...entries, ...Object.fromEntries(changed) };
}

/** `./plugin` is beside the kubeconfig; `plugin` is searched in PATH. */
function absolutePlugin(exec: User['exec'], { folder }: KubeconfigText): User['exec'] {
  const command = exec?.['command'];
  if (typeof command !== 'string' || !command.includes('/')) return exec;
  return { ...exec, command: path.resolve(folder, command) };
}

function setFirst<T>(map: Map<string, T>, name: string, value: T): void {
  if (!map.has(name)) map.set(name, value);
}
