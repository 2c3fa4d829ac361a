/** From the text of a workflow file to the model, whatever dialect it is written in. Reads no file itself. */
import { decodeText } from './decode.ts';
import { type Diagnostic, hasErrors } from './diagnostic.ts';
import { readAutomlV1 } from './dialects/automl-v1.ts';
import { oldPaths } from './dialects/automl-v1/words.ts';
import { readNative } from './dialects/native.ts';
import { ownPaths } from './dialects/native/words.ts';
import type { ProjectFiles } from './files.ts';
import type { Workflow } from './model.ts';
import { checkRules, type Rules } from './rules.ts';
import { isMap } from './shape/found.ts';
import { SourceFile } from './source.ts';

export interface WorkflowText {
  readonly text: string | Uint8Array;
  /** As the user would type it. */
  readonly file: string;
  readonly files: ProjectFiles;
  /** Looked at where the file has no errors of its own. */
  readonly rules?: Rules | null;
}

export interface ReadResult {
  /** Null: there are errors. */
  readonly workflow: Workflow | null;
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
  /** How many steps were checked. */
  readonly steps: number;
}

/** Never throws for what stands in the text. */
export function readWorkflow({ text, file, files, rules = null }: WorkflowText): ReadResult {
  const decoded = typeof text === 'string' ? text : decodeText(text);
  if (typeof decoded !== 'string') {
    const { code, message, position } = decoded;
    return { workflow: null, diagnostics: [{ file, ...position, severity: 'error', code, message }], steps: 0 };
  }
  const source = new SourceFile(file, decoded);
  const { problems } = source;
  const isOld = isMap(source.data) && isAutomlV1(source.data);
  const read = isOld ? readAutomlV1 : readNative;
  const workflow = source.data === undefined ? null : read(source, files);
  if (rules !== null && workflow !== null && !problems.hasErrors()) {
    checkRules(rules, workflow, source, isOld ? oldPaths : ownPaths);
  }
  const diagnostics = problems.sorted();
  const steps = [workflow?.finally ?? [], ...(workflow?.stages.map((stage) => stage.steps) ?? [])];
  return {
    workflow: hasErrors(diagnostics) ? null : workflow,
    diagnostics,
    steps: steps.reduce((sum, list) => sum + list.length, 0),
  };
}

/** Keys that only our own files have; `name`, `stages` and `schedule` stand in both. */
const NATIVE_KEYS = [
  'params',
  'defaults',
  'finally',
  'environments',
  'preview',
  'python',
  'parallel',
  'fail_fast',
  'concurrency',
  'on_interrupt',
] as const;

function isAutomlV1(data: Readonly<Record<string, unknown>>): boolean {
  if (NATIVE_KEYS.some((key) => Object.hasOwn(data, key))) return false;
  const steps = isMap(data['stages']) ? Object.values(data['stages']).flat() : [];
  return (
    'version' in data || steps.some((step) => isMap(step) && ('step_name' in step || 'path_to_executable' in step))
  );
}
