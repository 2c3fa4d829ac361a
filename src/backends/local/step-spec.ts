/** What one attempt of a task is told: the local form of the step agent's specification. */
import path from 'node:path';
import type { PlanStep } from '../../plan/plan.ts';
import type { TaskOrder } from '../backend.ts';
import type { StepSpec } from '../spec.ts';
import { stepSpec } from '../step-spec.ts';
import type { LocalBackendOptions } from './backend.ts';
import { secretVariables } from './variables.ts';

interface LocalParts {
  readonly order: TaskOrder;
  readonly step: PlanStep;
  readonly port: number | null;
  /** Folder of the attempt, with `source/` and `scratch/`. */
  readonly work: string;
  readonly options: Pick<LocalBackendOptions, 'plan' | 'folder' | 'cache' | 'secrets' | 'grace'>;
}

/** @throws Error for a step that runs the code of its image, which preflight refuses */
export function localSpec({ order, step, port, work, options }: LocalParts): StepSpec {
  const { plan, folder, cache, secrets, grace } = options;
  return stepSpec({
    plan,
    step,
    order,
    places: {
      root: path.join(work, 'source'),
      scratch: path.join(work, 'scratch'),
      cache,
      artifacts: path.join(folder, 'artifacts'),
    },
    secrets: Object.keys(secretVariables(step, secrets)),
    grace,
    service: port === null ? null : { port, watch: 'agent' },
  });
}
