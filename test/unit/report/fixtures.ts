/** Records and plans that look like those of real runs. */
import { resultWithoutAgent, type StepResult } from '../../../src/backends/result.ts';
import type { Plan, PlanStep } from '../../../src/plan/plan.ts';
import type { ChildRecord, RunRecord, StepRecord } from '../../../src/records/schema.ts';
import { plainPod } from '../../../src/workflow/pod.ts';
import { plainStore } from '../../../src/workflow/store.ts';

export const start = Date.parse('2026-11-20T09:15:00.000Z');

export function iso(seconds: number): string {
  return new Date(start + seconds * 1000).toISOString();
}

type TaskFields = Omit<ChildRecord, 'iteration' | 'item' | 'params'>;

/** `from` and `to` in seconds since the start of the run. */
export function attempt(from: number, to: number, state: StepRecord['state'] = 'succeeded', number = 1) {
  return {
    attempt: number,
    state,
    reason: null,
    exit_code: state === 'succeeded' ? 0 : 1,
    started_at: iso(from),
    ended_at: iso(to),
    install_seconds: 2,
    code_seconds: Math.max(0, to - from - 2),
  };
}

function task(from: number, to: number, fields: Partial<TaskFields> = {}): TaskFields {
  const state = fields.state ?? 'succeeded';
  const ran = state !== 'skipped' && state !== 'pending';
  return {
    state,
    reason: null,
    exit_code: ran ? 0 : null,
    metrics: {},
    outputs: {},
    artifacts: {},
    labels: {},
    gates: [],
    place: null,
    summary: null,
    service: null,
    warnings: [],
    attempts: ran ? [attempt(from, to, state)] : [],
    queued_at: iso(from),
    started_at: ran ? iso(from) : null,
    ended_at: iso(to),
    log: null,
    ...fields,
  };
}

export function stepOf(path: string, fields: Partial<StepRecord> = {}, from = 0, to = 1): StepRecord {
  const [stage = '', name = ''] = path.split('/');
  return {
    name,
    stage,
    kind: 'job',
    line: 12,
    after: null,
    needs: [],
    children: null,
    select: null,
    best: null,
    ...task(from, to, fields),
    ...fields,
  };
}

export function childOf(iteration: number, fields: Partial<ChildRecord> = {}, from = 0, to = 1): ChildRecord {
  return { iteration, params: {}, ...task(from, to, fields), ...fields };
}

export function recordOf(steps: readonly StepRecord[], fields: Partial<RunRecord> = {}): RunRecord {
  const failed = steps.find((step) => step.state === 'failed' || step.state === 'timed-out');
  return {
    schema: 'automl.run/1',
    id: '7hq2',
    workflow: 'wine',
    file: 'examples/wine/automl.yaml',
    environment: null,
    event: 'push',
    schedule: null,
    url: null,
    pull: null,
    base: null,
    backend: 'local',
    version: '0.1.0',
    host: 'runner-3',
    commit: {
      head: '4f2c1e9d0a6b7c8d9e0f112233445566778899aa',
      merge: null,
      ref: 'main',
      dirty: false,
      tree: null,
    },
    params: { seed: 7, test_size: 0.25, trees: 100 },
    state: failed === undefined ? 'succeeded' : 'failed',
    reason: failed === undefined ? null : `${failed.name}: ${failed.reason ?? ''}`,
    started_at: iso(0),
    ended_at: iso(56.1),
    notifications: [],
    steps: [...steps],
    ...fields,
  };
}

const split = stepOf(
  'prepare/split',
  {
    line: 19,
    outputs: { rows: 142 },
    artifacts: {
      train: { kind: 'file', path: 'data/train.csv', bytes: 8123, files: 1, sha256: 'a'.repeat(64) },
      test: { kind: 'file', path: 'data/test.csv', bytes: 2840, files: 1, sha256: 'b'.repeat(64) },
    },
  },
  0.1,
  3.2,
);

const sweep: readonly ChildRecord[] = [
  childOf(1, { params: { C: 0.1 }, metrics: { log_loss: 0.1213, accuracy: 0.9701 } }, 3.3, 9.9),
  childOf(2, { params: { C: 1 }, metrics: { log_loss: 0.0712, accuracy: 0.9851 } }, 3.3, 10.4),
  childOf(3, { params: { C: 10 }, metrics: { log_loss: 0.0934, accuracy: 0.9776 } }, 10.0, 16.2),
];

