/** The paths that an expression reads. */
import type { Expression, Path } from './ast.ts';

export interface Reference {
  /** Names and, as digits, list indexes. */
  readonly path: readonly string[];
  readonly offset: number;
}

/** Every path of the expression, in the order of the text. */
export function paths(expression: Expression): readonly Path[] {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'path':
      return [expression];
    case 'compare':
      return [...paths(expression.left), ...paths(expression.right)];
    case 'logic':
      return expression.operands.flatMap(paths);
    case 'not':
      return paths(expression.operand);
  }
}

export function references(expression: Expression): readonly Reference[] {
  return paths(expression).map(({ segments, offset }) => ({ path: segments.map(String), offset }));
}
