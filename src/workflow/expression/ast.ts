/** What an expression is made of. Offsets count UTF-16 units from the start of the expression's text. */

const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='] as const;

export type Comparison = (typeof COMPARISONS)[number];

export function isComparison(text: string): text is Comparison {
  return COMPARISONS.some((comparison) => comparison === text);
}

export interface Literal {
  readonly kind: 'literal';
  readonly value: null | boolean | number | string;
  readonly offset: number;
}

export interface Path {
  readonly kind: 'path';
  /** The first is the root; a number is an index into a list. */
  readonly segments: readonly [string, ...(readonly (string | number)[])];
  readonly offset: number;
}

export interface Compare {
  readonly kind: 'compare';
  readonly operator: Comparison;
  readonly left: Expression;
  readonly right: Expression;
  /** of the operator */
  readonly offset: number;
}

export interface Logic {
  readonly kind: 'logic';
  readonly operator: 'and' | 'or';
  /** Two or more: `a and b and c` is one node, so that a long chain is not deep. */
  readonly operands: readonly Expression[];
  readonly offset: number;
}

export interface Not {
  readonly kind: 'not';
  readonly operand: Expression;
  readonly offset: number;
}

export type Expression = Literal | Path | Compare | Logic | Not;

/** A text that is not an expression. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** The sentence without the place, for messages that name line and column of the file. */
  readonly problem: string;
  readonly offset: number;

  constructor(problem: string, offset: number) {
    super(`${problem} at column ${offset + 1}`);
    this.problem = problem;
    this.offset = offset;
  }
}

/** `steps.split.outputs.rows[0]`, as people write it. */
export function pathText(segments: readonly (string | number)[]): string {
  return segments
    .map((segment, place) => (typeof segment === 'number' ? `[${segment}]` : place === 0 ? segment : `.${segment}`))
    .join('');
}
