/** Which of the project's files a service runs in another version than the one that is here. */
import { createHash } from 'node:crypto';
import { lstat, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { Parser, type ReadEntry } from 'tar';
import type { KubeApi } from '../client/api.ts';
import type { Deployment } from '../client/types.ts';
import { readable, unreadable } from '../preflight/readable.ts';

export interface LocalSource {
  readonly root: string;
  readonly files: readonly string[];
}

type Hashes = ReadonlyMap<string, string>;

/** Sorted; null: nobody can tell. @param except what makes no difference @throws ApiError */
export async function changedFiles(
  api: KubeApi,
  live: Deployment,
  source: LocalSource,
  except: string,
): Promise<readonly string[] | null> {
  const archive = await archiveOf(api, live);
  if (archive === null) return null;
  const [then, now] = await Promise.all([hashesIn(archive), hashesOf(source)]);
  return [...new Set([...then.keys(), ...now.keys()])]
    .filter((file) => file !== except && then.get(file) !== now.get(file))
    .sort();
}

/** `source.tgz` as its pods have it; its parts are in several ConfigMaps. */
async function archiveOf(api: KubeApi, { spec }: Deployment): Promise<Buffer | null> {
  const sources = (spec?.template.spec?.volumes ?? []).flatMap(({ projected }) => projected?.sources ?? []);
  const names = sources.flatMap(({ configMap }) => configMap?.name ?? []);
  const maps = await Promise.all(names.map((name) => readable(api.get('ConfigMap', name))));
  const parts = maps.flatMap((map) => (map === null || map === unreadable ? [] : Object.entries(map.binaryData ?? {})));
  const own = parts.filter(([name]) => name.startsWith('source.tgz.')).sort(([a], [b]) => (a < b ? -1 : 1));
  return own.length === 0 ? null : Buffer.concat(own.map(([, data]) => Buffer.from(data, 'base64')));
}

async function hashesIn(archive: Buffer): Promise<Hashes> {
  const hashes = new Map<string, string>();
  const parser = new Parser();
  parser.on('entry', (entry: ReadEntry) => {
    const hash = createHash('sha256').update(entry.linkpath ?? '');
    entry.on('data', (chunk: Buffer) => hash.update(chunk));
    entry.on('end', () => hashes.set(entry.path, hash.digest('hex')));
  });
  const done = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
  });
  parser.end(archive);
  await done;
  return hashes;
}

async function hashesOf({ root, files }: LocalSource): Promise<Hashes> {
  const hashes = new Map<string, string>();
  for (const file of files) {
    const full = path.join(root, file);
    const status = await lstat(full).catch(() => null); // gone by now
    if (status === null || !(status.isFile() || status.isSymbolicLink())) continue;
    const content = status.isSymbolicLink() ? await readlink(full) : await readFile(full);
    hashes.set(file, createHash('sha256').update(content).digest('hex'));
  }
  return hashes;
}
