/** A plan is what one run will do: a DAG of concrete steps with the params, commit and environment fixed. */
import { secretKeys } from '../workflow/notify.ts';
import type {
  Code,
  Concurrency,
  DriverPod,
  Gate,
  Input,
  Json,
  Notice,
  OnInterrupt,
  OnLost,
  Output,
  ParamValue,
  PodSettings,
  Python,
  Resources,
  Retries,
  Schedule,
  Service,
  Store,
  Sweep,
  VariableSource,
} from '../workflow/model.ts';

export interface PlanStep {
  /** Unique in the plan: the step's name. */
  readonly name: string;
  readonly stage: string;
  readonly role: 'step' | 'finally';
  readonly kind: 'job' | 'service';
  /** Line of the workflow file where the step stands. */
  readonly line: number;
  /** Stage of which all steps must have ended first: the previous one, unless the step says what it needs. */
  readonly after: string | null;
  /** Steps that it names itself (`needs:`, `inputs:`, expressions): if one of them was skipped, so is this step. */
  readonly needs: readonly string[];
  /** Set when the plan itself decides that the step does not run. */
  readonly skip?: string;
  readonly onFailure: boolean;
  readonly when?: string;
  readonly forEach?: string;
  readonly sweep?: Sweep;
  readonly gates: readonly Gate[];
  readonly retries: Retries;
  readonly onLost: OnLost;
  readonly code: Code;
  readonly image?: string;
  readonly requirements?: string;
  readonly workingDirectory: string;
  readonly env: Readonly<Record<string, string>>;
  readonly envFrom: Readonly<Record<string, VariableSource>>;
  readonly secrets: readonly string[];
  readonly inputs: Readonly<Record<string, Input>>;
  readonly outputs: Readonly<Record<string, Output>>;
  readonly resources: Resources;
  readonly pod: PodSettings;
  readonly timeout?: number;
  readonly startTimeout: number;
  readonly service?: Service;
}

/** The commit a run is about. `head` is null outside git. */
export interface Commit {
  readonly head: string | null;
  /** When it was made, as ISO 8601; null: unknown. */
  readonly committed: string | null;
  /** The merge commit that CI made of a pull request, where there is one. */
  readonly merge: string | null;
  /** branch or tag, short */
  readonly ref: string | null;
  /** The working tree differs from `head`. */
  readonly dirty: boolean;
  /** sha256 of the source files when dirty or outside git, else null. */
  readonly tree: string | null;
  /** Where it was cloned from for this run alone; absent: it was in a folder. */
  readonly url?: string;
}

export interface ScheduledFire {
  /** Of the schedule in the workflow file. */
  readonly name: string;
  /** The time that it stands for, as ISO 8601 in UTC; a run that was made up for starts later. */
  readonly at: string;
  /** What happens while an earlier run of the schedule goes on. */
  readonly concurrency: Schedule['concurrency'];
  /** When it was to begin, as ISO 8601; absent: nobody waits for it, as it is made up for, repeated, or a person's wish. */
  readonly due?: string;
}

export interface Plan {
  readonly workflow: string;
  /** The workflow file, relative to the repository. */
  readonly file: string;
  readonly run: {
    readonly id: string;
    readonly event: string;
    /** Page of the CI job that began it; absent: it began in none. */
    readonly url?: string;
    /** Number of the pull or merge request that it is about; absent: none. */
    readonly pull?: number;
    /** Branch whose last success the run is compared with; absent: none is known. */
    readonly base?: string;
  };
  /** Which fire of which schedule it is; null: none. */
  readonly schedule: ScheduledFire | null;
  readonly commit: Commit;
  /** Null: this ref deploys nowhere. */
  readonly environment: string | null;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** In file order, `finally` steps last. */
  readonly steps: readonly PlanStep[];
  /** Steps at the same time, >= 1. */
  readonly parallel: number;
  readonly failFast: boolean;
  readonly concurrency: Concurrency;
  readonly onInterrupt: OnInterrupt;
  /** Null: the process that begins the run drives it. */
  readonly driver: DriverPod | null;
  /** Who is told what becomes of the run. */
  readonly notify: readonly Notice[];
  readonly python: Python;
  readonly store: Store;
}

/** One thing to execute: a step, or one child of a fanned-out step. Children count from 1. */
export interface Task {
  readonly step: string;
  /** Undefined for a step that is not fanned out. */
  readonly iteration?: number;
}

/** What a child gets: the item of a `for_each`, or the params of a sweep. */
export interface Item {
  readonly item?: Json;
  readonly params?: Readonly<Record<string, ParamValue>>;
}

/** `split` or `elasticnet#2`: key of a task in maps, logs and file names. */
export function taskKey(task: Task): string {
  return task.iteration === undefined ? task.step : `${task.step}#${String(task.iteration)}`;
}

/** Names of the secrets that a step reads, each once. */
export function secretsOf({ secrets, envFrom }: Pick<PlanStep, 'secrets' | 'envFrom'>): string[] {
  const single = Object.values(envFrom).flatMap(({ kind, name }) => (kind === 'secret' ? [name] : []));
  return [...new Set([...secrets, ...single])];
}

/** Names of all secrets that a run reads, each once. */
export function secretNames({ steps, python, notify }: Pick<Plan, 'steps' | 'python' | 'notify'>): string[] {
  const { credentials } = python;
  const told = notify.flatMap(secretKeys).map(({ secret }) => secret);
  return [...new Set([...steps.flatMap(secretsOf), ...(credentials === undefined ? [] : [credentials]), ...told])];
}
