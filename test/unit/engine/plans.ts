/** Plans and results for tests: the least that a sentence needs. */
import { resultWithoutAgent, type Artifact, type StepResult } from '../../../src/backends/result.ts';
import type { Plan, PlanStep } from '../../../src/plan/plan.ts';
import { plainPod } from '../../../src/workflow/pod.ts';
import { plainStore } from '../../../src/workflow/store.ts';

/** `behind`: steps that it waits for by stage order alone. `plan` puts them into a stage of that name. */
export function step(
  name: string,
  { behind = [], ...fields }: Partial<PlanStep> & { behind?: readonly string[] } = {},
): PlanStep {
  return {
    name,
    stage: fields.role === 'finally' ? 'finally' : 'main',
    after: behind.length === 0 ? null : behind.join('+'),
    needs: [],
    role: 'step',
    kind: 'job',
    line: 1,
    onFailure: false,
    gates: [],
    retries: { limit: 0, backoff: 1, maxBackoff: 60 },
    onLost: 'rerun',
    code: { kind: 'command', argv: ['true'] },
    workingDirectory: '.',
    env: {},
    envFrom: {},
    secrets: [],
    inputs: {},
    outputs: {},
    resources: {},
    pod: plainPod,
    startTimeout: 600,
    ...fields,
  };
}

/** Each step in the stage that others wait for. @throws Error where one would have to be in two */
function inStages(steps: readonly PlanStep[]): readonly PlanStep[] {
  const stages = new Map<string, string>();
  for (const after of new Set(steps.map((each) => each.after))) {
    for (const name of after?.split('+') ?? []) {
      if ((stages.get(name) ?? after) !== after)
        throw new Error(`${name} is in ${stages.get(name) ?? ''} and ${after ?? ''}`);
      stages.set(name, after ?? '');
    }
  }
  return steps.map((each) => ({ ...each, stage: stages.get(each.name) ?? each.stage }));
}

export function plan(steps: readonly PlanStep[], fields: Partial<Plan> = {}): Plan {
  return {
    workflow: 'wine',
    file: 'automl.yaml',
    run: { id: 'r1', event: 'push' },
    commit: { head: 'abc', committed: null, merge: null, ref: 'main', dirty: false, tree: null },
    environment: null,
    params: {},
    steps: inStages(steps),
    parallel: 4,
    failFast: false,
    concurrency: 'allow',
    onInterrupt: 'cancel',
    schedule: null,
    driver: null,
    notify: [],
    python: { extraIndex: [], offline: false },
    store: plainStore,
    ...fields,
  };
}

export function succeeded(fields: Partial<StepResult> = {}): StepResult {
  return { ...resultWithoutAgent('succeeded', ''), reason: null, exit_code: 0, ...fields };
}

export function failed(reason = 'exit 3', fields: Partial<StepResult> = {}): StepResult {
  return { ...resultWithoutAgent('failed', reason), exit_code: 3, ...fields };
}

export const lost: StepResult = { ...resultWithoutAgent('failed', 'was evicted'), lost: true };
export const timedOut: StepResult = resultWithoutAgent('timed-out', 'timed out after 10 s');
export const cancelled: StepResult = resultWithoutAgent('cancelled', 'stopped by TERM');

export function file(sha256: string): Artifact {
  return { kind: 'file', path: 'model.bin', bytes: 1, files: 1, sha256 };
}
