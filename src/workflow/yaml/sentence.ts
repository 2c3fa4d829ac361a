/** What the YAML library found, in words for people who have never read its specification. */
import type { ErrorCode } from 'yaml';

/** One sentence that says what to change. `offset` is where the mistake was found. */
export function sentence(code: ErrorCode, message: string, text: string, offset: number): string {
  if (text.startsWith('${{', offset - 1)) return 'inside [ ] and { } an expression must be in quotes: "${{ ... }}"';
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab stands before the text of this line; YAML is indented with spaces only';
    case 'MISSING_CHAR':
      return missing(message);
    case 'BAD_INDENT':
      return /end with an? [\]}]/.test(message)
        ? 'a list or map that was opened above with [ or { is not closed before this line'
        : 'the indentation of this line does not fit the lines around it';
    case 'BLOCK_AS_IMPLICIT_KEY':
      return /^[^\n]*:/.test(text.slice(offset))
        ? 'a second colon on one line; put the text in quotes, or begin a new line'
        : 'the line below is indented deeper than this one, but this one already has its value';
    case 'BLOCK_IN_FLOW':
      return 'inside [ ] and { }, lists and maps are written with brackets too; one of them may be left open above';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'a key is on one line; a colon, a quote or a bracket is missing here or just above';
    case 'BAD_SCALAR_START':
      return `a text that begins with ${text.charAt(offset)} must be in quotes`;
    case 'BAD_DQ_ESCAPE':
      return `${text.slice(offset, offset + 2)} means nothing inside "..."; write \\\\ for a backslash, or use '...'`;
    case 'UNEXPECTED_TOKEN':
    case 'BAD_COLLECTION_TYPE':
      return unexpected(text, offset);
    case 'RESOURCE_EXHAUSTION':
      return 'lists and maps are nested too deep';
    case 'KEY_OVER_1024_CHARS':
      return 'a key has at most 1024 characters; a quote may be left open';
    case 'ALIAS_PROPS':
    case 'BAD_ALIAS':
    case 'BAD_DIRECTIVE':
    case 'BAD_PROP_ORDER':
    case 'DUPLICATE_KEY':
    case 'IMPOSSIBLE':
    case 'MULTIPLE_ANCHORS':
    case 'MULTIPLE_DOCS':
    case 'MULTIPLE_TAGS':
    case 'NON_STRING_KEY':
    case 'TAG_RESOLVE_FAILED':
      return message.charAt(0).toLowerCase() + message.slice(1);
  }
}

function missing(message: string): string {
  if (message.startsWith('Missing closing'))
    return `the text that begins here with ${message.slice(16, 17)} is never closed`;
  if (message.startsWith('Implicit map keys')) return 'a colon and a value are missing behind this word';
  if (message.startsWith('Sequence item without')) return 'this line stands in a list and must begin with "- "';
  if (message.startsWith('Missing , ')) return 'a comma is missing before this, or a bracket behind what came before';
  const bracket = /must end with an? ([\]}])/.exec(message)?.[1];
  if (bracket !== undefined) return `the ${bracket === ']' ? 'list' : 'map'} is never closed with ${bracket}`;
  return message.charAt(0).toLowerCase() + message.slice(1);
}

function unexpected(text: string, offset: number): string {
  const [word = ''] = /\S*/.exec(text.slice(offset, offset + 40).trimStart()) ?? [];
  return `${word === '' ? 'the end of the line' : `"${word}"`} is not expected here`;
}
