/** What is known of a run before it is made: nothing in here names it, or anything that only it would make. */
import type { Plan } from '../../../plan/plan.ts';
import type { Owner } from '../objects/run-facts.ts';
import type { LocalSource } from './source-changes.ts';

export interface PlannedRun {
  readonly plan: Plan;
  readonly owner: Owner;
  readonly source: LocalSource;
  /** Of what services are told apart by, see run-objects.ts. */
  readonly sourceDigest: string | null;
  /** Values of the secrets that it brings, by the name that steps use. */
  readonly secrets: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly assignsUsers: boolean;
  /** Seconds between TERM and KILL. */
  readonly grace: number;
}
