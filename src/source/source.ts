/** The project's files at the run's commit: what a step's code finds around it. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Commit } from '../plan/plan.ts';
import { readGit } from './git.ts';
import { hashFiles } from './hash.ts';

export interface Source {
  /** Absolute path of the project: the folder of the workflow file. */
  readonly root: string;
  /** The repository, or the root itself outside git. */
  readonly repository: string;
  /** Files and symbolic links relative to `root`, sorted. */
  readonly files: readonly string[];
  readonly commit: Commit;
  readonly warnings: readonly string[];
}

/** Never part of the source where git is not there to say so. */
const ignoredFolders = new Set([
  '.git',
  '.automl',
  '.venv',
  'venv',
  'node_modules',
  '__pycache__',
  '.ipynb_checkpoints',
]);

/** Git-tracked and not ignored files; outside git every file that is not hidden tooling. */
export async function readSource(root: string): Promise<Source> {
  const { facts, warning } = await readGit(root);
  const warnings = warning === null ? [] : [warning];
  if (facts === null) {
    const files = await walk(root, '');
    const tree = await hashFiles(root, files);
    return {
      root,
      repository: root,
      files,
      warnings,
      commit: { head: null, merge: null, ref: null, dirty: false, tree },
    };
  }
  const files: string[] = [];
  for (const file of facts.files) {
    // Ours: runs, and secrets that no step may find beside its code.
    if (file.startsWith('.automl/')) continue;
    const kind = await entryKind(path.join(root, file));
    if (kind === 'file') files.push(file);
    if (kind !== 'folder') continue;
    // git lists a submodule as one entry; its files count as source once it is checked out.
    const inside = await walk(root, file);
    if (inside.length === 0) warnings.push(`submodule ${file} is not checked out: git submodule update --init ${file}`);
    files.push(...inside);
  }
  files.sort();
  const pointers = await lfsPointers(root, files);
  if (pointers.length > 0) {
    const more = pointers.length > 3 ? ` and ${pointers.length - 3} more` : '';
    warnings.push(`only Git LFS pointers, not the files: ${pointers.slice(0, 3).join(', ')}${more}: git lfs pull`);
  }
  const tree = facts.dirty || facts.head === null ? await hashFiles(root, files) : null;
  return {
    root,
    repository: facts.repository,
    files,
    warnings,
    commit: { head: facts.head, merge: null, ref: facts.branch, dirty: facts.dirty, tree },
  };
}

async function entryKind(file: string): Promise<'file' | 'folder' | 'missing'> {
  try {
    return (await stat(file)).isDirectory() ? 'folder' : 'file';
  } catch {
    return 'missing';
  }
}

async function walk(root: string, folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
    const relative = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!ignoredFolders.has(entry.name)) found.push(...(await walk(root, relative)));
    } else if (entry.isFile() || entry.isSymbolicLink()) found.push(relative);
  }
  return found.sort();
}

/** Files that `git lfs` should have replaced: small, and starting with its version line. */
async function lfsPointers(root: string, files: readonly string[]): Promise<string[]> {
  if (!files.includes('.gitattributes')) return [];
  const attributes = await readFile(path.join(root, '.gitattributes'), 'utf8');
  if (!attributes.includes('filter=lfs')) return [];
  const pointers: string[] = [];
  for (const file of files) {
    const full = path.join(root, file);
    if ((await stat(full)).size > 1024) continue;
    if ((await readFile(full, 'utf8')).startsWith('version https://git-lfs')) pointers.push(file);
  }
  return pointers;
}
