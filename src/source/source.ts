/** The project's files at the run's commit: what a step's code finds around it. */
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { AutomlError, messageOf } from '../errors.ts';
import type { Commit } from '../plan/plan.ts';
import { readGit, type GitFacts } from './git.ts';
import { hashFiles } from './hash.ts';
import { listFolder, listRepository } from './listing.ts';

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

/** Git-tracked and not ignored files; outside git every file that is not hidden tooling. @throws AutomlError PREFLIGHT */
export async function readSource(root: string): Promise<Source> {
  try {
    const { facts, warning } = await readGit(root);
    const source = facts === null ? await fromFolder(root) : await fromGit(root, facts);
    return warning === null ? source : { ...source, warnings: [warning, ...source.warnings] };
  } catch (error) {
    throw new AutomlError(
      'PREFLIGHT',
      `the project can't be read (${messageOf(error)}): every step gets a copy of its files; make them readable, or leave them out by .gitignore`,
      { cause: error },
    );
  }
}

async function fromFolder(root: string): Promise<Source> {
  const { files, warnings } = await listFolder(root);
  const tree = await hashFiles(root, files);
  return {
    root,
    repository: root,
    files,
    warnings,
    commit: { head: null, committed: null, merge: null, ref: null, dirty: false, tree },
  };
}

async function fromGit(root: string, facts: GitFacts): Promise<Source> {
  const { files, warnings } = await listRepository(root, facts.files);
  const tree = facts.dirty || facts.head === null ? await hashFiles(root, files) : null;
  return {
    root,
    repository: facts.repository,
    files,
    warnings: [...warnings, ...(await lfsWarnings(root, facts.repository, files))],
    commit: {
      head: facts.head,
      committed: facts.committed,
      merge: null,
      ref: facts.branch,
      dirty: facts.dirty,
      tree,
    },
  };
}

async function lfsWarnings(root: string, repository: string, files: readonly string[]): Promise<string[]> {
  if (!(await usesLfs(root, repository, files))) return [];
  const pointers = await lfsPointers(root, files);
  if (pointers.length === 0) return [];
  const more = pointers.length > 3 ? ` and ${pointers.length - 3} more` : '';
  return [`only Git LFS pointers, not the files: ${pointers.slice(0, 3).join(', ')}${more}: git lfs pull`];
}

/** Attributes may be set in any folder, from the repository's top down. */
async function usesLfs(root: string, repository: string, files: readonly string[]): Promise<boolean> {
  const inside = files.filter((file) => path.posix.basename(file) === '.gitattributes');
  const places = inside.map((file) => path.join(root, file));
  // git tells the repository's real path.
  for (let folder = await realpath(root); folder !== repository && folder !== path.dirname(folder);) {
    folder = path.dirname(folder);
    places.push(path.join(folder, '.gitattributes'));
  }
  for (const place of places) {
    const text = await readFile(place, 'utf8').catch(() => ''); // most folders have none
    if (text.includes('filter=lfs')) return true;
  }
  return false;
}

/** Files that `git lfs` should have replaced: small, and starting with its version line. */
async function lfsPointers(root: string, files: readonly string[]): Promise<string[]> {
  const pointers: string[] = [];
  for (const file of files) {
    const full = path.join(root, file);
    const status = await stat(full).catch(() => null); // a link may lead nowhere
    if (status === null || !status.isFile() || status.size > 1024) continue;
    if ((await readFile(full, 'utf8')).startsWith('version https://git-lfs')) pointers.push(file);
  }
  return pointers;
}
