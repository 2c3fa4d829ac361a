/** What comes into every pod from outside: the step agent and the project's files, in ConfigMaps. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { AutomlError, messageOf } from '../../../errors.ts';
import { formatBytes } from '../../../workflow/quantity.ts';
import { kinds, type ConfigMap } from '../client/types.ts';
import { packFiles } from './archive.ts';
import { labels } from './labels.ts';
import { ownedMeta, type OwnedRun } from './metadata.ts';
import { injectedName } from './names.ts';

export interface Injected {
  /** Folder of the project. */
  readonly root: string;
  /** Its files, relative to the root. */
  readonly files: readonly string[];
  /** Folder `runner/` of this installation. */
  readonly runner: string;
}

/** Bytes of the compressed source of one run: all of it is in the memory of the cluster's etcd. */
const sourceLimit = 4 * 2 ** 20;
/** Bytes that no compression makes fit, and that take long to find that out. */
const plainLimit = 100 * sourceLimit;
/** Bytes in one ConfigMap. The API server takes 1 MiB, and there may be labels and annotations of others. */
export const mapLimit = 700 * 1024;

/** @throws AutomlError PREFLIGHT for a project that is too large, or can't be read */
export async function injectedObjects(run: OwnedRun, injected: Injected): Promise<ConfigMap[]> {
  const files = [...(await runnerFiles(injected.runner)), { name: 'source.tgz', data: await projectArchive(injected) }];
  return inParts(files, mapLimit).map((part, place) => ({
    apiVersion: kinds.ConfigMap.apiVersion,
    kind: 'ConfigMap',
    metadata: {
      ...ownedMeta(run, injectedName(run.id, place), 'source'),
      annotations: { [labels.bytes]: String(bytesOf(part)) },
    },
    immutable: true,
    binaryData: Object.fromEntries(part.map(({ name, data }) => [name, data.toString('base64')])),
  }));
}

/** Bytes that they take in the cluster's store. */
export function injectedBytes(maps: readonly ConfigMap[]): number {
  return maps.reduce((sum, { metadata }) => sum + Number(metadata?.annotations?.[labels.bytes] ?? 0), 0);
}

interface InjectedFile {
  readonly name: string;
  readonly data: Buffer;
}

/** The last file is the one that is cut: its parts are `<name>.000`, `<name>.001` ... */
export function inParts(files: readonly InjectedFile[], limit: number): InjectedFile[][] {
  const whole = files.slice(0, -1);
  const [last] = files.slice(-1);
  if (last === undefined) return [];
  let room = limit - bytesOf(whole);
  const parts: InjectedFile[][] = [whole];
  if (room <= 0) {
    parts.push([]);
    room = limit;
  }
  let count = 0;
  for (let from = 0; from < last.data.length || count === 0; count += 1) {
    const part = {
      name: `${last.name}.${String(count).padStart(3, '0')}`,
      data: last.data.subarray(from, from + room),
    };
    if (count === 0) parts.at(-1)?.push(part);
    else parts.push([part]);
    from += room;
    room = limit;
  }
  return parts;
}

/** Of all of them. */
function bytesOf(files: readonly InjectedFile[]): number {
  return files.reduce((sum, { data }) => sum + data.length, 0);
}

async function runnerFiles(runner: string): Promise<InjectedFile[]> {
  const files = await Promise.all(['agent', 'python'].map((folder) => pythonFiles(runner, folder)));
  const texts = files.flat().map(async (name) => [name, await readFile(path.join(runner, name), 'utf8')] as const);
  const agent = Object.fromEntries(await Promise.all(texts));
  const boot = ['boot.py', 'boot.sh', 'answers.py'].map(async (name) => ({
    name,
    data: await readFile(path.join(runner, 'pod', name)),
  }));
  return [
    ...(await Promise.all(boot)),
    { name: 'runner.json.gz', data: gzipSync(JSON.stringify(agent), { level: 9 }) },
  ];
}

async function pythonFiles(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { recursive: true });
  return entries
    .map((entry) => path.posix.join(folder, entry.replaceAll(path.sep, '/')))
    .filter((file) => file.endsWith('.py'));
}

/** The project's files as `source.tgz`. @throws AutomlError PREFLIGHT for a project that is too large, or can't be read */
export async function projectArchive({ root, files }: Pick<Injected, 'root' | 'files'>): Promise<Buffer> {
  const sizes = await Promise.all(files.map(async (file) => ({ file, bytes: await sizeOf(path.join(root, file)) })));
  const bytes = sizes.reduce((sum, each) => sum + each.bytes, 0);
  const packed = bytes > plainLimit ? null : await packSource(root, files);
  if (packed !== null) return packed;
  const largest = sizes
    .sort((a, b) => b.bytes - a.bytes)
    .slice(0, 3)
    .map((each) => `${each.file} (${formatBytes(each.bytes)})`);
  throw new AutomlError(
    'PREFLIGHT',
    `the project's files are more than ${formatBytes(sourceLimit)} when compressed, which is what a run in the cluster may bring along; the largest are ${largest.join(', ')}: leave them out by .gitignore (git rm --cached takes them out of git), and let a step fetch them, or put them into the image`,
  );
}

async function packSource(root: string, files: readonly string[]): Promise<Buffer | null> {
  try {
    return await packFiles(root, files, sourceLimit);
  } catch (error) {
    throw new AutomlError(
      'PREFLIGHT',
      `the project's files can't be packed for the cluster (${messageOf(error)}): make them readable, or leave them out by .gitignore`,
      { cause: error },
    );
  }
}

/** 0 for a file that is gone. */
async function sizeOf(file: string): Promise<number> {
  const status = await lstat(file).catch(() => null);
  return status?.size ?? 0;
}
