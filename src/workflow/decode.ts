/** From the bytes of a file to text, with an answer for files that are none. */
import type { DiagnosticCode } from './codes.ts';
import type { Position } from './diagnostic.ts';

export const MAX_BYTES = 4 * 1024 * 1024;

export interface NoText {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly position: Position;
}

const START: Position = { line: 1, column: 1 };

export function tooLarge(bytes: number): NoText {
  const size = (bytes / 1024 / 1024).toFixed(1);
  return {
    code: 'FILE_TOO_LARGE',
    message: `the file has ${size} MiB; a workflow file has at most 4 MiB`,
    position: START,
  };
}

/** The text, or why there is none. */
export function decodeText(bytes: Uint8Array): string | NoText {
  if (bytes.length > MAX_BYTES) return tooLarge(bytes.length);
  if (isUtf16(bytes)) {
    return { code: 'NOT_UTF8', message: 'the file is UTF-16, not UTF-8; save it as UTF-8', position: START };
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  if (!text.includes('\uFFFD')) return text;
  // Encoded again, the text differs from the file where its first wrong byte is.
  const again = new TextEncoder().encode(text);
  const wrong = bytes.findIndex((byte, offset) => byte !== again[offset]);
  if (wrong < 0) return text;
  const hex = (bytes[wrong] ?? 0).toString(16).padStart(2, '0');
  const message = `the byte 0x${hex} at offset ${wrong} is not UTF-8; save the file as UTF-8`;
  return { code: 'NOT_UTF8', message, position: positionOf(bytes, wrong) };
}

/** By its mark, or by the zero that is half of every plain letter. */
function isUtf16([first, second]: Uint8Array): boolean {
  if (first === undefined || second === undefined) return false;
  const marked = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  return marked || (first === 0) !== (second === 0);
}

function positionOf(bytes: Uint8Array, offset: number): Position {
  const before = new TextDecoder().decode(bytes.subarray(0, offset));
  const lines = before.split(/\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
