/** Finds a workflow file and reads it into the model. */
import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { messageOf } from '../errors.ts';
import type { DiagnosticCode } from './codes.ts';
import { MAX_BYTES, tooLarge } from './decode.ts';
import { FolderFiles } from './files.ts';
import { type ReadResult, readWorkflow } from './read.ts';
import type { Rules } from './rules.ts';
import { didYouMean } from './suggestion.ts';

/** In a folder, the first of these that exists. The last is what automl v1 used. */
const FILE_NAMES = ['automl.yaml', 'automl.yml', 'config.yaml'] as const;

export interface LoadedWorkflow extends ReadResult {
  /** The workflow file as the user would type it. */
  readonly file: string;
  /** Folder of the file, absolute: its paths are relative to it. */
  readonly root: string;
}

export interface LoadContext {
  /** What targets are relative to. */
  readonly cwd: string;
  /** What the file must keep besides the rules of its format. */
  readonly rules?: Rules | null;
}

/**
 * Reads the workflow file that `target` names, or the one in the folder that it names, relative to `cwd`. What is wrong
 * with the path or the file is in the diagnostics; nothing is thrown for it.
 */
export function loadWorkflow(target: string, context: LoadContext): LoadedWorkflow {
  const { cwd, rules = null } = context;
  const path = resolve(cwd, target);
  const kind = kindOf(path);
  const place = { file: display(path, cwd), root: kind === 'folder' ? path : dirname(path) };
  if (kind === 'folder') return loadFrom(path, context);
  if (kind === 'missing') {
    const hint = didYouMean(basename(path), names(dirname(path)));
    return { ...place, ...refused(place.file, 'FILE_NOT_FOUND', `there is no file or folder ${place.file}${hint}`) };
  }
  if (kind === 'other')
    return { ...place, ...refused(place.file, 'NOT_A_FILE', `${place.file} is not a file with text`) };
  return { ...place, ...readFile(path, place, rules) };
}

/** The path that `loadWorkflow` would read. */
export function workflowPath(target: string, cwd: string): string {
  const path = resolve(cwd, target);
  const name = kindOf(path) === 'folder' ? fileIn(path) : undefined;
  return name === undefined ? path : join(path, name);
}

function fileIn(folder: string): string | undefined {
  return FILE_NAMES.find((candidate) => kindOf(join(folder, candidate)) === 'file');
}

function loadFrom(folder: string, context: LoadContext): LoadedWorkflow {
  const name = fileIn(folder);
  if (name !== undefined) return loadWorkflow(join(folder, name), context);
  const file = display(folder, context.cwd);
  const message = `there is no workflow file in ${file}: looked for ${FILE_NAMES.join(', ')}${elsewhere(folder)}`;
  return { file, root: folder, ...refused(file, 'FILE_NOT_FOUND', message) };
}

/** What a person may have meant instead: a file with another name, or a folder further down. */
function elsewhere(folder: string): string {
  const inside = names(folder);
  const similar = inside.find((name) => /\.ya?ml$/.test(name) && didYouMean(name, FILE_NAMES) !== '');
  if (similar !== undefined) return `; did you mean "${similar}"?`;
  const below = inside.find((name) =>
    FILE_NAMES.slice(0, 2).some((file) => kindOf(join(folder, name, file)) === 'file'),
  );
  if (below !== undefined) return `; there is one in ${below}${sep}`;
  return '; `automl init` writes one';
}

function readFile(path: string, { file, root }: { file: string; root: string }, rules: Rules | null): ReadResult {
  let bytes: Uint8Array;
  try {
    const { size } = statSync(path);
    if (size > MAX_BYTES) return refused(file, 'FILE_TOO_LARGE', tooLarge(size).message);
    bytes = readFileSync(path);
  } catch (error) {
    return refused(file, 'UNREADABLE', `${file} can't be read: ${messageOf(error)}`);
  }
  return readWorkflow({ text: bytes, file, files: new FolderFiles(root), rules });
}

function refused(file: string, code: DiagnosticCode, message: string): ReadResult {
  return { workflow: null, diagnostics: [{ file, line: 1, column: 1, severity: 'error', code, message }], steps: 0 };
}

function kindOf(path: string): 'file' | 'folder' | 'missing' | 'other' {
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch {
    // Nothing there, a broken link, a file where the path has a folder: there is nothing to read in any case.
    return 'missing';
  }
  if (stats.isDirectory()) return 'folder';
  return stats.isFile() ? 'file' : 'other';
}

/** For suggestions only: a folder that can't be listed has none. */
function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** As a person would type it in `cwd`; what is far away is clearer from the root. */
function display(path: string, cwd: string): string {
  const typed = relative(cwd, path).split(sep).join('/');
  if (typed === '') return '.';
  return typed.startsWith('../../') ? path : typed;
}
