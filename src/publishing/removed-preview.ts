/** Where the preview of a pull request has gone its comment says so: the addresses that it names answer no more. */
import type { ForgeApi } from '../forges/forge.ts';
import { code } from '../report/markdown/text.ts';
import { isSameTopic, markerIn, markerOf } from './marker.ts';

export interface RemovedPreview {
  /** Number of the pull request. */
  readonly pull: number;
  /** `pr-7` */
  readonly environment: string;
  /** The workflow file, relative to the repository. */
  readonly file: string;
}

/** Says it once, until a run writes the comment anew; without a comment nowhere. @throws AutomlError FORGE */
export async function noteRemoved(
  api: Pick<ForgeApi, 'comments'>,
  { pull, environment, file }: RemovedPreview,
): Promise<void> {
  const marker = markerOf({ file, environment, key: null });
  const line = `> The preview ${code(environment)} was removed.`;
  const comments = api.comments(pull);
  for (const { id, body, isOurs } of await comments.list()) {
    const isAboutIt = isOurs && isSameTopic(markerIn(body) ?? '', marker);
    if (isAboutIt && !body.includes(line)) await comments.update(id, `${body.trimEnd()}\n\n${line}\n`);
  }
}
