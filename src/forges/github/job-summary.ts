/** The page of a GitHub job that is about no run. */
import { appendFile } from 'node:fs/promises';
import { escapeMarkdown } from '../../report/markdown/text.ts';

/** A paragraph a sentence. @param file GITHUB_STEP_SUMMARY; undefined on forges that have none */
export async function addToSummary(file: string | undefined, sentences: readonly string[]): Promise<void> {
  if (file) await appendFile(file, sentences.map((sentence) => `${escapeMarkdown(sentence)}\n\n`).join(''));
}
