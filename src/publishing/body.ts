/** What is sent as a comment: hidden lines and text, within the forge's limit. */
import { messageOf } from '../errors.ts';
import { marked, type CommentState } from './marker.ts';

/** @param limit most bytes of it */
export type CommentText = (limit: number) => string | Promise<string>;

interface Hidden {
  readonly marker: string;
  readonly state: CommentState;
}

export async function bodyOf(text: CommentText, { marker, state }: Hidden, limitBytes: number): Promise<string> {
  const room = limitBytes - Buffer.byteLength(marked(marker, state, ''));
  return marked(marker, state, cutBytes(await text(room), room));
}

/** Whether a forge refused a comment for its length. */
export function isTooLong(error: unknown): boolean {
  return /\btoo (long|large|big)\b|maximum is \d+ characters/i.test(messageOf(error));
}

function cutBytes(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  // What is cut within a character ends in the replacement character.
  return Buffer.from(text)
    .subarray(0, Math.max(0, bytes))
    .toString()
    .replace(/\ufffd+$/, '');
}
