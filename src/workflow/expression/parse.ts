/**
 * Reads an expression: paths, literals, comparisons, `and`, `or`, `not`, parentheses. No functions, no arithmetic.
 *
 *     or      = and ("or" and)*
 *     and     = not ("and" not)*
 *     not     = "not" not | compare
 *     compare = value (("==" | "!=" | "<" | "<=" | ">" | ">=") value)?
 *     value   = literal | "-" number | path | "(" or ")"
 *     path    = name ("." name | "[" index "]")*
 */
import { type Comparison, type Expression, ExpressionError, isComparison, type Path } from './ast.ts';
import { quote } from '../shape/found.ts';
import { nextToken, type Token } from './tokens.ts';

/** Longer texts are somebody's mistake, or somebody's attack. */
const MAX_LENGTH = 10_000;
/** Levels of parentheses and `not`; the parser and all that walk its trees recurse this deep. */
const MAX_DEPTH = 50;

const CONSTANTS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const RESERVED = new Set(['and', 'or', 'not']);
const FOREIGN_NAMES = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ['None', 'null'],
  ['AND', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
]);

class Parser {
  readonly #text: string;
  #token: Token;
  /** Text of the token before, for "expected a value after …". */
  #before = '';
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#token = nextToken(text, 0);
  }

  whole(): Expression {
    if (this.#ended()) throw new ExpressionError('expected an expression, found nothing', 0);
    const expression = this.#or();
    if (!this.#ended()) throw this.#unexpected(`expected 'and', 'or' or a comparison`);
    return expression;
  }

  #or(): Expression {
    return this.#chain('or', () => this.#chain('and', () => this.#not()));
  }

  #chain(operator: 'and' | 'or', operand: () => Expression): Expression {
    const first = operand();
    const { offset } = this.#token;
    const operands = [first];
    while (this.#is('name', operator)) {
      this.#advance();
      operands.push(operand());
    }
    return operands.length === 1 ? first : { kind: 'logic', operator, operands, offset };
  }

  #not(): Expression {
    if (!this.#is('name', 'not')) return this.#compare();
    const { offset } = this.#token;
    this.#advance();
    return { kind: 'not', operand: this.#deeper(offset, () => this.#not()), offset };
  }

  #compare(): Expression {
    const left = this.#value();
    const { offset } = this.#token;
    const operator = this.#comparison();
    if (operator === null) return left;
    this.#advance();
    const right = this.#value();
    if (this.#comparison() !== null) {
      throw new ExpressionError("comparisons can't be chained; join two of them with 'and'", this.#token.offset);
    }
    return { kind: 'compare', operator, left, right, offset };
  }

  #comparison(): Comparison | null {
    const { kind, text } = this.#token;
    return kind === 'symbol' && isComparison(text) ? text : null;
  }

  #value(): Expression {
    const token = this.#token;
    switch (token.kind) {
      case 'number':
      case 'string':
        this.#advance();
        return { kind: 'literal', value: token.value, offset: token.offset };
      case 'name':
        return this.#name(token.text, token.offset);
      case 'symbol':
        if (token.text === '(') return this.#parenthesised(token.offset);
        if (token.text === '-') return this.#negative(token.offset);
        throw this.#expectedValue();
      case 'end':
        throw this.#expectedValue();
    }
  }

  #parenthesised(offset: number): Expression {
    this.#advance();
    const inner = this.#deeper(offset, () => this.#or());
    if (!this.#is('symbol', ')')) throw this.#unexpected("expected ')' to match an earlier '('");
    this.#advance();
    return inner;
  }

  #negative(offset: number): Expression {
    this.#advance();
    const token = this.#token;
    if (token.kind !== 'number') throw this.#unexpected("expected a number after '-'");
    this.#advance();
    return { kind: 'literal', value: -token.value, offset };
  }

  #name(text: string, offset: number): Expression {
    if (RESERVED.has(text)) throw this.#expectedValue();
    const meant = FOREIGN_NAMES.get(text);
    if (meant !== undefined) throw new ExpressionError(`'${text}' is not known here; write '${meant}'`, offset);
    this.#advance();
    const constant = CONSTANTS.get(text);
    if (constant !== undefined) return { kind: 'literal', value: constant, offset };
    return this.#path(text, offset);
  }

  #path(root: string, offset: number): Path {
    const rest: (string | number)[] = [];
    for (;;) {
      if (this.#is('symbol', '.')) {
        this.#advance();
        rest.push(this.#field());
      } else if (this.#is('symbol', '[')) {
        this.#advance();
        rest.push(this.#index());
      } else {
        break;
      }
    }
    if (this.#is('symbol', '(')) throw this.#unexpected('there are no functions in expressions');
    return { kind: 'path', segments: [root, ...rest], offset };
  }

  #field(): string {
    const token = this.#token;
    if (token.kind === 'number') throw this.#unexpected('an index is written in brackets, like [0]');
    if (token.kind !== 'name') throw this.#unexpected("expected a name after '.'");
    this.#advance();
    return token.text;
  }

  #index(): number {
    const token = this.#token;
    if (token.kind === 'string') throw this.#unexpected("a field is written with a dot: '.name'");
    if (token.kind !== 'number' || !/^\d+$/.test(token.text)) {
      throw this.#unexpected("expected a whole number from 0 after '['");
    }
    this.#advance();
    if (!this.#is('symbol', ']')) throw this.#unexpected("expected ']'");
    this.#advance();
    return token.value;
  }

  #deeper(offset: number, inner: () => Expression): Expression {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) {
      throw new ExpressionError(`an expression can't be nested deeper than ${MAX_DEPTH} levels`, offset);
    }
    const expression = inner();
    this.#depth -= 1;
    return expression;
  }

  #ended(): boolean {
    return this.#token.kind === 'end';
  }

  #is(kind: 'name' | 'symbol', text: string): boolean {
    return this.#token.kind === kind && this.#token.text === text;
  }

  #advance(): void {
    this.#before = this.#token.text;
    this.#token = nextToken(this.#text, this.#token.offset + this.#token.text.length);
  }

  #expectedValue(): ExpressionError {
    return this.#unexpected(this.#before === '' ? 'expected a value' : `expected a value after '${this.#before}'`);
  }

  #unexpected(expected: string): ExpressionError {
    const token = this.#token;
    return new ExpressionError(
      token.kind === 'end' ? expected : `${expected}, found ${foundToken(token)}`,
      token.offset,
    );
  }
}

/** On one line, whatever it is. */
function foundToken(token: Token): string {
  return token.kind === 'string' ? `the string ${quote(token.value)}` : `'${quote(token.text).slice(1, -1)}'`;
}

/** Throws ExpressionError. Spaces around the expression do no harm. */
export function parseExpression(text: string): Expression {
  if (text.length > MAX_LENGTH) {
    throw new ExpressionError(`an expression may have ${MAX_LENGTH} characters, this one has ${text.length}`, 0);
  }
  return new Parser(text).whole();
}
