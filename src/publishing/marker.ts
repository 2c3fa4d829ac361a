/** The hidden lines of our comments: what a comment is about, and which run it shows. */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RunRecord } from '../records/schema.ts';

/** What there is one comment for below a pull request. */
export interface Topic {
  /** The workflow file, relative to the repository. */
  readonly file: string;
  /** Null: deploys nowhere; undefined: not known, as the file can't be read. */
  readonly environment: string | null | undefined;
  /** Tells comments about the same file apart, where somebody wants several; null: nobody does. */
  readonly key: string | null;
}

const shownCommit = z.object({ commit: z.string(), since: z.number() });

const state = z.object({
  run: z.string(),
  sequence: z.number().nullable(),
  /** When the run began, in milliseconds since the epoch. */
  started: z.number(),
  /** Commits that the comment has shown, and since when; newest last. */
  shown: z.array(shownCommit),
  /** Of the run, where they take little space; absent: they are not told here. */
  params: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .optional()
    .catch(undefined),
});
export type CommentState = z.infer<typeof state>;
export type ShownRun = Omit<CommentState, 'shown'>;

/** More would take space from the report: commits, and characters. */
const longestHistory = 20;
const longestParams = 2000;

const anyEnvironment = 'any';
const first = /^<!-- automl-action ([0-9a-f]{16}) ([0-9a-f]{8}|any) -->/;
const second = /^<!-- automl-action-state ([A-Za-z0-9_-]+) -->/;

/** The first line of a comment about it. */
export function markerOf({ file, environment, key }: Topic): string {
  const where = environment === undefined ? anyEnvironment : hash([environment], 8);
  return `<!-- automl-action ${hash([file, key], 16)} ${where} -->`;
}

/** The text with its hidden lines. */
export function marked(marker: string, shows: CommentState, text: string): string {
  const encoded = Buffer.from(JSON.stringify(shows)).toString('base64url');
  return `${marker}\n<!-- automl-action-state ${encoded} -->\n\n${text}`;
}

/** The marker of a body; null: it has none. */
export function markerIn(body: string): string | null {
  return first.exec(body)?.[0] ?? null;
}

/** Whether it is about an environment that nobody knew. */
export function isAboutAny(marker: string): boolean {
  return first.exec(marker)?.[2] === anyEnvironment;
}

/** Whether two markers are about the same; what is about any environment, as no other is known, is about each. */
export function isSameTopic(one: string, other: string): boolean {
  const [, family, where] = first.exec(one) ?? [];
  const [, otherFamily, elsewhere] = first.exec(other) ?? [];
  if (family === undefined || family !== otherFamily) return false;
  return where === elsewhere || where === anyEnvironment || elsewhere === anyEnvironment;
}

/** Null: it is not one of ours, or of a version that wrote it another way. */
export function stateOf(body: string): CommentState | null {
  const [, encoded] = second.exec(body.split(/\r?\n/, 2)[1] ?? '') ?? [];
  if (encoded === undefined || markerIn(body) === null) return null;
  try {
    return state.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString()));
  } catch {
    return null;
  }
}

/** The commit that a comment of ours showed at a time (milliseconds since the epoch); null: none. */
export function shownAt(body: string, time: number): string | null {
  return stateOf(body)?.shown.findLast(({ since }) => since <= time)?.commit ?? null;
}

/** The history with the commit that is shown from now on. */
export function showing(shown: CommentState['shown'], commit: string | null, now: number): CommentState['shown'] {
  if (commit === null || shown.at(-1)?.commit === commit) return shown;
  return [...shown, { commit, since: now }].slice(-longestHistory);
}

/** Whether the one run's report holds against that of the other. */
export function isNewer(one: ShownRun, other: ShownRun): boolean {
  if (one.run === other.run) return false;
  if (one.sequence !== null && other.sequence !== null && one.sequence !== other.sequence)
    return one.sequence > other.sequence;
  // Of the same moment one has to win, and always the same.
  return one.started === other.started ? one.run > other.run : one.started > other.started;
}

const noRun = 'none-';

/** The name of what is told where nothing was run; each has one of its own. */
export function nameOfNoRun(): string {
  return `${noRun}${randomUUID()}`;
}

export function isRun({ run }: Pick<ShownRun, 'run'>): boolean {
  return !run.startsWith(noRun);
}

/** What a run is told by in a comment: with its params, so that it can be done again where nothing else keeps them. */
export function shownRun(
  { id, started_at: started, params }: Pick<RunRecord, 'id' | 'started_at' | 'params'>,
  sequence: number | null,
): ShownRun {
  const run = { run: id, sequence, started: Date.parse(started) };
  return JSON.stringify(params).length > longestParams ? run : { ...run, params };
}

function hash(parts: readonly (string | null)[], length: number): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, length);
}