const logistic = stepOf(
  'train/logistic',
  {
    line: 27,
    after: 'prepare',
    needs: ['split'],
    children: [...sweep],
    select: { metric: 'log_loss', order: 'min' },
    best: 2,
    metrics: { log_loss: 0.0712, accuracy: 0.9851 },
    gates: [{ metric: 'log_loss', min: null, max: 0.2, value: 0.0712, passed: true }],
    attempts: [],
  },
  3.3,
  16.2,
);

const boosting = stepOf(
  'train/boosting',
  { line: 38, needs: ['split'], metrics: { accuracy: 0.9328, log_loss: 0.2312, seconds: 12.31234, trees: 12345 } },
  3.3,
  40.2,
);

export const traceback = [
  'reading data/train.csv: 142 rows, 13 features',
  'Traceback (most recent call last):',
  '  File "steps/forest.py", line 31, in <module>',
  '    forest.fit(x, y)',
  'ValueError: Input X contains NaN.',
];

export function wineFailed(): RunRecord {
  return recordOf([
    split,
    logistic,
    stepOf(
      'train/forest',
      {
        line: 33,
        needs: ['split'],
        state: 'failed',
        reason: 'exit 1: ValueError in steps/forest.py:31: Input X contains NaN.',
        exit_code: 1,
        place: { file: 'steps/forest.py', line: 31, cell: null, error: 'ValueError', message: 'Input X contains NaN.' },
        warnings: ['image python:3.12-slim has Python 3.12, this machine runs the steps with 3.11.9'],
      },
      3.3,
      51,
    ),
    boosting,
    stepOf('compare/pick', {
      line: 43,
      after: 'train',
      needs: ['split', 'logistic', 'forest', 'boosting'],
      state: 'skipped',
      reason: 'forest failed',
    }),
    stepOf('serve/api', {
      line: 55,
      kind: 'service',
      after: 'compare',
      needs: ['pick'],
      state: 'skipped',
      reason: 'forest failed',
    }),
  ]);
}

export function wineSucceeded(): RunRecord {
  return recordOf(
    [
      split,
      logistic,
      stepOf(
        'train/forest',
        {
          line: 33,
          needs: ['split'],
          metrics: { accuracy: 0.9776, log_loss: 0.1405 },
          gates: [{ metric: 'accuracy', min: 0.9, max: null, value: 0.9776, passed: true }],
        },
        3.3,
        22.8,
      ),
      boosting,
      stepOf(
        'compare/pick',
        {
          line: 43,
          after: 'train',
          needs: ['split', 'logistic', 'forest', 'boosting'],
          metrics: { accuracy: 0.9722 },
          outputs: { best: 'logistic' },
          artifacts: {
            model: { kind: 'file', path: 'out/best.joblib', bytes: 2345, files: 1, sha256: 'c'.repeat(64) },
          },
          summary:
            '**logistic** is the best of 3: it classifies 97.2% of 36 unseen wines right.\n\n| model | accuracy |\n|---|---|\n| logistic | 0.985 |\n| forest | 0.978 |\n',
        },
        40.3,
        44,
      ),
      stepOf(
        'serve/api',
        {
          line: 55,
          kind: 'service',
          after: 'compare',
          needs: ['pick'],
          service: {
            url: 'http://127.0.0.1:5000',
            external_url: null,
            smoke: { status: 200, milliseconds: 12.4, body: '{"class": "class_0", "probability": 0.998}' },
          },
        },
        44.1,
        46,
      ),
    ],
    { environment: 'dev' },
  );
}

export function planStepOf(path: string, fields: Partial<PlanStep> = {}): PlanStep {
  const [stage = '', name = ''] = path.split('/');
  return {
    name,
    stage,
    role: 'step',
    kind: 'job',
    line: 12,
    after: null,
    needs: [],
    onFailure: false,
    gates: [],
    retries: { limit: 0, backoff: 1, maxBackoff: 60 },
    onLost: 'rerun',
    code: { kind: 'python', file: `steps/${name}.py`, args: [] },
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

export function planOf(steps: readonly PlanStep[], fields: Partial<Plan> = {}): Plan {
  return {
    workflow: 'wine',
    file: 'automl.yaml',
    run: { id: '7hq2', event: 'command' },
    commit: {
      head: '4f2c1e9d0a6b7c8d9e0f112233445566778899aa',
      committed: null,
      merge: null,
      ref: 'main',
      dirty: false,
      tree: null,
    },
    environment: 'dev',
    params: {},
    steps,
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

export function resultOf(state: StepResult['state'], fields: Partial<StepResult> = {}): StepResult {
  const exit_code = state === 'succeeded' ? 0 : 1;
  return { ...resultWithoutAgent(state, ''), reason: null, exit_code, code_seconds: 1, ...fields };
}
