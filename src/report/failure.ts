/** What went wrong, read from the record: the step that people must look at first, and why. */
import path from 'node:path';
import type { Place } from '../backends/result.ts';
import type { ChildRecord, RunRecord, StepRecord } from '../records/schema.ts';
import { hasFailed } from './states.ts';
import { number } from './units.ts';

export interface Failure {
  readonly step: StepRecord;
  /** The child that failed first, where a child did. */
  readonly child: ChildRecord | null;
  readonly reason: string;
  readonly place: Place | null;
}

/** Earliest first. */
export function failures(record: RunRecord): readonly Failure[] {
  return record.steps
    .filter((step) => hasFailed(step.state))
    .sort((a, b) => compareTimes(a.ended_at, b.ended_at))
    .map(failureOf);
}

function failureOf(step: StepRecord): Failure {
  const child = step.place === null ? firstFailedChild(step) : null;
  const reason = step.reason ?? child?.reason ?? gateReason(step) ?? `${step.state}, and nothing says why`;
  return { step, child, reason, place: step.place ?? child?.place ?? null };
}

function firstFailedChild(step: StepRecord): ChildRecord | null {
  const failed = step.children?.filter((child) => hasFailed(child.state)) ?? [];
  return failed.sort((a, b) => compareTimes(a.ended_at, b.ended_at))[0] ?? null;
}

function gateReason(step: StepRecord): string | null {
  const gate = step.gates.find(({ passed }) => !passed);
  if (gate === undefined) return null;
  return `gate: ${gate.metric} ${gate.value === null ? 'was not reported' : `is ${number(gate.value)}`}`;
}

function compareTimes(a: string | null, b: string | null): number {
  return (a ?? '9').localeCompare(b ?? '9');
}

/** `steps/forest.py:31`, `report.ipynb cell 3 line 4`. */
export function placeText(place: Place): string {
  if (place.cell === null) return place.line === null ? place.file : `${place.file}:${place.line}`;
  return `${place.file} cell ${place.cell}${place.line === null ? '' : ` line ${place.line}`}`;
}

/** What the reason says beyond the error at the place: ` (is it in requirements.txt?)`, ` (out of memory)`, or ''. */
export function hintOf(reason: string, place: Place): string {
  const said = place.message === '' ? place.error : place.message;
  const at = reason.lastIndexOf(said);
  return at < 0 ? ` (${reason})` : reason.slice(at + said.length);
}

/** The reason with the place, unless the reason names it already. */
export function reasonWithPlace(reason: string, place: Place | null): string {
  return place === null || reason.includes(place.file) ? reason : `${reason} (${placeText(place)})`;
}

/**
 * A file of the project relative to the repository: the project is the folder of the workflow file. Null for a file outside
 * of the repository, which no forge can show.
 */
export function repositoryPath(workflow: string, file: string): string | null {
  const joined = path.posix.join(path.posix.dirname(workflow), file);
  return path.posix.isAbsolute(file) || joined.startsWith('..') ? null : joined;
}
