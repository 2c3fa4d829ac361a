/** What an attempt is, and what it needs of the backend around it. */
import type { PlanStep, Task } from '../../plan/plan.ts';
import type { StepResult } from '../result.ts';
import type { Attempt } from './attempt.ts';
import type { Event, Job, Pod } from './client/types.ts';
import type { StepLog } from './step-log.ts';

export interface AttemptPlace {
  readonly task: Task;
  readonly attempt: number;
  readonly step: PlanStep;
  readonly job: string;
  /** In an Indexed Job. */
  readonly index: number | null;
}

export interface AttemptWorld {
  /** What was told about an object while somebody waited. */
  readonly eventsOf: (kind: 'Pod' | 'Job', object: Pod | Job) => readonly Event[];
  /** The events of an object as the server has them now. */
  readonly readEvents: (uid: string) => Promise<readonly Event[]>;
  readonly openLog: (attempt: Attempt, pod: string) => StepLog;
  readonly say: (attempt: Attempt, message: string) => void;
  /** Called once. */
  readonly ended: (attempt: Attempt, result: StepResult) => void;
  /** Take the pod away, and the Job if nothing else is in it. May be called again. */
  readonly remove: (attempt: Attempt) => void;
}
