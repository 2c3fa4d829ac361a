/** Below the heading of a comment: why it failed, and in one line what became of steps, metrics and time. */
import type { Baseline } from '../../records/baseline.ts';
import type { RunRecord } from '../../records/schema.ts';
import { secondsOf } from '../comparison.ts';
import { failures } from '../failure.ts';
import type { Links } from '../links.ts';
import { escapeMarkdown, link } from '../markdown/text.ts';
import { countSteps, goesOn } from '../states.ts';
import { baseTitle, metricsInWords } from '../summary/comparison.ts';
import { causeSection } from '../summary/head.ts';
import type { Section } from '../summary/sections.ts';
import { duration } from '../units.ts';

const longestReason = 500;
/** Share of the base's time by which two runs of the same thing differ anyway. */
const noise = 0.1;

export interface VerdictOptions {
  readonly baseline: Baseline | null;
  readonly links: Links;
  /** When it is written, in milliseconds since the epoch: a run that goes on may never be told of again; absent: not said. */
  readonly at?: number;
}

export function verdictSections(record: RunRecord, { baseline, links, at }: VerdictOptions): readonly Section[] {
  const hasFailed = failures(record).length > 0;
  const parts = [
    hasFailed || record.reason === null ? '' : escapeMarkdown(record.reason, longestReason),
    countSteps(record),
    against(record, baseline),
    goesOn(record) && at !== undefined ? `as of ${minute(at)}` : '',
    hasFailed ? linkToLog(links) : '',
  ];
  const line = parts.filter((part) => part !== '').join(' · ');
  return [
    ...(hasFailed ? [causeSection(record, links)] : []),
    { full: () => line, shorter: [{ rank: 98, render: () => '', missing: 'what became of the steps' }] },
  ];
}

function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

function linkToLog({ run }: Links): string {
  return run === undefined ? '' : link('the whole log', run);
}

/** `against main (9b1d12f): 1 metric worse, 2 better, 24 s faster`; '' where nothing can be said. */
function against(record: RunRecord, baseline: Baseline | null): string {
  if (baseline === null || goesOn(record)) return '';
  const said = [
    ...metricsInWords(record, baseline),
    ...(record.state === 'succeeded' ? timeInWords(record, baseline) : []),
  ];
  return said.length === 0 ? '' : `against ${baseTitle(baseline)}: ${said.join(', ')}`;
}

/** None where the times say nothing. */
function timeInWords(record: RunRecord, baseline: Baseline): readonly string[] {
  const [now, then] = [secondsOf(record), secondsOf(baseline.record)];
  if (now === null || then === null || Math.abs(now - then) < Math.max(1, noise * then)) return [];
  return [`${duration(Math.abs(now - then))} ${now < then ? 'faster' : 'slower'}`];
}
