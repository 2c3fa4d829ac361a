/** Whether the expressions of a file can be read, name what exists, and give the type that their place needs. */
import { type Expression, ExpressionError } from '../expression/ast.ts';
import { checkExpression, type StaticType, typeOf } from '../expression/check.ts';
import { paths } from '../expression/references.ts';
import { parseCondition, parsePart, templateParts } from '../expression/template.ts';
import type { Path, Problems } from '../problems.ts';
import type { Located, PlacedStep } from './placed-step.ts';
import type { Place, References } from './references.ts';

export class ExpressionCheck {
  readonly #references: References;
  readonly #problems: Problems;

  constructor(references: References, problems: Problems) {
    this.#references = references;
    this.#problems = problems;
  }

  checkStep(step: PlacedStep): void {
    for (const { kind, text, path } of step.expressions) {
      if (kind !== 'template') this.#condition(kind, text, path, step);
      else {
        this.#parts(text, path, (expression, start) => {
          this.#typeOf(expression, { path, start, step });
        });
      }
    }
  }

  /** A variable under every step, checked once: it can name params, but no steps. */
  checkDefault({ text, path }: Located): void {
    const advice = `can't be used under "defaults"; write this into the steps that need it`;
    this.#outsideSteps({ text, path }, advice, (expression, start) => {
      this.#typeOf(expression, { path, start, step: null });
    });
  }

  /** A message about a run: which steps there are to tell of is known when it has ended. */
  checkNotice({ text, path }: Located): void {
    const advice = `can't be used under "notify"; run.failed_steps, run.place and run.text tell of the steps`;
    this.#outsideSteps({ text, path }, advice, (expression, start) => {
      this.#typeOf(expression, { path, start, step: null, isNotice: true });
    });
  }

  #outsideSteps(
    { text, path }: Pick<Located, 'text' | 'path'>,
    advice: string,
    check: (expression: Expression, start: number) => void,
  ): void {
    this.#parts(text, path, (expression, start) => {
      const foreign = paths(expression).find(({ segments: [root] }) => root === 'steps' || root === 'item');
      if (foreign === undefined) check(expression, start);
      else {
        const message = `"${foreign.segments[0]}" ${advice}`;
        this.#problems.errorInside('BAD_EXPRESSION', path, start + foreign.offset, message);
      }
    });
  }

  #condition(key: 'when' | 'for_each', text: string, path: Path, step: PlacedStep): void {
    if (!text.includes('${{')) {
      const message = `"${key}" is an expression; write \${{ ${text.trim()} }}`;
      this.#problems.error('EXPRESSION_EXPECTED', path, 'value', message);
      return;
    }
    this.#attempt(path, () => {
      const { expression, offset } = parseCondition(text);
      const type = this.#typeOf(expression, { path, start: offset, step });
      if (type === null || type === 'json' || (key === 'when' && type === 'bool')) return;
      const start = offset + text.slice(offset).search(/\S/);
      const wanted = key === 'when' ? 'true or false' : 'a list, an output of type json';
      this.#problems.errorInside(
        'BAD_EXPRESSION',
        path,
        start,
        `"${key}" needs ${wanted}, and this is of type ${type}`,
      );
    });
  }

  #parts(text: string, path: Path, check: (expression: Expression, start: number) => void): void {
    this.#attempt(path, () => {
      for (const part of templateParts(text)) {
        if (part.kind !== 'expression') continue;
        this.#attempt(path, () => {
          check(parsePart(part), part.offset);
        });
      }
    });
  }

  /** Null: it is wrong, or what it names could not be read. */
  #typeOf(expression: Expression, place: Place): StaticType | null {
    const known = this.#references.known(expression, place);
    if (known === null) return null;
    const found = checkExpression(expression, known);
    for (const { offset, message, suggestion } of found) {
      const hint = suggestion === null ? '' : `; did you mean "${suggestion}"?`;
      this.#problems.errorInside('BAD_EXPRESSION', place.path, place.start + offset, message + hint);
    }
    return found.length === 0 ? typeOf(expression, known) : null;
  }

  #attempt(path: Path, read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.#problems.errorInside('BAD_EXPRESSION', path, error.offset, error.problem);
    }
  }
}
