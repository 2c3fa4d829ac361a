/** What the expressions of one step can see while a run goes on. */
import type { Json, ParamValue } from '../model.ts';

export interface Scope {
  readonly params: Readonly<Record<string, ParamValue>>;
  /** Those that have ended, with their scalar outputs. */
  readonly steps: Readonly<Record<string, { readonly outputs: Readonly<Record<string, Json>> }>>;
  readonly run: {
    readonly id: string;
    readonly workflow: string;
    readonly environment: string | null;
    /** Known in `finally` steps only. */
    readonly state?: string;
    readonly event: string;
    /** The time that a scheduled run stands for, as ISO 8601 in UTC; null: nothing scheduled it. */
    readonly scheduled_at: string | null;
  };
  readonly git: { readonly commit: string | null; readonly ref: string | null };
  /** Known in the children of a `for_each` only. */
  readonly item?: Json;
}

/** The names that a path may begin with. */
export const ROOTS = ['params', 'steps', 'run', 'git', 'item'] as const;

/** Fields of the roots that every run has. */
export const RUN_FIELDS = ['id', 'workflow', 'environment', 'state', 'event', 'scheduled_at'] as const;
/** What a message about a run knows of it besides, each a text that may be empty. */
export const NOTICE_FIELDS = [
  'occasion',
  'title',
  'text',
  'reason',
  'failed_steps',
  'place',
  'duration',
  'url',
] as const;
export const GIT_FIELDS = ['commit', 'ref'] as const;
