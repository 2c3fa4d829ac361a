/** Whether the files that a workflow names are there. */
import { posix } from 'node:path';
import { leavesRoot, type ProjectFiles } from '../files.ts';
import type { Path, Problems } from '../problems.ts';
import { quote } from '../shape/found.ts';

/** Looking for what was meant reads folders: in a file with thousands of wrong paths, the first ones get it. */
const MAX_SUGGESTIONS = 200;

export class PathCheck {
  readonly #files: ProjectFiles;
  readonly #problems: Problems;
  #suggestions = 0;

  constructor(files: ProjectFiles, problems: Problems) {
    this.#files = files;
    this.#problems = problems;
  }

  /** @param name path relative to the root */
  file(name: string, at: Path): void {
    const kind = this.#files.kind(name);
    if (kind === 'missing') this.#missing('file', name, at);
    else if (kind === 'outside') this.#outside(name, at);
    else if (kind === 'folder')
      this.#problems.error('NOT_A_FILE', at, 'value', `${quote(name)} is a folder, not a file`);
  }

  folder(name: string, at: Path): void {
    const kind = this.#files.kind(name);
    if (kind === 'missing') this.#missing('folder', name, at);
    else if (kind === 'outside') this.#outside(name, at);
    else if (kind === 'file')
      this.#problems.error('NOT_A_FOLDER', at, 'value', `${quote(name)} is a file, not a folder`);
  }

  /** What a step writes need not be there yet. */
  written(name: string, workingDirectory: string, at: Path): void {
    // Joined, an absolute path would look like one inside.
    if (posix.isAbsolute(name) || leavesRoot(posix.join(workingDirectory, name))) this.#outside(name, at);
  }

  #missing(what: 'file' | 'folder', name: string, at: Path): void {
    this.#suggestions += 1;
    const [near] = this.#suggestions <= MAX_SUGGESTIONS ? this.#files.near(name) : [];
    const hint = near === undefined ? '' : `; did you mean ${quote(near)}?`;
    this.#problems.error('FILE_NOT_FOUND', at, 'value', `the ${what} ${quote(name)} does not exist${hint}`);
  }

  #outside(name: string, at: Path): void {
    const message = `${quote(name)} leaves the folder of the workflow file; a run sees only what is in it`;
    this.#problems.error('PATH_OUTSIDE', at, 'value', message);
  }
}
