/** What this program writes below a pull request: it is never a command, whatever it shows. */
import { createHash } from 'node:crypto';
import type { ForgeComment } from '../forges/context.ts';

/** Begins every comment of ours, hidden. */
const mark = '<!-- automl-';

export function isOurText(body: string): boolean {
  return body.startsWith(mark);
}

/** Hidden, and at the beginning of the one answer to a comment: by it that is found again. @param about what the job is for: each answers for itself */
export function answerMark({ id }: Pick<ForgeComment, 'id'>, about: string): string {
  const hash = createHash('sha256').update(about).digest('hex').slice(0, 8);
  return `${mark}answer ${id} ${hash} -->`;
}
