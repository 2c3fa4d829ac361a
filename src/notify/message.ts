/** What people are told when the file says nothing else: the verdict, why, and how to go on. */
import type { RunRecord } from '../records/schema.ts';
import { failures, reasonWithPlace, type Failure } from '../report/failure.ts';
import { commitText, nextCommand } from '../report/headline.ts';
import { oneLine, shortLine } from '../report/plain-text.ts';
import { countSteps } from '../report/states.ts';
import { duration, number, plural, secondsBetween } from '../report/units.ts';
import type { Occasion } from '../workflow/notify.ts';

/** What a message is about. */
export interface Told {
  readonly on: Occasion;
  readonly record: RunRecord;
  /** The finished run before it; null: nobody knows. */
  readonly previous: RunRecord | null;
}

export interface Message {
  readonly title: string;
  /** A fact each, without the address of the job. */
  readonly lines: readonly string[];
}

const longest = 300;
const mostGates = 3;

export function messageOf(told: Told): Message {
  const { on, record } = told;
  const lines = on === 'late' ? lateLines(record) : endLines(told);
  return {
    title: shortLine(title(on, record), longest),
    lines: [...lines, about(on, record)].filter((line) => line !== '').map((line) => shortLine(line, longest)),
  };
}

/** The message as plain text. */
export function messageText({ lines }: Message, url: string | null): string {
  return [...lines, ...(url === null ? [] : [`CI job: ${url}`])].join('\n');
}

function title(on: Occasion, record: RunRecord): string {
  const { workflow } = record;
  const [first, ...others] = failures(record);
  const where = first === undefined ? '' : ` at ${first.step.stage}/${first.step.name}`;
  const more = others.length === 0 ? '' : ` and ${number(others.length)} more`;
  switch (on) {
    case 'failed':
      return `❌ ${workflow} failed${where}${more}`;
    case 'gate-failed':
      return `❌ ${workflow}: a gate failed${where}${more}`;
    case 'recovered':
      return `✅ ${workflow} works again`;
    case 'succeeded':
      return `✅ ${workflow} succeeded`;
    case 'late': {
      const seconds = secondsBetween(record.schedule?.at ?? null, record.started_at) ?? 0;
      return `⏳ ${workflow} began ${duration(seconds)} late`;
    }
  }
}

function lateLines({ schedule, started_at }: RunRecord): readonly string[] {
  return schedule === null ? [] : [`schedule ${schedule.name}: due ${shown(schedule.at)}, began ${shown(started_at)}`];
}

function endLines({ on, record, previous }: Told): readonly string[] {
  const [first] = failures(record);
  if (record.state === 'succeeded')
    return on !== 'recovered' || previous === null
      ? []
      : [`run ${previous.id} before it failed: ${previous.reason ?? ''}`];
  if (first === undefined) return [record.reason ?? ''];
  return [...causes(first), next(record, first)];
}

function causes({ step, reason, place }: Failure): readonly string[] {
  const gates = step.gates.filter(({ passed }) => !passed).slice(0, mostGates);
  const why = reasonWithPlace(reason, place);
  const limits = gates.map(({ metric, value, min, max }) => {
    const limit = [min === null ? '' : `min ${number(min)}`, max === null ? '' : `max ${number(max)}`];
    const seen = value === null ? 'was not reported' : `is ${number(value)}`;
    return `${metric} ${seen} (${limit.filter((each) => each !== '').join(', ')})`;
  });
  return [why, ...limits.filter((limit) => !why.includes(limit))];
}

/** Commands as far as they work from anywhere: the log of a run in a CI job is that job's. */
function next(record: RunRecord, { step }: Failure): string {
  const target = record.file.includes('/') ? ` ${record.file}` : '';
  const again = `run it here: automl run${target} --step ${step.name}`;
  return record.backend === 'local' && record.url !== null ? again : `${nextCommand(record, step.name)} · ${again}`;
}

/** `production · main@4f2c1e9 · run 7hq2 · 1 failed, 2 skipped · 56 s`. */
function about(on: Occasion, record: RunRecord): string {
  const seconds = secondsBetween(record.started_at, record.ended_at);
  const parts = [
    record.environment,
    commitText(record.commit),
    record.schedule === null || on === 'late' ? null : `schedule ${record.schedule.name}`,
    `run ${record.id}`,
    on === 'late' ? plural(record.steps.length, 'step') : countSteps(record),
    seconds === null || on === 'late' ? null : duration(seconds),
  ];
  return parts.flatMap((part) => (part === null || part === '' ? [] : [oneLine(part)])).join(' · ');
}

/** `2026-03-02 03:00 UTC`. */
function shown(time: string): string {
  return `${time.slice(0, 16).replace('T', ' ')} UTC`;
}
