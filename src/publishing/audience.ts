/** Who is told of a run, and by what means. */
import type { Forge } from '../forges/forge.ts';
import type { Sleep } from '../http/backoff.ts';
import type { Told } from './outbox.ts';

export interface Audience {
  readonly forge: Forge;
  /** Pull or merge request that gets the comment; null: none is to be written. */
  readonly pull: number | null;
  /** Tells comments and statuses about the same file apart, where somebody wants several; null: nobody does. */
  readonly key: string | null;
  /** Whether somebody obeys commands below the comment. */
  readonly listens: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly sleep: Sleep;
  /** Something was not told. */
  readonly warn: (sentence: string, told: readonly Told[]) => void;
  /** For people, and nothing to worry about. */
  readonly note: (sentence: string) => void;
}
