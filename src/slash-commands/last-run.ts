/** The run that our report below a pull request shows: what `/automl retry` is about. */
import type { StoredComment } from '../forges/forge.ts';
import { isNewer, isRun, isSameTopic, markerIn, markerOf, stateOf, type CommentState } from '../publishing/marker.ts';

type LastRun = Pick<CommentState, 'run' | 'params'>;

/** Null: no report shows one. @param file the workflow file, relative to the repository @param key of the comment, where it has one */
export function lastRunOf(notes: readonly StoredComment[], file: string, key: string | null): LastRun | null {
  const marker = markerOf({ file, environment: undefined, key });
  return notes
    .filter(({ isOurs, body }) => isOurs && isSameTopic(markerIn(body) ?? '', marker))
    .flatMap(({ body }) => stateOf(body) ?? [])
    .filter(isRun)
    .reduce<CommentState | null>((newest, each) => (newest === null || isNewer(each, newest) ? each : newest), null);
}
