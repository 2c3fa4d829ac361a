/** A workflow file that `automl schedule sync` has made: its name, and how it is told from those that people have written. */

export function fileNameOf(schedule: string): string {
  return `automl-${schedule}.yml`;
}

const before = '# Made by `automl schedule sync` from ';
const after = ': change that file, or the job that is copied, then call it again.';

/** Its first line. @param file of the workflow, relative to the repository */
export function markOf(file: string): string {
  return before + file + after;
}

/** The workflow file that it was made from; null: somebody else has written it. */
export function madeFrom(text: string): string | null {
  const [first = ''] = text.split(/\r?\n/, 1);
  return first.startsWith(before) && first.endsWith(after) ? first.slice(before.length, -after.length) : null;
}
