/** The job of the repository's own workflow files that runs a workflow: schedules run as it does, on the same runner, with the same secrets. */
import path from 'node:path';
import { Document, isAlias, isMap, isScalar, isSeq, parseDocument, visit, type YAMLMap } from 'yaml';
import { isOurAction, type WorkflowFile } from './workflow-folder.ts';

export interface ActionJob {
  /** The file that it stands in, relative to the repository. */
  readonly file: string;
  readonly name: string;
  /** The whole file: a job inherits some settings. */
  readonly workflow: Document;
  readonly job: YAMLMap;
  /** Index of the step that runs the action. */
  readonly step: number;
}

/**
 * The first that runs `file`, and means the same without other jobs: it has no matrix and reads nothing of the jobs before it.
 * @param file of the workflow, relative to the repository
 */
export function findActionJob(repository: string, written: readonly WorkflowFile[], file: string): ActionJob | null {
  for (const { path: place, text } of written) {
    const workflow = plainDocument(text);
    const jobs = workflow?.get('jobs');
    if (workflow === null || !isMap(jobs)) continue;
    for (const { key, value } of jobs.items) {
      if (!isMap(value) || /\$\{\{[^}]*\b(?:matrix|strategy|needs)\./.test(JSON.stringify(value))) continue;
      const step = actionStep(repository, value, file);
      if (step !== null) return { file: place, name: String(key), workflow, job: value, step };
    }
  }
  return null;
}

/** Whether a workflow file that somebody has written uses the action, for whatever file. */
export function usesAction(repository: string, written: readonly WorkflowFile[]): boolean {
  return written.some(({ text }) =>
    [...text.replaceAll(/^\s*#.*$/gm, '').matchAll(/\buses['"]?:\s*['"]?([^'"\s#,}]+)/g)].some(([, uses = '']) =>
      isOurAction(repository, uses),
    ),
  );
}

/** A part that an alias stands for may be in another job, which is not copied. Null: not YAML that GitHub could read. */
function plainDocument(text: string): Document | null {
  const document = parseDocument(text);
  if (document.errors.length > 0) return null;
  const aliases: unknown[] = [];
  visit(document, { Alias: (_, alias) => void aliases.push(alias) });
  if (aliases.length === 0) return document;
  try {
    return new Document(document.toJS(), { aliasDuplicateObjects: false });
  } catch {
    // An alias of nothing, such as `*.py` without quotes, or of too much.
    return null;
  }
}

function actionStep(repository: string, job: YAMLMap, file: string): number | null {
  const steps = job.get('steps');
  if (!isSeq(steps)) return null;
  const index = steps.items.findIndex((step) => {
    if (!isMap(step)) return false;
    const uses = step.get('uses');
    if (typeof uses !== 'string' || !isOurAction(repository, uses)) return false;
    const text = (name: string, otherwise: string): string => {
      const value = step.getIn(['with', name], true);
      return isScalar(value) && !isAlias(value) ? String(value.value) : otherwise;
    };
    if (text('command', 'run') !== 'run') return false;
    const named = path.posix.join(text('working-directory', '.'), text('file', '.'));
    // A folder stands for the workflow file in it.
    return path.posix.relative(named, file) === '' || path.posix.relative(named, path.posix.dirname(file)) === '';
  });
  return index === -1 ? null : index;
}
