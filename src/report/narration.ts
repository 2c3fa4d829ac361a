/** The events of a run as sentences; how they look is the console's business. */
import type { RunEvent } from '../engine/events.ts';
import { isLost } from '../engine/retry.ts';
import { bestChild } from '../engine/sweep.ts';
import {
  isFinal,
  type AttemptView,
  type ChildView,
  type RunStateView,
  type StepView,
  type TaskView,
} from '../engine/view.ts';
import type { PlanStep, Task } from '../plan/plan.ts';
import { hasFailed, lookOf, countStates, type Tone } from './states.ts';
import { reasonWithPlace } from './failure.ts';
import { oneLine } from './plain-text.ts';
import { childLabel } from './ranking.ts';
import { bestAddress } from './reach.ts';
import { metricTexts } from './table.ts';
import { duration, number, plural } from './units.ts';

export interface Sentence {
  /** Step it is about; null: the run. */
  readonly step: PlanStep | null;
  readonly text: string;
  readonly tone: Tone;
  readonly level: 'warn' | 'info' | 'debug';
}

/** Of one attempt; the report has more. */
const mostWarnings = 5;
/** Sentences about how far a fanned-out step has come. */
const mostProgress = 100;

/** What there is to say about an event, in order. */
export function narrate(event: RunEvent, state: RunStateView): readonly Sentence[] {
  switch (event.type) {
    case 'run-started':
    case 'run-ended':
      return [];
    case 'cancel-requested':
      return [{ step: null, text: `cancelling: ${oneLine(event.reason)}`, tone: 'bad', level: 'warn' }];
    case 'started':
      // One that waits for its turn has something to say when it comes.
      if (event.parallel !== undefined) return [];
      return about(state, event.task.step, (step) => started(step, event.task, event.attempt));
    case 'began':
      return about(state, event.task.step, (step) => started(step, event.task, event.attempt));
    case 'ended':
      return about(state, event.task.step, (step) => ended(step, event.task));
    case 'expanded':
      return about(state, event.step, (step) => [say(step, expansion(step.step, event.items.length), 'plain', 'info')]);
    case 'skipped':
      return about(state, event.step, (step) => [say(step, `skipped: ${event.reason}`, 'quiet', 'info')]);
    case 'rejected':
      return about(state, event.step, (step) => [say(step, `✗ can't run: ${event.reason}`, 'bad', 'warn')]);
  }
}

function about(state: RunStateView, name: string, tell: (step: StepView) => readonly Sentence[]): readonly Sentence[] {
  const step = state.step(name);
  return step === undefined ? [] : tell(step);
}

function say(step: StepView, text: string, tone: Tone, level: Sentence['level']): Sentence {
  return { step: step.step, text: oneLine(text), tone, level };
}

function expansion({ forEach, sweep }: PlanStep, count: number): string {
  if (count === 0) return 'nothing to do: the list is empty';
  if (forEach !== undefined) return `started · for each of ${plural(count, 'item')}`;
  const width = sweep?.parallel === undefined ? '' : `, ${sweep.parallel} at a time`;
  return `started · sweep of ${number(count)}${width}`;
}

function started(step: StepView, { iteration }: Task, attempt: number): readonly Sentence[] {
  const { attempts = [] } = (iteration === undefined ? step : step.children?.[iteration - 1]) ?? {};
  const again = attempt === 1 ? '' : ` · ${ofAttempts(step, attempts)}`;
  const who = iteration === undefined ? '' : `#${iteration} `;
  return [say(step, `${who}started${again}`, 'plain', iteration === undefined || attempt > 1 ? 'info' : 'debug')];
}

/** `attempt 2 of 3`: of those that the file allows; lost ones come on top. */
function ofAttempts({ step }: StepView, attempts: readonly AttemptView[]): string {
  const lost = attempts.filter(isLost).length;
  return `attempt ${attempts.length} of ${step.retries.limit + 1 + lost}`;
}

function ended(step: StepView, { iteration }: Task): readonly Sentence[] {
  if (iteration === undefined) return [taskEnd(step, step, ''), ...warnings(step, step, '')];
  const child = step.children?.[iteration - 1];
  if (child === undefined) return [];
  const name = `#${iteration} (${labelOf(child)}) `;
  // One whose turn never came has no end to tell.
  const own = child.state === 'succeeded' || child.attempts.length === 0 ? [] : [taskEnd(step, child, name)];
  return [...own, ...warnings(step, child, name), ...(isFinal(child.state) ? fanProgress(step) : [])];
}

function warnings(step: StepView, task: TaskView, name: string): readonly Sentence[] {
  const all = task.attempts.at(-1)?.result?.warnings ?? [];
  return all.slice(0, mostWarnings).map((warning) => say(step, `${name}warning: ${warning}`, 'plain', 'warn'));
}

function taskEnd(step: StepView, task: TaskView, name: string): Sentence {
  const attempt = task.attempts.at(-1);
  const milliseconds = attempt?.endedAt == null ? 0 : attempt.endedAt - (attempt.startedAt ?? attempt.endedAt);
  const took = duration(milliseconds / 1000);
  const result = attempt?.result ?? null;
  const parts = (texts: readonly (string | null)[]): string =>
    texts.filter((text) => text !== null && text !== '').join(' · ');
  if (task.state === 'succeeded') {
    const service = result?.service ?? null;
    const ready = service === null ? null : `answers at ${bestAddress(service)}`;
    return say(step, parts([`✓ ${name}${took}`, ready, ...metricTexts(task)]), 'good', 'info');
  }
  const why = reasonWithPlace(task.reason ?? result?.reason ?? 'no reason given', result?.place ?? null);
  if (!isFinal(task.state)) {
    const of = ofAttempts(step, task.attempts);
    const end = result?.lost === true ? 'was lost' : 'failed';
    const wait = task.retryAt === null || attempt?.endedAt == null ? 0 : (task.retryAt - attempt.endedAt) / 1000;
    return say(
      step,
      parts([`✗ ${name}${of} ${end} after ${took}: ${why}`, `next in ${duration(wait)}`]),
      'bad',
      'warn',
    );
  }
  const { mark, tone } = lookOf(task.state);
  return say(step, `${mark} ${name}${task.state} after ${took}: ${why}`, tone, hasFailed(task.state) ? 'warn' : 'info');
}

function fanProgress(step: StepView): readonly Sentence[] {
  const children = step.children ?? [];
  const done = children.filter((child) => isFinal(child.state)).length;
  if (!isFinal(step.state) && done % Math.ceil(children.length / mostProgress) > 0) return [];
  const select = step.step.sweep?.select;
  const best = select === undefined ? null : bestChild(select, children);
  const value = select === undefined ? undefined : best?.metrics[select.metric];
  const bestText =
    best === null || value === undefined ? '' : ` · best ${select?.metric ?? ''} ${number(value)} (${labelOf(best)})`;
  if (!isFinal(step.state)) {
    return [say(step, `${number(done)} of ${number(children.length)} done${bestText}`, 'plain', 'info')];
  }
  const { mark, tone } = lookOf(step.state);
  const took = step.startedAt === null || step.endedAt === null ? '' : duration((step.endedAt - step.startedAt) / 1000);
  const counts = countStates(children.map((child) => child.state));
  const reason = step.reason === null || step.state === 'succeeded' ? '' : `: ${step.reason}`;
  return [say(step, `${mark} ${took} · ${counts}${bestText}${reason}`, tone, hasFailed(step.state) ? 'warn' : 'info')];
}

function labelOf(child: ChildView): string {
  return childLabel({ iteration: child.iteration, params: child.item.params ?? {}, item: child.item.item });
}
