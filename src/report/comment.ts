/** The comment below a pull or merge request: the report for a reviewer, as far as one screen and the forge's limit go. */
import type { ForgeLimits } from '../forges/forge.ts';
import type { Task } from '../plan/plan.ts';
import type { RunRecord } from '../records/schema.ts';
import { nextStep, type NextOptions } from './comment/next.ts';
import { stepTable } from './comment/steps.ts';
import { foldedSweeps } from './comment/sweeps.ts';
import { verdictSections, type VerdictOptions } from './comment/verdict.ts';
import { code, link } from './markdown/text.ts';
import { goesOn } from './states.ts';
import { artifactSections } from './summary/artifacts.ts';
import { comparisonSections } from './summary/comparison.ts';
import { heading } from './summary/head.ts';
import { logSections } from './summary/logs.ts';
import { metricSections } from './summary/metrics.ts';
import { originSection } from './summary/origin.ts';
import { pageSections } from './summary/pages.ts';
import { pipelineGraph, pipelineSections } from './summary/pipeline.ts';
import { reportOf } from './summary/sections.ts';
import { serviceSections } from './summary/services.ts';
import { warningSections } from './summary/warnings.ts';

export interface CommentOptions extends NextOptions, VerdictOptions {
  /** Last lines of a task's log, oldest first; none while the run goes on. */
  readonly logTail: (task: Task) => readonly string[];
  readonly limits: ForgeLimits;
  /** What tasks that go on are waiting for, or doing besides their code, by `taskKey`. */
  readonly phases: ReadonlyMap<string, string>;
}

/** Of a run that goes on too. What people must see comes first, what strangers wrote late and folded. */
export function markdownComment(record: RunRecord, options: CommentOptions): string {
  const { links, limits, baseline } = options;
  const graph = pipelineGraph(record, limits.mermaidLength);
  const sections = [
    { full: () => heading(record, links), shorter: [] },
    ...verdictSections(record, options),
    ...logSections(record, options.logTail),
    ...serviceSections(record, 'comment'),
    ...comparisonSections(record, baseline, links),
    stepTable(record, options),
    ...foldedSweeps(record, limits.mermaidLength - (graph?.length ?? 0)),
    ...(baseline === null ? metricSections(record) : []),
    ...warningSections(record, 'comment'),
    ...(goesOn(record) ? [] : artifactSections(record)),
    ...pipelineSections(graph),
    ...pageSections(record, 'comment'),
    nextStep(record, options),
    originSection(record),
  ];
  const whole =
    links.run === undefined ? code(`automl get run ${record.id} -o markdown`) : link('the full report', links.run);
  return reportOf(sections, limits.commentBytes, whole);
}
