/** What steps name of other steps: `needs`, `inputs`, expressions. */
import type { Path, Problems } from '../problems.ts';
import { didYouMean } from '../suggestion.ts';
import type { PlacedStep } from './placed-step.ts';
import type { StepIndex } from './step-index.ts';

/** One step waits for another of the same stage: only such needs can form a cycle. */
export interface Edge {
  readonly from: PlacedStep;
  readonly to: PlacedStep;
  /** Where the need is written. */
  readonly path: Path;
}

/** A character of a text. */
export interface Inside {
  readonly path: Path;
  readonly offset: number;
}

export class Wiring {
  readonly #index: StepIndex;
  readonly #problems: Problems;
  readonly edges = new Map<PlacedStep, Edge[]>();

  constructor(index: StepIndex, problems: Problems) {
    this.#index = index;
    this.#problems = problems;
  }

  checkNeeds(from: PlacedStep): void {
    const { step, path, isFinally } = from;
    if (step.needs === undefined) return;
    if (isFinally) {
      this.#problems.error(
        'FINALLY_NEED',
        [...path, 'needs'],
        'key',
        'a finally step waits for everything; take "needs" out',
      );
      return;
    }
    step.needs.forEach((name, place) => {
      const at = [...path, 'needs', place];
      const to = this.#index.get(name);
      if (to !== undefined) this.#checkOrder(from, to, at, `needs "${name}"`);
      else if (this.#index.complete) {
        const message = `step "${step.name}" needs "${name}", which does not exist${this.#index.didYouMean(name)}`;
        this.#problems.error('UNKNOWN_NEED', at, 'value', message);
      }
    });
  }

  checkInputs(from: PlacedStep): void {
    for (const [name, input] of Object.entries(from.step.inputs)) {
      const at = [...from.path, 'inputs', name];
      const to = this.#index.get(input.step);
      if (to === undefined) {
        if (!this.#index.complete) continue;
        const message = `input "${name}" comes from the step "${input.step}", which does not exist${this.#index.didYouMean(input.step)}`;
        this.#problems.error('UNKNOWN_STEP', at, 'value', message);
      } else if (this.#checkOrder(from, to, at, `reads "${input.step}.${input.output}"`)) {
        this.#checkOutput(to, input.output, at);
      }
    }
  }

  /** The step that an expression reads; null: it can't, which was reported, or it is one that could not be read. */
  checkReference(from: PlacedStep, name: string, { path, offset }: Inside): PlacedStep | null {
    const to = this.#index.get(name);
    if (to !== undefined) {
      return this.#checkOrder(from, to, path, `reads an output of "${name}"`, offset) ? to : null;
    }
    if (this.#index.complete) {
      const message = `there is no step "${name}"${this.#index.didYouMean(name)}`;
      this.#problems.errorInside('UNKNOWN_STEP', path, offset, message);
    }
    return null;
  }

  #checkOutput({ step, broken }: PlacedStep, name: string, at: Path): void {
    if (broken.has('outputs')) return;
    const output = Object.hasOwn(step.outputs, name) ? step.outputs[name] : undefined;
    if (output === undefined) {
      const names = Object.keys(step.outputs);
      const hint = names.length === 0 ? '; it has no outputs' : didYouMean(name, names);
      this.#problems.error('UNKNOWN_OUTPUT', at, 'value', `the step "${step.name}" has no output "${name}"${hint}`);
    } else if (output.kind === 'scalar') {
      const expression = `\${{ steps.${step.name}.outputs.${name} }}`;
      const message = `the output "${name}" of "${step.name}" is a value, not a file; write ${expression} in args or env`;
      this.#problems.error('SCALAR_INPUT', at, 'value', message);
    }
  }

  /** Whether `to` comes before `from`. `verb` continues "the step x". */
  #checkOrder(from: PlacedStep, to: PlacedStep, path: Path, verb: string, offset?: number): boolean {
    const report = (code: 'SELF_REFERENCE' | 'LATER_STEP' | 'FINALLY_NEED', message: string): false => {
      if (offset === undefined) this.#problems.error(code, path, 'value', message);
      else this.#problems.errorInside(code, path, offset, message);
      return false;
    };
    const subject = `step "${from.step.name}" ${verb}`;
    if (from === to) return report('SELF_REFERENCE', `${subject}, which is itself`);
    if (to.isFinally) return report('FINALLY_NEED', `${subject}, which runs at the very end, in "finally"`);
    if (to.stage > from.stage) return report('LATER_STEP', `${subject}, which is in a later stage`);
    if (to.stage === from.stage) {
      const edges = this.edges.get(from);
      if (edges === undefined) this.edges.set(from, [{ from, to, path }]);
      else edges.push({ from, to, path });
    }
    return true;
  }
}
