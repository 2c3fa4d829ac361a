/** What an expression names of the file: params, and outputs of steps. */
import type { Expression } from '../expression/ast.ts';
import type { Known } from '../expression/check.ts';
import { paths } from '../expression/references.ts';
import type { Param, ParamType, ScalarType, Step } from '../model.ts';
import type { Path, Problems } from '../problems.ts';
import { didYouMean } from '../suggestion.ts';
import type { PlacedStep } from './placed-step.ts';
import type { Inside, Wiring } from './wiring.ts';

/** What the file declares; a param that could not be read is null. */
export type Declared = ReadonlyMap<string, Param | null>;

/** An expression inside a text of the file. */
export interface Place {
  readonly path: Path;
  /** Where the expression begins in the text. */
  readonly start: number;
  /** Null: under `defaults`, where no step is known. */
  readonly step: PlacedStep | null;
  /** In a message about a run, which knows more of it than its steps do. */
  readonly isNotice?: boolean;
}

type Outputs = Readonly<Record<string, ScalarType | 'artifact'>>;

export class References {
  readonly #params: Declared;
  readonly #types: Readonly<Record<string, ParamType>>;
  readonly #wiring: Wiring;
  readonly #problems: Problems;

  constructor(params: Declared, wiring: Wiring, problems: Problems) {
    this.#params = params;
    this.#types = Object.fromEntries([...params].flatMap(([name, param]) => (param ? [[name, param.type]] : [])));
    this.#wiring = wiring;
    this.#problems = problems;
  }

  /** What is known to the expression; null: it names what is not there or could not be read, so it can't be judged. */
  known(expression: Expression, { path, start, step, isNotice = false }: Place): Known | null {
    const steps: Record<string, Outputs> = {};
    let complete = true;
    for (const { segments, offset } of paths(expression)) {
      const [root, name, word, output] = segments;
      const at = { path, offset: start + offset };
      if (typeof name !== 'string') continue;
      if (root === 'params') complete = this.#isParam(name, at) && complete;
      if (root !== 'steps' || step === null) continue;
      const to = this.#wiring.checkReference(step, name, at);
      if (to !== null && (word !== 'outputs' || output === undefined || this.#isOutput(to, String(output), at))) {
        steps[name] = outputTypes(to.step);
      } else complete = false;
    }
    const item = step?.step.forEach !== undefined;
    const state = isNotice || (step?.isFinally ?? false);
    return complete ? { params: this.#types, steps, item, state, notice: isNotice } : null;
  }

  #isParam(name: string, { path, offset }: Inside): boolean {
    if (this.#params.has(name)) return this.#params.get(name) !== null;
    const message = `there is no param "${name}"${didYouMean(name, this.#params.keys())}`;
    this.#problems.errorInside('UNKNOWN_PARAM', path, offset, message);
    return false;
  }

  #isOutput({ step, broken }: PlacedStep, name: string, { path, offset }: Inside): boolean {
    if (broken.has('outputs')) return false;
    if (Object.hasOwn(step.outputs, name)) return true;
    const message = `the step "${step.name}" has no output "${name}"${didYouMean(name, Object.keys(step.outputs))}`;
    this.#problems.errorInside('UNKNOWN_OUTPUT', path, offset, message);
    return false;
  }
}

function outputTypes(step: Step): Outputs {
  return Object.fromEntries(
    Object.entries(step.outputs).map(([name, output]) => [name, output.kind === 'scalar' ? output.type : 'artifact']),
  );
}
