/** What the variables of a CI say of its job, whichever CI it is. */
import type { ForgeRepository } from '../context.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface JobFacts {
  /** The CI, as people call it. */
  readonly ci: string;
  /** `push`, `pull_request`, `schedule` or `manual`: the rules of environments go by it. */
  readonly event: string;
  /** Of a pull request the branch that it comes from. */
  readonly branch: string | null;
  readonly tag: string | null;
  /** Null: the CI does not say; then no branch is the default one. */
  readonly defaultBranch: string | null;
  readonly commit: string | null;
  /** What the CI made by merging and has checked out; null: nothing, or it is not said. */
  readonly merge: string | null;
  /** Number of the pull request; null: none, or it has none. */
  readonly pull: number | null;
  readonly base: string | null;
  readonly isFork: boolean;
  /** Null: it is known by its origin, as on a person's machine. */
  readonly repository: ForgeRepository | null;
  /** What is cloned, or the page of the repository. */
  readonly clone: string | null;
  /** Page of the job. */
  readonly page: string | null;
  /** Of the checkout, absolute. */
  readonly folder: string | null;
  readonly sequence: number | null;
  /** The same for a job that is run again; null: nothing is. */
  readonly key: readonly string[] | null;
}

/** What a CI does not say is missing or empty. */
export function valueOf(env: Environment, name: string): string | null {
  return env[name] || null;
}

/** Null for what is no number from 1. */
export function numberOf(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

/** Null where one of them is not said. */
export function keyOf(env: Environment, names: readonly string[]): readonly string[] | null {
  const values = names.flatMap((name) => valueOf(env, name) ?? []);
  return values.length === names.length ? values : null;
}
