/** Which entries of the project are its source: files and symbolic links, those of submodules included. */
import { lstat, readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { listFiles } from './git.ts';

export interface Listing {
  /** Relative to the root, sorted. */
  readonly files: readonly string[];
  readonly warnings: readonly string[];
}

/** Never part of the source where git is not there to say so. `.git` is a file in submodules and worktrees. */
const ignored = new Set(['.git', '.automl', '.venv', 'venv', 'node_modules', '__pycache__', '.ipynb_checkpoints']);

/** Outside git: every file that is not hidden tooling. */
export function listFolder(root: string): Promise<Listing> {
  return list(root, (found) => walk(found, root, ''));
}

/** @param listed what git lists for `root` */
export function listRepository(root: string, listed: readonly string[]): Promise<Listing> {
  return list(root, (found) => take(found, root, '', listed));
}

/** Bytes from which on a file is worth a word: it is hashed, and copied for every step. */
const heavy = 100 * 1024 * 1024;

interface Found {
  readonly files: string[];
  /** Those of the files that are symbolic links. */
  readonly links: string[];
  readonly warnings: string[];
}

async function list(root: string, fill: (found: Found) => Promise<void>): Promise<Listing> {
  const found: Found = { files: [], links: [], warnings: [] };
  await fill(found);
  return { files: found.files.sort(), warnings: [...found.warnings, ...(await strayLinks(root, found.links))] };
}

/** Sorts out what git lists for a folder. */
async function take(found: Found, root: string, folder: string, listed: readonly string[]): Promise<void> {
  for (const name of listed) {
    // Ours: runs, and secrets that no step may find beside its code.
    if (name.startsWith('.automl/')) continue;
    const file = path.posix.join(folder, name);
    const { kind, bytes } = await entryAt(path.join(root, file));
    switch (kind) {
      case 'link':
        found.links.push(file);
        found.files.push(file);
        break;
      case 'file':
        takeFile(found, file, bytes);
        break;
      case 'folder':
        await takeSubmodule(found, root, file);
        break;
      case 'missing':
        // Deleted and not committed yet; or we did not understand the bytes of its name.
        if (name.includes('\uFFFD')) found.warnings.push(`${file} is left out: its name is not UTF-8`);
        break;
      case 'special':
        break;
    }
  }
}

/** git lists a submodule as one entry, and a repository inside the repository too; what they hold counts as source. */
async function takeSubmodule(found: Found, root: string, folder: string): Promise<void> {
  const before = found.files.length;
  const own = await entryAt(path.join(root, folder, '.git'));
  if (own.kind === 'missing') await walk(found, root, folder);
  else await take(found, root, folder, await listFiles(path.join(root, folder)));
  if (found.files.length > before) return;
  found.warnings.push(`submodule ${folder} is not checked out: git submodule update --init ${folder}`);
}

interface Entry {
  /** FIFOs, sockets and devices are special: nothing that can be copied. */
  readonly kind: 'file' | 'link' | 'folder' | 'missing' | 'special';
  readonly bytes: number;
}

async function entryAt(file: string): Promise<Entry> {
  const status = await lstat(file).catch(() => null);
  if (status === null) return { kind: 'missing', bytes: 0 };
  const bytes = status.size;
  if (status.isSymbolicLink()) return { kind: 'link', bytes };
  if (status.isDirectory()) return { kind: 'folder', bytes };
  return { kind: status.isFile() ? 'file' : 'special', bytes };
}

function takeFile(found: Found, file: string, bytes: number): void {
  found.files.push(file);
  if (bytes < heavy) return;
  const megabytes = Math.round(bytes / 1024 / 1024);
  found.warnings.push(`${file} has ${megabytes} MiB and is copied for every step: .gitignore leaves it out`);
}

async function walk(found: Found, root: string, folder: string): Promise<void> {
  for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
    if (ignored.has(entry.name)) continue;
    if (entry.isDirectory()) await walk(found, root, path.posix.join(folder, entry.name));
    else await take(found, root, folder, [entry.name]);
  }
}

/** Relative links that climb out of the project lead nowhere in a copy of it. */
async function strayLinks(root: string, links: readonly string[]): Promise<string[]> {
  const warnings: string[] = [];
  for (const link of links) {
    const target = await readlink(path.join(root, link));
    if (path.isAbsolute(target)) continue;
    const leadsTo = path.posix.normalize(path.posix.join(path.posix.dirname(link), target));
    if (leadsTo !== '..' && !leadsTo.startsWith('../')) continue;
    warnings.push(`the link ${link} leads out of the project, to ${target}; in a step's copy of it, it leads nowhere`);
  }
  return warnings;
}
