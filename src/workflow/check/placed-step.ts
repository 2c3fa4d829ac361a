/** A step of the model together with where it stands, which is what the checks of whole files work on. */
import type { Step } from '../model.ts';
import type { Path } from '../problems.ts';

/** A text of the file in which expressions are. */
export interface Located {
  /** `template`: any text with `${{ }}` in it. The others are one expression and nothing else. */
  readonly kind: 'template' | 'when' | 'for_each';
  readonly text: string;
  readonly path: Path;
}

export interface PlacedStep {
  readonly step: Step;
  readonly path: Path;
  /** Place of its stage in the file; `finally` counts as the one behind the last. */
  readonly stage: number;
  readonly isFinally: boolean;
  /** Keys of it that could not be read: nothing can be said about what depends on them. */
  readonly broken: ReadonlySet<string>;
  readonly expressions: readonly Located[];
}
