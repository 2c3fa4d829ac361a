/** What steps name of the project, and what is not part of the source: git ignores it. The same wherever steps run. */
import path from 'node:path';
import type { PlanStep } from '../plan/plan.ts';

export interface SourceView {
  readonly files: ReadonlySet<string>;
  /** All folders that hold a file, however deep; `.` is the root. */
  readonly folders: ReadonlySet<string>;
}

/** `files`: what steps get to see of the project, relative to its root. */
export function viewOf(files: readonly string[]): SourceView {
  const folders = new Set(['.']);
  for (const file of files) {
    for (let folder = path.posix.dirname(file); !folders.has(folder); folder = path.posix.dirname(folder)) {
      folders.add(folder);
    }
  }
  return { files: new Set(files), folders };
}

/** The sentence about something that the step names, that exists (the workflow was checked), and that is not part of the source. */
export function leftOut(step: PlanStep, ca: string | undefined, { files, folders }: SourceView): string | null {
  const { code, requirements, workingDirectory } = step;
  const script = code.kind === 'python' || code.kind === 'notebook' ? code.file : undefined;
  const named = [script, requirements, ca].filter((file) => file !== undefined);
  const missing = named.map((file) => path.posix.normalize(file)).find((file) => !isPartOf(file, files));
  if (missing !== undefined) {
    return `${missing} is ignored by git, so steps will not find it: git add -f ${missing}, or change .gitignore`;
  }
  const directory = path.posix.normalize(workingDirectory).replace(/\/$/, '');
  if (folders.has(directory) || isPartOf(directory, files)) return null;
  return `its working directory ${directory} holds no file that git knows of, so it will not be there: add one, such as ${directory}/.gitkeep`;
}

/** Also below a link to a folder, which is one entry of the source. */
function isPartOf(file: string, files: ReadonlySet<string>): boolean {
  const folder = path.posix.dirname(file);
  return files.has(file) || (folder !== file && isPartOf(folder, files));
}
