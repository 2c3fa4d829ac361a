/** What a run is compared with: the last success of the same workflow on the base branch. */
import type { RunRecord } from './schema.ts';

export interface Baseline {
  readonly record: RunRecord;
  /** Where it is kept, as the end of a sentence: `in namespace ml`, `in .automl/runs`. */
  readonly kept: string;
}
