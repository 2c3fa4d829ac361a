/** The page of a GitHub job that is about no run. */
import { appendFile } from 'node:fs/promises';
import { foldedPlan } from '../../report/comment/plan.ts';
import { escapeMarkdown } from '../../report/markdown/text.ts';

/** Bytes of a plan: far below what a page may have. */
const planBytes = 200_000;

/**
 * A paragraph a sentence. @param file GITHUB_STEP_SUMMARY; undefined on forges that have none
 * @param plan what `automl plan` has printed; null: nothing is planned
 */
export async function addToSummary(
  file: string | undefined,
  sentences: readonly string[],
  plan: string | null = null,
): Promise<void> {
  if (!file) return;
  const paragraphs = sentences.map((sentence) => `${escapeMarkdown(sentence)}\n\n`).join('');
  const planned = plan === null ? '' : `${foldedPlan(plan, { bytes: planBytes, open: 'open' })}\n\n`;
  await appendFile(file, `${paragraphs}${planned}`);
}
