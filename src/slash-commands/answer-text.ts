/** What answers say. No line of them can be taken for a command: commands stand in code, within a line. */
import { foldedPlan } from '../report/comment/plan.ts';
import { code, codeBlock, escapeMarkdown } from '../report/markdown/text.ts';
import { usage } from './command.ts';

/** Longest sentence of a failure; more of it is in the job's log. */
const longest = 2_000;

export function refusalText(sentence: string, instead: string | null): string {
  const way = instead === null ? '' : ` ${code(instead)}`;
  return `🚫 **Nothing is done:** ${escapeMarkdown(sentence, longest)}${way}`;
}

/** @param message of an error: several lines, perhaps */
export function failureText(message: string): string {
  return ['🚫 **This could not be done:**', codeBlock(message.slice(0, longest).split('\n'), 'text')].join('\n\n');
}

/** After a mistake too. */
export function helpText(): string {
  return Object.values(usage)
    .map((line) => `- ${line}`)
    .join('\n');
}

/** @param ids of runs */
export function cancelText(ids: readonly string[]): string {
  const runs = ids.map((id) => code(id)).join(', ');
  if (ids.length > 0) return `Cancelled: ${runs}`;
  return 'No run of this request goes on in the cluster. What runs in a CI job ends when that job is cancelled.';
}

/** @param head the forge makes a link of its digits @param bytes that the whole answer may have */
export function planText(head: string, text: string, bytes: number): string {
  return `📋 ${head}\n\n${foldedPlan(text, { bytes, open: 'open' })}`;
}
