/** The run that our report below a pull request shows: what `/automl retry` is about. */
import type { StoredComment } from '../forges/forge.ts';
import { isNewer, isSameTopic, markerIn, markerOf, stateOf } from '../publishing/marker.ts';

/** Its id; null: no report shows one. @param file the workflow file, relative to the repository @param key of the comment, where it has one */
export function lastRunOf(notes: readonly StoredComment[], file: string, key: string | null): string | null {
  const marker = markerOf({ file, environment: undefined, key });
  const shown = notes
    .filter(({ isOurs, body }) => isOurs && isSameTopic(markerIn(body) ?? '', marker))
    .flatMap(({ body }) => stateOf(body) ?? []);
  return (
    shown.reduce((newest, each) => (newest === null || isNewer(each, newest) ? each : newest), shown[0] ?? null)?.run ??
    null
  );
}
