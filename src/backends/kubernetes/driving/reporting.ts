/** What is to happen once for a run, however many processes see its end: the first that claims it does it. */
import { randomUUID } from 'node:crypto';
import type { KubeApi } from '../client/api.ts';
import { reportedPrefix } from '../objects/labels.ts';
import { anchorName } from '../objects/names.ts';
import { unlessConflict } from './lease.ts';

/**
 * True for one process only: the claim is an annotation of the anchor, written on the version in which there was none.
 * Whoever claims and dies before it has done it leaves it undone. @param id of the run @param what a-z and dashes:
 * `notify`, `comment` @throws ApiError
 */
export async function claimReport(api: KubeApi, id: string, what: string): Promise<boolean> {
  const annotation = `${reportedPrefix}${what}`;
  const own = randomUUID();
  for (;;) {
    const anchor = await api.getMeta('ConfigMap', anchorName(id));
    // A run that was deleted is nobody's to report.
    if (anchor === null) return false;
    const claimed = anchor.annotations?.[annotation];
    // Our own, where the answer to the patch was lost.
    if (claimed !== undefined) return claimed === own;
    const { resourceVersion } = anchor;
    const patch = { metadata: { resourceVersion, annotations: { [annotation]: own } } };
    if ((await unlessConflict(api.patch('ConfigMap', anchorName(id), patch))) !== null) return true;
  }
}
