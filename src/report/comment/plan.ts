/** What `automl plan` prints, folded in a comment: as many of its lines as there is room for. */
import { codeBlock, details } from '../markdown/text.ts';
import { plural } from '../units.ts';

export interface FoldedPlanOptions {
  /** That the whole comment may have. */
  readonly bytes: number;
  readonly open: 'open' | 'closed';
}

/** For the heading, the fold and the note of what is missing. */
const otherBytes = 500;

export function foldedPlan(text: string, { bytes, open }: FoldedPlanOptions): string {
  const all = text.trimEnd().split('\n');
  let room = bytes - otherBytes;
  const first = all.findIndex((line) => (room -= Buffer.byteLength(line) + 1) < 0);
  const kept = first < 0 ? all : all.slice(0, first);
  const rest = all.length - kept.length;
  const more = rest === 0 ? [] : [`… ${plural(rest, 'more line is', 'more lines are')} in the log of the job`];
  return details('What a run would do', codeBlock([...kept, ...more], 'text'), open);
}
