/** The report of a run as Markdown: job summary, comment, `automl get run -o markdown`. */
import type { Task } from '../plan/plan.ts';
import type { Baseline } from '../records/baseline.ts';
import type { RunRecord } from '../records/schema.ts';
import type { Links } from './links.ts';
import { code } from './markdown/text.ts';
import { artifactSections } from './summary/artifacts.ts';
import { causeSection, heading, nextSection } from './summary/head.ts';
import { logSections } from './summary/logs.ts';
import { comparisonSections } from './summary/comparison.ts';
import { metricSections } from './summary/metrics.ts';
import { pageSections } from './summary/pages.ts';
import { pipelineGraph, pipelineSections } from './summary/pipeline.ts';
import { originSection } from './summary/origin.ts';
import { reportOf } from './summary/sections.ts';
import { serviceSections } from './summary/services.ts';
import { stepSection } from './summary/steps.ts';
import { sweepSections } from './summary/sweeps.ts';
import { warningSections } from './summary/warnings.ts';

export interface SummaryOptions {
  /** Last lines of a task's log, oldest first; more than are shown does no harm. */
  readonly logTail: (task: Task) => readonly string[];
  /** Most bytes of the result; default: what GitHub takes as a job summary, less a margin for a line of the job's own. */
  readonly limitBytes?: number;
  readonly links?: Links;
  /** Null: nothing is known to compare the run with. */
  readonly baseline?: Baseline | null;
  /** Longest mermaid text; default: what GitHub draws. */
  readonly mermaidLimit?: number;
}

const githubSummaryBytes = 1024 * 1024 - 8 * 1024;
const githubMermaidLength = 45_000;

/** Verdict and cause first. What does not fit the limit is left out whole, the least useful first, and named at the end. */
export function markdownSummary(record: RunRecord, options: SummaryOptions): string {
  const { links = {}, baseline = null, limitBytes = githubSummaryBytes, mermaidLimit = githubMermaidLength } = options;
  const sections = [
    { full: () => heading(record, links), shorter: [] },
    causeSection(record, links),
    nextSection(record, links),
    ...serviceSections(record),
    stepSection(record, links),
    ...comparisonSections(record, baseline, links),
    ...logSections(record, options.logTail),
    ...pageSections(record),
    ...sweepSections(record),
    ...(baseline === null ? metricSections(record) : []),
    ...warningSections(record),
    ...artifactSections(record),
    ...pipelineSections(pipelineGraph(record, mermaidLimit)),
    originSection(record),
  ];
  return reportOf(sections, limitBytes, code(`automl get run ${record.id} -o json`));
}
