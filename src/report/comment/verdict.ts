/** Below the heading of a comment: why it failed, and in one line what became of steps, metrics and time. */
import type { Baseline } from '../../records/baseline.ts';
import type { RunRecord } from '../../records/schema.ts';
import { secondsOf } from '../comparison.ts';
import { failures } from '../failure.ts';
import type { Links } from '../links.ts';
import { escapeMarkdown, link } from '../markdown/text.ts';
import { countSteps } from '../states.ts';
import { baseTitle, metricsInWords } from '../summary/comparison.ts';
import { causeSection } from '../summary/head.ts';
import type { Section } from '../summary/sections.ts';
import { duration } from '../units.ts';

const longestReason = 500;
/** Share of the base's time by which two runs of the same thing differ anyway. */
const noise = 0.1;

export function verdictSections(record: RunRecord, baseline: Baseline | null, links: Links): readonly Section[] {
  const hasFailed = failures(record).length > 0;
  const parts = [
    hasFailed || record.reason === null ? '' : escapeMarkdown(record.reason, longestReason),
    countSteps(record),
    against(record, baseline),
    hasFailed ? linkToLog(links) : '',
  ];
  const line = parts.filter((part) => part !== '').join(' · ');
  return [
    ...(hasFailed ? [causeSection(record, links)] : []),
    { full: () => line, shorter: [{ rank: 98, render: () => '', missing: 'what became of the steps' }] },
  ];
}

function linkToLog({ run }: Links): string {
  return run === undefined ? '' : link('the whole log', run);
}

/** `against main (9b1d12f): 1 metric worse, 2 better, 24 s faster`; '' where nothing can be said. */
function against(record: RunRecord, baseline: Baseline | null): string {
  if (baseline === null || record.ended_at === null) return '';
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
