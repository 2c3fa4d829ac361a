/** What only all steps of a file together show: names, needs, wiring, expressions, cycles, swept params. */
import { didYouMean } from '../suggestion.ts';
import { valueProblem } from '../param-value.ts';
import type { Problems } from '../problems.ts';
import type { SourceFile } from '../source.ts';
import { checkCycles } from './cycle.ts';
import { ExpressionCheck } from './expressions.ts';
import { checkNames } from './names.ts';
import type { Located, PlacedStep } from './placed-step.ts';
import { type Declared, References } from './references.ts';
import { StepIndex } from './step-index.ts';
import { Wiring } from './wiring.ts';

export interface Steps {
  /** In the order of the file, `finally` last. */
  readonly placed: readonly PlacedStep[];
  /** False: some could not be read, so a name that is not among them may be right. */
  readonly complete: boolean;
  readonly params: Declared;
  /** Texts under every step. */
  readonly defaults: readonly Located[];
  /** Texts of messages about a run. */
  readonly notices: readonly Located[];
}

export function checkSteps({ placed, complete, params, defaults, notices }: Steps, source: SourceFile): void {
  const { problems } = source;
  const named = placed.map(({ step, path }) => ({ name: step.name, path: [...path, 'name'], part: 'value' as const }));
  checkNames('step', named, source);
  const wiring = new Wiring(new StepIndex(placed, complete), problems);
  const expressions = new ExpressionCheck(new References(params, wiring, problems), problems);
  for (const text of defaults) expressions.checkDefault(text);
  for (const text of notices) expressions.checkNotice(text);
  for (const step of placed) {
    wiring.checkNeeds(step);
    wiring.checkInputs(step);
    expressions.checkStep(step);
    checkSweep(step, params, problems);
  }
  checkCycles(wiring.edges, problems);
}

function checkSweep({ step, path }: PlacedStep, params: Declared, problems: Problems): void {
  for (const [name, values] of Object.entries(step.sweep?.params ?? {})) {
    const at = [...path, 'sweep', 'params', name];
    const param = params.get(name);
    if (param === undefined) {
      const message = `there is no param "${name}" to sweep${didYouMean(name, params.keys())}`;
      problems.error('UNKNOWN_PARAM', at, 'key', message);
    }
    if (!param) continue;
    values.forEach((value, place) => {
      const problem = valueProblem(param, value);
      if (problem !== null) problems.error('BAD_VALUE', [...at, place], 'value', `this value of "${name}" ${problem}`);
    });
  }
}
