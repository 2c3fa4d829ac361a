/** What a forge shows beside the code: failed steps and odd things, on the line that people must look at. */
import type { RunRecord } from '../records/schema.ts';
import { failures, hintOf, placeText, repositoryPath, type Failure } from './failure.ts';
import { shortLine } from './plain-text.ts';
import { plural } from './units.ts';

export interface Annotation {
  readonly level: 'error' | 'warning';
  /** Relative to the repository. */
  readonly file: string;
  /** Null where a line says nothing: in a notebook it would be one of its JSON. */
  readonly line: number | null;
  readonly title: string;
  readonly message: string;
}

const longestTitle = 200;

export interface AnnotationOptions {
  /** Most of one level; GitHub shows 10 of each level for a step. */
  readonly limit: number;
}

export function annotations(record: RunRecord, options: AnnotationOptions): readonly Annotation[] {
  const errors = failures(record).map((failure) => ofFailure(record.file, failure));
  const warnings = record.steps.flatMap((step) =>
    step.warnings.map((warning): Annotation => ({
      level: 'warning',
      file: record.file,
      line: step.line,
      title: shortLine(`${step.stage}/${step.name}`, longestTitle),
      message: warning,
    })),
  );
  return [...limited(errors, options.limit), ...limited(warnings, options.limit)];
}

function ofFailure(workflow: string, { step, place, reason }: Failure): Annotation {
  const title = shortLine(`${step.stage}/${step.name} ${step.state}`, longestTitle);
  const file = place === null ? null : repositoryPath(workflow, place.file);
  if (place === null || file === null)
    return { level: 'error', file: workflow, line: step.line, title, message: reason };
  const cell = place.cell === null ? '' : ` (${placeText(place)})`;
  const message = `${place.error}: ${place.message}${cell}${hintOf(reason, place)}`;
  return { level: 'error', file, line: place.cell === null ? place.line : null, title, message };
}

/** The last one that is shown says how many are not. */
function limited(all: readonly Annotation[], limit: number): readonly Annotation[] {
  const last = all[limit - 1];
  if (all.length <= limit || last === undefined) return all;
  const more = `and ${plural(all.length - limit, 'more', 'more')}: see the job summary`;
  return [...all.slice(0, limit - 1), { ...last, message: `${last.message} (${more})` }];
}
