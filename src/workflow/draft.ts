/** Workflow files that we write ourselves: for `init`, and for `run train.py` without a file. */
import { stringify } from 'yaml';
import type { ParamValue } from './model.ts';

export interface DraftStep {
  readonly name: string;
  /** `.py` or `.ipynb`, relative to the root */
  readonly run: string;
  readonly service?: boolean;
}

export interface Draft {
  readonly name: string;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly requirements: string | null;
  readonly stages: readonly { readonly name: string; readonly steps: readonly DraftStep[] }[];
}

/** YAML in the native dialect. */
export function draftText(draft: Draft): string {
  const defaults = draft.requirements === null ? {} : { defaults: { requirements: draft.requirements } };
  const params = Object.keys(draft.params).length === 0 ? {} : { params: draft.params };
  const stages = Object.fromEntries(
    draft.stages.map(({ name, steps }) => [
      name,
      steps.map(({ service, ...step }) => (service === true ? { ...step, service: { port: 5000 } } : step)),
    ]),
  );
  return stringify({ name: draft.name, ...params, ...defaults, stages }, { lineWidth: 0 });
}

/** `k=v` texts as params with the type that the text looks like; texts without `=` are left out. */
export function inferParams(assignments: readonly string[]): Record<string, ParamValue> {
  const params: Record<string, ParamValue> = {};
  for (const text of assignments) {
    const equals = text.indexOf('=');
    if (equals > 0) params[text.slice(0, equals)] = inferValue(text.slice(equals + 1));
  }
  return params;
}

function inferValue(text: string): ParamValue {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : text;
}

/** A step's name from a file's: `src/Train Model.py` → `train-model`. */
export function nameFromFile(file: string): string {
  const base = file.split('/').pop() ?? file;
  const name = base
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+|[-_]+$/g, '');
  return name === '' ? 'step' : name.slice(0, 63).replace(/[-_]+$/, '');
}
