/** What the run of a schedule is of: the files that its CronJob brings, or the head of a branch. */
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { extract } from 'tar';
import { layout } from '../backends/kubernetes/layout.ts';
import type { FireOrder } from '../backends/kubernetes/objects/fire-order.ts';
import { AutomlError } from '../errors.ts';
import type { Access } from '../source/remote/access.ts';
import { withClone } from '../source/remote/clone.ts';
import { readGitUrl, type GitUrl } from '../source/remote/git-url.ts';
import { leavesRoot } from '../workflow/files.ts';
import type { ExecuteRequest } from './execute.ts';
import { readAccess, type AccessRequest } from './remote-access.ts';
import type { World } from './world.ts';

export interface FiredProject extends Pick<ExecuteRequest, 'trigger' | 'commit' | 'source'> {
  /** Of the repository. */
  readonly folder: string;
}

export interface FiredContext {
  readonly world: World;
  /** Ends a clone. */
  readonly signal: AbortSignal;
  /** Where volumes are mounted. */
  readonly mounts?: Readonly<Record<'scheduled' | 'logins', string>>;
}

/** Its CronJob says where it deploys to. */
const trigger = { event: 'schedule', branch: null, tag: null, defaultBranch: null } as const;

/** It is gone when `use` is done. @throws AutomlError, and what `use` throws */
export async function withFiredProject<T>(
  { from, owner }: Pick<FireOrder, 'from' | 'owner'>,
  { world, signal, mounts = layout }: FiredContext,
  use: (project: FiredProject) => Promise<T>,
): Promise<T> {
  if ('commit' in from) return withFiles(from.commit, owner.file, mounts.scheduled, world, use);
  const address = readGitUrl(from.url);
  const { access, env } = await loginFor(address, mounts.logins, world);
  const context = {
    ...world,
    env,
    clones: path.resolve(world.cwd, world.cache, 'clones'),
    signal,
    say: (sentence: string) => void world.err.write(`${sentence}\n`),
  };
  return withClone({ address, ref: from.branch, access }, context, (clone) => {
    for (const note of clone.notes) world.err.write(`warning: ${note}\n`);
    const { branch, tag, folder, sha } = clone;
    requireInside(folder, owner.file);
    return use({
      folder,
      trigger,
      commit: { head: sha, merge: null, ref: branch ?? tag },
    });
  });
}

/**
 * A workflow file that is a link could lead to the login or the token of this pod, which the words about a file that is not
 * valid would show. @throws AutomlError USAGE
 */
function requireInside(folder: string, file: string): void {
  const place = path.join(folder, file);
  if (!existsSync(place) || !leavesRoot(path.relative(realpathSync(folder), realpathSync(place)))) return;
  throw new AutomlError('USAGE', `${file} is a link that leads out of its repository`);
}

type Pinned = Extract<FireOrder['from'], { readonly commit: object }>['commit'];

/** As if it was in its repository: what that holds besides is not there, and nothing of a run wants it. */
async function withFiles<T>(
  commit: Pinned,
  file: string,
  mounted: string,
  world: World,
  use: (project: FiredProject) => Promise<T>,
): Promise<T> {
  const folder = path.join(world.cwd, 'project');
  const root = path.join(folder, path.dirname(file));
  await mkdir(root, { recursive: true });
  try {
    const files = await unpack(mounted, root);
    return await use({
      folder,
      trigger,
      source: { root, repository: folder, files, commit, warnings: [] },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is in it, sorted. Links come last: they may lead anywhere, and nothing is written through them. */
async function unpack(mounted: string, root: string): Promise<readonly string[]> {
  const parts = (await readdir(mounted)).filter((name) => name.startsWith('source.tgz.')).sort();
  const archive = `${root}.tgz`;
  await writeFile(archive, Buffer.concat(await Promise.all(parts.map((part) => readFile(path.join(mounted, part))))));
  const files: string[] = [];
  const links: { readonly name: string; readonly target: string }[] = [];
  await extract({
    cwd: root,
    file: archive,
    strict: true,
    filter: (name, entry) => {
      const target = 'linkpath' in entry ? entry.linkpath : undefined;
      if (!target) return Boolean(files.push(name));
      links.push({ name, target });
      return false;
    },
  });
  for (const { name, target } of links) {
    const link = path.join(root, name);
    await mkdir(path.dirname(link), { recursive: true });
    await symlink(target, link);
  }
  await rm(archive);
  return [...files, ...links.map(({ name }) => name)].sort();
}

interface Login {
  readonly access: Access;
  readonly env: World['env'];
}

/** Of the first Secret that holds one. */
async function loginFor(address: GitUrl, logins: string, world: World): Promise<Login> {
  for (const place of (await readdir(logins).catch(() => [])).sort()) {
    const folder = path.join(logins, place);
    const names = new Set(await readdir(folder));
    const request = await loginIn(folder, names, address);
    if (request === null) continue;
    const authority = names.has('ca.crt') ? { GIT_SSL_CAINFO: path.join(folder, 'ca.crt') } : {};
    return { access: await readAccess(request, address, world), env: { ...world.env, ...authority } };
  }
  return { access: await readAccess({}, address, { ...world, env: {} }), env: world.env };
}

/** Keys as Secrets of the types `kubernetes.io/ssh-auth` and `kubernetes.io/basic-auth` have them, or the name of our variable. */
async function loginIn(folder: string, names: ReadonlySet<string>, { scheme }: GitUrl): Promise<AccessRequest | null> {
  if (scheme === 'ssh') {
    if (!names.has('ssh-privatekey')) return null;
    const knownHosts = names.has('known_hosts') ? { knownHosts: path.join(folder, 'known_hosts') } : {};
    return { sshKey: path.join(folder, 'ssh-privatekey'), ...knownHosts };
  }
  const key = ['AUTOML_GIT_TOKEN', 'password'].find((name) => names.has(name));
  return key === undefined ? null : { token: (await readFile(path.join(folder, key), 'utf8')).trim() };
}
