/** Texts with `${{ expression }}` parts. `$${{` stands for a plain `${{`. */
import { type Expression, ExpressionError } from './ast.ts';
import { evaluate } from './evaluate.ts';
import { parseExpression } from './parse.ts';
import type { Scope } from './scope.ts';
import { endOfString, unclosedString } from './tokens.ts';

const OPEN = '${{';
const CLOSE = '}}';

export type TemplatePart =
  | { readonly kind: 'literal'; /** with its escapes undone */ readonly text: string; readonly offset: number }
  /** `offset` is that of `text`: add an offset inside the expression to get the place in the template. */
  | { readonly kind: 'expression'; readonly text: string; readonly offset: number };

/** Throws ExpressionError for a `${{` or a quote in it that is never closed. The expressions themselves are not read. */
export function templateParts(text: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let literal = { text: '', offset: 0 };
  const flush = (next: number): void => {
    if (literal.text !== '') parts.push({ kind: 'literal', ...literal });
    literal = { text: '', offset: next };
  };
  let at = 0;
  for (;;) {
    const open = text.indexOf(OPEN, at);
    if (open < 0) break;
    const inner = open + OPEN.length;
    if (open > at && text[open - 1] === '$') {
      literal.text += text.slice(at, open - 1) + OPEN;
      at = inner;
      continue;
    }
    literal.text += text.slice(at, open);
    const close = endOfExpression(text, inner);
    if (close < 0) throw new ExpressionError("'${{' is never closed by '}}'", open);
    at = close + CLOSE.length;
    flush(at);
    parts.push({ kind: 'expression', text: text.slice(inner, close), offset: inner });
  }
  literal.text += text.slice(at);
  flush(text.length);
  return parts;
}

/** A template that renders to exactly this text. */
export function escapeTemplate(text: string): string {
  return text.replaceAll(OPEN, () => `$${OPEN}`);
}

/** Offset of the `}}` that closes the expression; one inside a quoted string does not count. -1: there is none. */
function endOfExpression(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      const end = endOfString(text, at);
      if (end < 0) throw unclosedString(text, at);
      at = end - 1;
    } else if (text.startsWith(CLOSE, at)) {
      return at;
    }
  }
  return -1;
}

/** The expression that a field like `when` holds, with or without `${{ }}` around it. Throws ExpressionError. */
export function parseCondition(text: string): { readonly expression: Expression; readonly offset: number } {
  if (!text.includes(OPEN)) return { expression: parseExpression(text), offset: 0 };
  const only = onlyExpression(templateParts(text));
  if (only === null) throw new ExpressionError("expected one expression and nothing beside its '${{ }}'", 0);
  return { expression: parsePart(only), offset: only.offset };
}

/**
 * Strings as they are, everything else as compact JSON. Throws ExpressionError or EvaluationError.
 * `escape`: what the values, but not the text around them, need where they are going.
 */
export function renderTemplate(text: string, scope: Scope, escape = (value: string): string => value): string {
  return templateParts(text)
    .map((part) => {
      if (part.kind === 'literal') return part.text;
      const value = evaluate(parsePart(part), scope);
      return escape(typeof value === 'string' ? value : JSON.stringify(value));
    })
    .join('');
}

type ExpressionPart = Extract<TemplatePart, { kind: 'expression' }>;

/** Parses one part; an error's offset is that in the whole template. */
export function parsePart(part: ExpressionPart): Expression {
  try {
    return parseExpression(part.text);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new ExpressionError(error.problem, part.offset + error.offset);
  }
}

function onlyExpression(parts: readonly TemplatePart[]): ExpressionPart | null {
  const [only, ...others] = parts.filter((part) => part.kind === 'expression' || part.text.trim() !== '');
  return only?.kind === 'expression' && others.length === 0 ? only : null;
}
