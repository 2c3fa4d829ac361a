/** The files beside the workflow file: which of the named ones exist. */
import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, isAbsolute, join, posix, relative, sep } from 'node:path';
import { nearest } from './suggestion.ts';

/** `unknown`: there is no folder to look in. */
export type FileKind = 'file' | 'folder' | 'missing' | 'outside' | 'unknown';

/** Paths are relative to the root, with forward slashes. */
export interface ProjectFiles {
  /** Of the root folder itself. */
  readonly folder: string;
  /** `outside`: an absolute path, one that climbs above the root, or a link that leaves it. */
  kind(path: string): FileKind;
  /** Existing paths that were probably meant, the nearest first. */
  near(path: string): readonly string[];
}

/** For texts without a folder: only what leaves it is certain. */
export const anyFiles: ProjectFiles = {
  folder: '',
  kind: (path) => (leavesRoot(path) ? 'outside' : 'unknown'),
  near: () => [],
};

/** True for `/x`, `C:\x`, `../x` and `a/../../x`. */
export function leavesRoot(path: string): boolean {
  // Nearly every path is plain: spare the work.
  if (!/^[/\\]|\.\.|:/.test(path)) return false;
  const normal = posix.normalize(path.replaceAll('\\', '/'));
  return posix.isAbsolute(normal) || /^[A-Za-z]:/.test(normal) || normal === '..' || normal.startsWith('../');
}

/** Answers are kept: thousands of steps name the same few files. */
export class FolderFiles implements ProjectFiles {
  readonly folder: string;
  readonly #root: string;
  readonly #kinds = new Map<string, FileKind>();
  readonly #listings = new Map<string, readonly Dirent[]>();

  /** @param root absolute path of an existing folder */
  constructor(root: string) {
    this.#root = realpathSync(root);
    this.folder = basename(this.#root);
  }

  kind(path: string): FileKind {
    const known = this.#kinds.get(path);
    if (known !== undefined) return known;
    const kind = this.#look(path);
    this.#kinds.set(path, kind);
    return kind;
  }

  #look(path: string): FileKind {
    if (leavesRoot(path)) return 'outside';
    const real = realPath(join(this.#root, path));
    if (real === null) return 'missing';
    const inside = relative(this.#root, real);
    if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) return 'outside';
    // A path that is a file's, but ends with a slash or names something below it, has failed already.
    return statSync(real).isDirectory() ? 'folder' : 'file';
  }

  near(path: string): readonly string[] {
    const wanted = posix.normalize(path.replaceAll('\\', '/'));
    if (leavesRoot(wanted)) return [];
    const folder = this.#nearFolder(posix.dirname(wanted));
    const beside = this.#list(folder).map((entry) => posix.join(folder, entry.name));
    // The same name elsewhere, one folder up or down: files move more often than they are renamed.
    const moved = this.#folders().map((other) => posix.join(other, posix.basename(wanted)));
    const candidates = [wanted, ...moved].filter((other) => this.kind(other) === 'file' && other !== path);
    const similar = nearest(wanted, beside);
    return [...new Set([...(similar === null ? [] : [similar]), ...candidates])];
  }

  /** The folder itself where it exists, else the one that its name was probably meant to be. */
  #nearFolder(folder: string): string {
    if (folder === '.' || this.kind(folder) === 'folder') return folder;
    const parent = this.#nearFolder(posix.dirname(folder));
    const folders = this.#list(parent).filter((entry) => entry.isDirectory());
    const name = nearest(
      posix.basename(folder),
      folders.map((entry) => entry.name),
    );
    return name === null ? parent : posix.join(parent, name);
  }

  /** The root and the folders in it. */
  #folders(): readonly string[] {
    const inRoot = this.#list('.').filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    return ['.', ...inRoot.map((entry) => entry.name)];
  }

  #list(folder: string): readonly Dirent[] {
    const known = this.#listings.get(folder);
    if (known !== undefined) return known;
    const entries = listIfReadable(join(this.#root, folder));
    this.#listings.set(folder, entries);
    return entries;
  }
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    // Missing, a broken or endless link, a folder that may not be entered: it can't be used, whatever the reason.
    return null;
  }
}

/** Only suggestions come from it: a folder that can't be listed has none. */
function listIfReadable(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
