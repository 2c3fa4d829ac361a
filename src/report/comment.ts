/** The comment below a pull or merge request: the report for a reviewer, as far as one screen and the forge's limit go. */
import type { ForgeLimits } from '../forges/forge.ts';
import type { Task } from '../plan/plan.ts';
import type { Baseline } from '../records/baseline.ts';
import type { RunRecord } from '../records/schema.ts';
import type { Links } from './links.ts';
import { markdownSummary } from './markdown.ts';

export interface CommentOptions {
  /** Last lines of a task's log, oldest first; none while the run goes on. */
  readonly logTail: (task: Task) => readonly string[];
  readonly links: Links;
  readonly limits: ForgeLimits;
  /** Null: nothing to compare with. */
  readonly baseline: Baseline | null;
  /** What tasks that go on are waiting for, or doing besides their code, by `taskKey`. */
  readonly phases: ReadonlyMap<string, string>;
  /** Whether somebody listens to `/automl …` below the comment. */
  readonly listens: boolean;
}

/** Of a run that goes on too. */
export function markdownComment(record: RunRecord, { logTail, links, limits }: CommentOptions): string {
  const { commentBytes: limitBytes, mermaidLength: mermaidLimit } = limits;
  return markdownSummary(record, { logTail, links, limitBytes, mermaidLimit });
}
