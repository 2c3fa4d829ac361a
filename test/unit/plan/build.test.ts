import { describe, expect, test } from '@jest/globals';
import { buildPlan, type PlanRequest } from '../../../src/plan/build.ts';
import { plainDriver } from '../../../src/workflow/driver.ts';
import type { DriverPod, Step, Workflow } from '../../../src/workflow/model.ts';
import { plainPod } from '../../../src/workflow/pod.ts';
import { plainService } from '../../../src/workflow/service.ts';
import { plainStore } from '../../../src/workflow/store.ts';

const step = (name: string, part: Partial<Step> = {}): Step => ({
  name,
  at: { line: 1, column: 1 },
  code: { kind: 'command', argv: ['true'] },
  workingDirectory: '.',
  env: {},
  envFrom: {},
  secrets: [],
  inputs: {},
  outputs: {},
  gates: [],
  retries: { limit: 0, backoff: 10, maxBackoff: 300 },
  onLost: 'rerun',
  resources: {},
  pod: plainPod,
  startTimeout: 600,
  onFailure: false,
  ...part,
});

const service = { ...plainService, port: 1 };

const workflow: Workflow = {
  name: 'w',
  params: {},
  stages: [
    { name: 'prepare', steps: [step('split'), step('check')] },
    {
      name: 'train',
      steps: [
        step('linear', { inputs: { train: { step: 'split', output: 'train' } } }),
        step('early', { needs: ['split'] }),
        step('free', { needs: [] }),
      ],
    },
    { name: 'serve', steps: [step('api', { service, env: { X: '${{ steps.split.outputs.rows }}' } })] },
  ],
  finally: [step('clean')],
  schedules: [],
  environments: [],
  preview: false,
  python: { extraIndex: [], offline: false },
  store: plainStore,
  failFast: false,
  concurrency: 'queue',
  onInterrupt: 'detach',
  driver: null,
  notify: [],
};

const request: PlanRequest = {
  file: 'automl.yaml',
  run: { id: 'r1', event: 'command' },
  schedule: null,
  commit: { head: null, committed: null, merge: null, ref: null, dirty: false, tree: null },
  environment: 'dev',
  params: {},
  only: [],
  processors: 2,
};

describe('the plan', () => {
  test('makes a step wait for the previous stage unless it names its needs', () => {
    expect(buildPlan(workflow, request).steps.map(({ name, after, needs }) => [name, after, needs])).toEqual([
      ['split', null, []],
      ['check', null, []],
      ['linear', 'prepare', ['split']],
      ['early', null, ['split']],
      ['free', null, []],
      ['api', 'train', ['split']],
      ['clean', null, []],
    ]);
  });

  test('skips services where the ref deploys nowhere', () => {
    const plan = buildPlan(workflow, { ...request, environment: null });
    expect(plan.steps.filter((s) => s.skip !== undefined).map((s) => [s.name, s.skip])).toEqual([
      ['api', 'not a deploying ref'],
    ]);
  });

  test('gives the services of a preview, and of nothing else, a way in of their own', () => {
    const ingress = { host: 'api.example.com', annotations: {} };
    const stages = [{ name: 'serve', steps: [step('api', { service: { ...service, ingress } })] }];
    const hosts = ['production', 'pr-7', null].map((environment) => {
      const { steps } = buildPlan({ ...workflow, stages }, { ...request, environment });
      return steps[0]?.service?.ingress?.host;
    });
    expect(hosts).toEqual(['api.example.com', 'pr-7-api.example.com', 'api.example.com']);
  });

  test('of one step holds what it needs and skips the rest, but not the finally steps', () => {
    const plan = buildPlan(workflow, { ...request, only: ['early'] });
    expect(plan.steps.filter((s) => s.skip === undefined).map((s) => s.name)).toEqual(['split', 'early', 'clean']);
  });

  test('runs as many steps at a time as was asked for, else as the file says, else as there are processors', () => {
    const limited = { ...workflow, parallel: 3 };
    const parallel = [
      buildPlan(limited, { ...request, parallel: 1 }),
      buildPlan(limited, request),
      buildPlan(workflow, request),
    ];
    expect(parallel.map((plan) => plan.parallel)).toEqual([1, 3, 2]);
  });

  test('hands on what the file says about other runs and about signals', () => {
    expect(buildPlan(workflow, request)).toMatchObject({ concurrency: 'queue', onInterrupt: 'detach' });
  });

  test('says who drives the run: who was asked to, else who the file says', () => {
    const driverOf = (file: DriverPod | null, asked?: DriverPod | null) =>
      buildPlan({ ...workflow, driver: file }, { ...request, ...(asked === undefined ? {} : { driver: asked }) })
        .driver;
    expect([driverOf(null), driverOf(plainDriver)]).toEqual([null, plainDriver]);
    expect([driverOf(null, plainDriver), driverOf(plainDriver, null)]).toEqual([plainDriver, null]);
  });

  test('lets a run that is driven elsewhere outlive a signal, unless the file says otherwise', () => {
    const { onInterrupt = 'detach', ...silent } = workflow;
    const interrupted = (driver: DriverPod | null, said: Partial<Workflow> = {}) =>
      buildPlan({ ...silent, driver, ...said }, request).onInterrupt;
    expect([interrupted(null), interrupted(plainDriver)]).toEqual(['cancel', 'detach']);
    expect([interrupted(null, { onInterrupt }), interrupted(plainDriver, { onInterrupt: 'cancel' })]).toEqual([
      onInterrupt,
      'cancel',
    ]);
  });

  test('hands on where the files are, and what the pods are like, without a copy for each step', () => {
    const pod = { ...plainPod, priorityClass: 'high' };
    const envFrom = { TOKEN: { kind: 'secret', name: 'hub', key: 'token' } } as const;
    const store = { ...plainStore, size: 1 };
    const steps = [step('a', { pod, envFrom }), step('b', { pod, envFrom })];
    const plan = buildPlan({ ...workflow, store, stages: [{ name: 'one', steps }] }, request);
    expect(plan.store).toBe(store);
    for (const each of plan.steps.slice(0, 2)) {
      expect(each.pod).toBe(pod);
      expect(each.envFrom).toBe(envFrom);
    }
  });

  test('refuses a step that does not exist and names a near one', () => {
    expect(() => buildPlan(workflow, { ...request, only: ['lineer'] })).toThrow('did you mean "linear"?');
  });
});
