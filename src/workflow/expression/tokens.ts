/** Cuts an expression's text into tokens, one at a time, in linear time. */
import { quote } from '../shape/found.ts';
import { ExpressionError } from './ast.ts';

export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly offset: number }
  | { readonly kind: 'number'; readonly text: string; readonly offset: number; readonly value: number }
  | { readonly kind: 'string'; readonly text: string; readonly offset: number; readonly value: string }
  | { readonly kind: 'symbol'; readonly text: string; readonly offset: number }
  | { readonly kind: 'end'; readonly text: ''; readonly offset: number };

const SPACE = /\s*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_-]*/y;
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const SYMBOL = /==|!=|<=|>=|&&|\|\||[^\s\w]/uy;

/** Mistakes that people bring from other languages, with what to write here. */
const FOREIGN: Readonly<Record<string, string>> = {
  '&&': "'&&' is not known here; write 'and'",
  '&': "'&' is not known here; write 'and'",
  '||': "'||' is not known here; write 'or'",
  '|': "'|' is not known here; write 'or'",
  '!': "'!' is not known here; write 'not'",
  '=': "'=' is not known here; write '==' to compare",
  '+': 'there is no arithmetic in expressions; compute it in a step and give it as an output',
  '*': 'there is no arithmetic in expressions; compute it in a step and give it as an output',
  '/': 'there is no arithmetic in expressions; compute it in a step and give it as an output',
  '%': 'there is no arithmetic in expressions; compute it in a step and give it as an output',
};

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', '\\': '\\', "'": "'", '"': '"' };

function match(pattern: RegExp, text: string, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? null;
}

/** Offset just behind a quoted string that begins at `start`; -1 when it never ends. */
export function endOfString(text: string, start: number): number {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
  }
  return -1;
}

export function unclosedString(text: string, start: number): ExpressionError {
  return new ExpressionError(`the string that begins with ${text.charAt(start)} is never closed`, start);
}

function string(text: string, offset: number): Token {
  const end = endOfString(text, offset);
  if (end < 0) throw unclosedString(text, offset);
  let value = '';
  for (let at = offset + 1; at < end - 1; at += 1) {
    const character = text.charAt(at);
    if (character !== '\\') {
      value += character;
      continue;
    }
    at += 1;
    const escaped = text.charAt(at);
    if (!Object.hasOwn(ESCAPES, escaped)) {
      throw new ExpressionError(
        `a backslash before ${quote(escaped)} means nothing; write '\\\\' for a backslash`,
        at - 1,
      );
    }
    value += ESCAPES[escaped] ?? '';
  }
  return { kind: 'string', text: text.slice(offset, end), offset, value };
}

function number(text: string, found: string, offset: number): Token {
  const behind = match(NAME, text, offset + found.length);
  if (behind !== null) {
    throw new ExpressionError(`'${(found + behind).slice(0, 40)}' is neither a number nor a name`, offset);
  }
  const value = Number(found);
  if (!Number.isFinite(value) || (/^\d+$/.test(found) && !Number.isSafeInteger(value))) {
    throw new ExpressionError('this number is too large to be exact', offset);
  }
  return { kind: 'number', text: found, offset, value };
}

/** The token at or after `from`. */
export function nextToken(text: string, from: number): Token {
  const offset = from + (match(SPACE, text, from) ?? '').length;
  if (offset >= text.length) return { kind: 'end', text: '', offset };
  const name = match(NAME, text, offset);
  if (name !== null) return { kind: 'name', text: name, offset };
  const digits = match(NUMBER, text, offset);
  if (digits !== null) return number(text, digits, offset);
  const first = text.charAt(offset);
  if (first === '"' || first === "'") return string(text, offset);
  const symbol = match(SYMBOL, text, offset) ?? first;
  const hint = Object.hasOwn(FOREIGN, symbol) ? FOREIGN[symbol] : undefined;
  if (hint !== undefined) throw new ExpressionError(hint, offset);
  return { kind: 'symbol', text: symbol, offset };
}
