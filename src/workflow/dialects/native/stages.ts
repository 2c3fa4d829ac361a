/** `stages` and `finally`: the lists of steps. */
import type { PlacedStep } from '../../check/placed-step.ts';
import type { Path } from '../../problems.ts';
import { found, isMap, quote } from '../../shape/found.ts';
import { readStep, type StepContext } from './step.ts';
import { nameProblem } from './text.ts';

export interface ReadStage {
  readonly name: string;
  readonly steps: readonly PlacedStep[];
}

export interface ReadStages {
  readonly stages: readonly ReadStage[];
  readonly finally: readonly PlacedStep[];
  /** False: some step could not be read. */
  readonly complete: boolean;
}

export function readStages(data: Readonly<Record<string, unknown>>, context: StepContext): ReadStages {
  const reader = new StepsReader(context);
  const stages = reader.stages(data['stages']);
  const path = ['finally'];
  const last =
    data['finally'] === undefined ? [] : reader.steps(data['finally'], { path, stage: stages.length, isFinally: true });
  return { stages, finally: last, complete: reader.complete };
}

class StepsReader {
  complete = true;
  readonly #context: StepContext;

  constructor(context: StepContext) {
    this.#context = context;
  }

  stages(data: unknown): ReadStage[] {
    const { problems } = this.#context.source;
    if (data === undefined) problems.error('MISSING_KEY', [], 'value', 'the file has no "stages"');
    else if (data !== null && !isMap(data)) {
      this.complete = false;
      const message = `"stages" must be a map from names of stages to lists of steps, not ${found(data)}`;
      problems.error('WRONG_TYPE', ['stages'], 'value', message);
    }
    if (data === undefined || (data !== null && !isMap(data))) return [];
    // Plain objects lose the order of names like 1 and 2.
    const names = this.#context.source.keys(['stages']);
    if (names.length === 0) problems.warning('NO_STEPS', ['stages'], 'key', 'there are no stages, so nothing will run');
    return names.map((name, stage) => {
      const path = ['stages', name];
      this.#checkName(name, path);
      return { name, steps: this.steps(data?.[name], { path, stage, isFinally: false }) };
    });
  }

  #checkName(name: string, path: Path): void {
    const { problems } = this.#context.source;
    const problem = nameProblem(name);
    if (problem !== null) problems.error('BAD_NAME', path, 'key', problem);
    if (name === 'finally') {
      problems.error(
        'BAD_NAME',
        path,
        'key',
        'no stage can be named "finally"; that list stands at the top of the file',
      );
    }
  }

  steps(data: unknown, { path, stage, isFinally }: { path: Path; stage: number; isFinally: boolean }): PlacedStep[] {
    const { problems } = this.#context.source;
    const name = quote(String(path.at(-1)));
    if (data === null || (Array.isArray(data) && data.length === 0)) {
      problems.warning('NO_STEPS', path, 'key', `${name} has no steps`);
      return [];
    }
    if (!Array.isArray(data)) {
      this.complete = false;
      const advice = isMap(data) ? '; begin each step with "- "' : '';
      problems.error('WRONG_TYPE', path, 'value', `${name} must be a list of steps, not ${found(data)}${advice}`);
      return [];
    }
    return data.flatMap((item: unknown, place) => {
      const step = readStep(item, { path: [...path, place], stage, isFinally }, this.#context);
      if (step === null) this.complete = false;
      return step ?? [];
    });
  }
}
