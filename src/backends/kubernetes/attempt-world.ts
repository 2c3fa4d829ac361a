/** What an attempt is, and what it needs of the backend around it. */
import type { PlanStep, Task } from '../../plan/plan.ts';
import type { AgentMessage, StepResult } from '../result.ts';
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
  /** Which of the children that share its pod, from 0; null: it is alone there. */
  readonly rank: number | null;
  /** Pods of its Job that run at the same time; null: nothing holds its own back. */
  readonly parallel: number | null;
}

/** @param json the message as it was sent */
export type Hear = (message: AgentMessage, json: string) => void;

export interface AttemptWorld {
  /** What was told about an object while somebody waited. */
  readonly eventsOf: (kind: 'Pod' | 'Job', object: Pod | Job) => readonly Event[];
  /** The events of an object as the server has them now. */
  readonly readEvents: (uid: string) => Promise<readonly Event[]>;
  /** `hear` is told what the agent in it says. */
  readonly openLog: (attempt: Attempt, pod: Pod, hear: Hear) => StepLog;
  readonly say: (attempt: Attempt, message: string) => void;
  /** Its container runs, or has run. Called once. */
  readonly began: (attempt: Attempt) => void;
  /** Called once. */
  readonly ended: (attempt: Attempt, result: StepResult) => void;
  /** Take the pod away, and the Job if nothing else is in it. May be called again. */
  readonly remove: (attempt: Attempt) => void;
}
