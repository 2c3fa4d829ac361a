/** What this machine can tell before a run starts: which steps can't run here, and what may surprise. */
import path from 'node:path';
import type { Plan, PlanStep } from '../../plan/plan.ts';
import { imageVersionWarning, type Interpreter } from './interpreter.ts';

export interface PreflightFacts {
  /** Names of the secrets that exist. */
  readonly secrets: ReadonlySet<string>;
  readonly interpreter: Interpreter;
  /** What steps get to see of the project, relative to its root. */
  readonly files: readonly string[];
}

export interface Preflight {
  /** A sentence for each step that can't run. */
  readonly refused: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

export function preflight(plan: Plan, facts: PreflightFacts): Preflight {
  const refused = new Map<string, string>();
  const warnings = new Set<string>();
  const view = viewOf(facts.files);
  for (const step of plan.steps) {
    if (step.skip !== undefined) continue;
    const reason = refusalOf(step, facts.secrets) ?? leftOut(step, plan.python.ca, view);
    if (reason !== null) refused.set(step.name, reason);
    const warning = step.image === undefined ? null : imageVersionWarning(step.image, facts.interpreter);
    if (warning !== null) warnings.add(warning);
  }
  return { refused, warnings: [...warnings] };
}

function refusalOf(step: PlanStep, secrets: ReadonlySet<string>): string | null {
  if (step.code.kind === 'image') {
    return `its code is inside the image ${step.image ?? ''}, and this machine runs no images: use a cluster, or leave out "image"`;
  }
  const missing = step.secrets.find((name) => !secrets.has(name));
  if (missing === undefined) return null;
  return `secret "${missing}" is missing: give --secret ${missing}=FILE, or write KEY=value lines to .automl/secrets/${missing}.env`;
}

/** What the step names, that exists (the workflow was checked), and that is not part of the source. */
function leftOut(step: PlanStep, ca: string | undefined, { files, folders }: SourceView): string | null {
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

interface SourceView {
  readonly files: ReadonlySet<string>;
  /** All folders that hold a file, however deep; `.` is the root. */
  readonly folders: ReadonlySet<string>;
}

function viewOf(files: readonly string[]): SourceView {
  const folders = new Set(['.']);
  for (const file of files) {
    for (let folder = path.posix.dirname(file); !folders.has(folder); folder = path.posix.dirname(folder)) {
      folders.add(folder);
    }
  }
  return { files: new Set(files), folders };
}

/** Also below a link to a folder, which is one entry of the source. */
function isPartOf(file: string, files: ReadonlySet<string>): boolean {
  const folder = path.posix.dirname(file);
  return files.has(file) || (folder !== file && isPartOf(folder, files));
}
