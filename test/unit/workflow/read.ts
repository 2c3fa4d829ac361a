/** Reads texts as the project's own files, and says what is wrong in a form that tests can be read by. */
import type { FileKind, ProjectFiles } from '../../../src/workflow/files.ts';
import type { Workflow } from '../../../src/workflow/model.ts';
import { readWorkflow, type ReadResult } from '../../../src/workflow/read.ts';

/** Folders end with a slash; everything else is missing. */
export function projectOf(...names: readonly string[]): ProjectFiles {
  const kinds = new Map<string, FileKind>(
    names.map((name) => (name.endsWith('/') ? [name.slice(0, -1), 'folder'] : [name, 'file'])),
  );
  return {
    folder: 'project',
    kind: (path) => (path.startsWith('..') ? 'outside' : (kinds.get(path) ?? 'missing')),
    near: () => names.filter((name) => !name.endsWith('/')).slice(0, 1),
  };
}

const usual = projectOf('a.py', 'b.py', 'c.ipynb', 'requirements.txt', 'src/');

export function read(text: string | Uint8Array, files: ProjectFiles = usual): ReadResult {
  return readWorkflow({ text, file: 'automl.yaml', files });
}

/** `3:7 error UNKNOWN_KEY message`, a line each. */
export function found(text: string | Uint8Array, files?: ProjectFiles): readonly string[] {
  return read(text, files).diagnostics.map(
    ({ line, column, severity, code, message }) => `${line}:${column} ${severity} ${code} ${message}`,
  );
}

/** The workflow of a text without mistakes. */
export function workflowOf(text: string): Workflow {
  const { workflow } = read(text);
  if (workflow === null) throw new Error(found(text).join('\n'));
  return workflow;
}

/** A workflow of one step, whose further keys are lines of their own; they begin in line 6, at column 7. */
export function stepFile(...lines: readonly string[]): string {
  return [
    'name: test',
    'params: {n: 1, rate: 0.5}',
    'stages:',
    '  one:',
    '    - name: step',
    ...lines.map((line) => `      ${line}`),
  ].join('\n');
}

/** A workflow that is right, for a mistake somewhere else. */
export const rest = 'stages: {one: [{name: s, run: a.py}]}';

/** A right workflow with further lines at the top; they begin in line 2. */
export function topFile(...lines: readonly string[]): string {
  return ['name: test', ...lines, rest].join('\n');
}

/** Two stages of one step each, whose further keys stand in the lines 4 and 6. */
export function twoSteps(first: string, second: string): string {
  return [
    'name: test',
    'stages:',
    '  one:',
    `    - {name: first, run: a.py, ${first}}`,
    '  two:',
    `    - {name: second, run: a.py, ${second}}`,
  ].join('\n');
}
