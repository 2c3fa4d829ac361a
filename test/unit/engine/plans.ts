/** Plans and results for tests: the least that a sentence needs. */
import { resultWithoutAgent, type Artifact, type StepResult } from '../../../src/backends/result.ts';
import type { Plan, PlanStep } from '../../../src/plan/plan.ts';

/** A step of stage `main` that waits for `needs` by stage order alone; `requires` are added to them. */
export function step(name: string, fields: Partial<PlanStep> = {}): PlanStep {
  const requires = fields.requires ?? [];
  return {
    name,
    stage: fields.role === 'finally' ? 'finally' : 'main',
    role: 'step',
    kind: 'job',
    line: 1,
    onFailure: false,
    gates: [],
    retries: { limit: 0, backoff: 1, maxBackoff: 60 },
    code: { kind: 'command', argv: ['true'] },
    workingDirectory: '.',
    env: {},
    secrets: [],
    inputs: {},
    outputs: {},
    resources: {},
    startTimeout: 600,
    ...fields,
    needs: [...new Set([...(fields.needs ?? []), ...requires])],
    requires,
  };
}

export function plan(steps: readonly PlanStep[], fields: Partial<Plan> = {}): Plan {
  return {
    workflow: 'wine',
    file: 'automl.yaml',
    run: { id: 'r1', event: 'push' },
    commit: { head: 'abc', merge: null, ref: 'main', dirty: false, tree: null },
    environment: null,
    params: {},
    steps,
    parallel: 4,
    failFast: false,
    python: { extraIndex: [], offline: false },
    ...fields,
  };
}

export function succeeded(fields: Partial<StepResult> = {}): StepResult {
  return { ...resultWithoutAgent('succeeded', ''), reason: null, exit_code: 0, ...fields };
}

export function failed(reason = 'exit 3', fields: Partial<StepResult> = {}): StepResult {
  return { ...resultWithoutAgent('failed', reason), exit_code: 3, ...fields };
}

export const timedOut: StepResult = resultWithoutAgent('timed-out', 'timed out after 10 s');
export const cancelled: StepResult = resultWithoutAgent('cancelled', 'stopped by TERM');

export function file(sha256: string): Artifact {
  return { kind: 'file', path: 'model.bin', bytes: 1, files: 1, sha256 };
}
