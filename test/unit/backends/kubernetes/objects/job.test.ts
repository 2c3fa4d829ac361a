import { describe, expect, it } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { childrenJob, membersOf, stepJob } from '../../../../../src/backends/kubernetes/objects/job.ts';
import type { StepSpec } from '../../../../../src/backends/spec.ts';
import { plan, step } from '../../../engine/plans.ts';
import { children, facts, order, store } from './facts.ts';

function unpacked(text = ''): StepSpec {
  return JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString()) as StepSpec;
}

const train = step('train', { outputs: { model: { kind: 'artifact', path: 'model' } }, timeout: 5 });
const run = facts({ store });
const whole = plan([train]);

const replacing = {
  podReplacementPolicy: 'Failed',
  podFailurePolicy: { rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }] },
};

describe('the Job of a step', () => {
  const job = stepJob(run, whole, train, order(train, { task: { step: 'train', iteration: 3 }, attempt: 2 }));

  it('runs one pod once, and goes with the run', () => {
    const { template, ...spec } = job.spec ?? {};
    expect(spec).toMatchObject({ completions: 1, parallelism: 1, backoffLimit: 0 });
    expect(template?.metadata?.labels).toMatchObject({ 'automl-action/iteration': '3', 'automl-action/attempt': '2' });
    expect(job).toMatchObject({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name: 'wine-train-3-r1-a2',
        labels: { 'automl-action/run': 'r1', 'automl-action/step': 'train', 'automl-action/iteration': '3' },
        ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'automl-r1', uid: 'u1' }],
      },
    });
  });

  it('makes a pod anew that the cluster ended, when its container has ended', () => {
    expect(job.spec).toMatchObject(replacing);
  });

  it('with on_lost: fail makes none', () => {
    const careful = step('train', { onLost: 'fail' });
    const { spec } = stepJob(run, plan([careful]), careful, order(careful));
    expect(spec).toMatchObject({ podReplacementPolicy: 'Failed' });
    expect(spec).not.toHaveProperty('podFailurePolicy');
  });

  it('is the same object each time, since creating it twice must not start it twice', () => {
    expect(stepJob(run, whole, train, order(train))).toEqual(stepJob(run, whole, train, order(train)));
  });

  it('tells the agent where things are in the pod', () => {
    const [container] = job.spec?.template.spec?.containers ?? [];
    const { value } = container?.env?.find(({ name }) => name === 'AUTOML_SPEC') ?? {};
    expect(unpacked(value)).toMatchObject({
      identity: { run: 'r1', workflow: 'wine', step: 'train', iteration: 3, attempt: 2, commit: 'abc' },
      root: '/automl/work/source',
      scratch: '/automl/work/scratch',
      cache: '/automl/work/cache',
      store: '/automl/store/r1/train.3',
      timeout: 5,
      grace: 10,
      secrets: [],
      service: null,
    });
  });
});

describe('the spec of a step in a pod', () => {
  function specOf(one = train, fields = {}, in_ = run): StepSpec {
    const job = stepJob(in_, plan([one]), one, order(one, fields));
    return unpacked(job.spec?.template.spec?.containers[0]?.env?.[0]?.value);
  }

  it('finds inputs in the store, those from a fan-out in folders', () => {
    const gets = step('report', {
      inputs: { models: { step: 'train', output: 'model' }, data: { step: 'split', output: 'data' } },
    });
    const inputs = {
      models: [1, 2].map((iteration) => ({
        task: { step: 'train', iteration },
        output: 'model',
        sha256: `h${iteration}`,
        folder: String(iteration),
      })),
      data: [{ task: { step: 'split' }, output: 'data', sha256: 'h' }],
    };
    expect(specOf(gets, { inputs }).inputs).toEqual({
      'models/1': { source: '/automl/store/r1/train.1/model', sha256: 'h1' },
      'models/2': { source: '/automl/store/r1/train.2/model', sha256: 'h2' },
      data: { source: '/automl/store/r1/split/data', sha256: 'h' },
    });
  });

  it('has no store where the run has none, or the step no files', () => {
    expect(specOf(train, {}, facts()).store).toBeNull();
    expect(specOf(step('other')).store).toBeNull();
  });

  it('names the variables that are secret', () => {
    const one = step('train', {
      envFrom: { TOKEN: { kind: 'secret', name: 'a', key: 'b' }, REGION: { kind: 'config-map', name: 'a', key: 'b' } },
    });
    expect(specOf(one).secrets).toEqual(['TOKEN']);
  });
});

describe('the Indexed Job of children', () => {
  const orders = children(train, 3).slice(1);
  const made = childrenJob(run, whole, train, orders);

  it('runs one pod a child, where no failure is the others’', () => {
    const { template, ...spec } = made.job.spec ?? {};
    expect(spec).toMatchObject({
      completionMode: 'Indexed',
      completions: 2,
      parallelism: 2,
      backoffLimitPerIndex: 0,
      ...replacing,
    });
    expect(template?.metadata?.labels).not.toHaveProperty('automl-action/iteration');
    expect(made.job.metadata?.name).toBe('wine-train-r1-a1-c2');
    expect(made.children.map(({ metadata }) => metadata?.name)).toEqual(['wine-train-r1-a1-c2']);
  });

  it('runs as many at the same time as the order says', () => {
    const wide = children(train, 5).map((each) => ({ ...each, parallel: 2 }));
    expect(childrenJob(run, whole, train, wide).job.spec).toMatchObject({ completions: 5, parallelism: 2 });
  });

  it('tells all pods what they do in one folder', () => {
    const { template } = made.job.spec ?? {};
    const sources = [{ configMap: { name: 'wine-train-r1-a1-c2' } }];
    expect(template?.spec?.volumes).toContainEqual({ name: 'children', projected: { sources } });
    const names = template?.spec?.containers[0]?.env?.map(({ name }) => name);
    expect(names).toEqual(['AUTOML_TERMINATION']);
  });
});

describe('the Indexed Job of children that share pods', () => {
  const python = { kind: 'python', file: 'a.py', args: [] } as const;
  const swept = step('train', { code: python, timeout: 5 });
  const wide = children(swept, 100).map((each) => ({ ...each, parallel: 8 }));
  const { job, children: maps } = childrenJob(run, plan([swept]), swept, wide);

  it('runs four pods a place, none of which is made anew: some of its children may have ended', () => {
    expect(job.spec).toMatchObject({ completions: 32, parallelism: 8, podReplacementPolicy: 'Failed' });
    expect(job.spec).not.toHaveProperty('podFailurePolicy');
  });

  it('gives each pod the time of all its children', () => {
    expect(job.spec?.template.spec?.activeDeadlineSeconds).toBe(4 * (600 + 5 + 10) + 30);
  });

  it('names its members by pod and rank, as its table has them', () => {
    const members = membersOf(job);
    expect(members.slice(0, 5).map(({ index, rank }) => `${String(index)}/${String(rank)}`)).toEqual(
      ['0/0', '0/1', '0/2', '0/3', '1/0'], // 100 / 32 = 3.1
    );
    const lines = gunzipSync(Buffer.from(maps[0]?.binaryData?.['specs.000000.gz'] ?? '', 'base64'))
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as StepSpec[]);
    const told = lines.flatMap((specs, index) => specs.map(({ identity }, rank) => [identity.iteration, index, rank]));
    expect(members.map(({ iteration, index, rank }) => [iteration, index, rank])).toEqual(told);
  });
});

describe('the members that a Job names', () => {
  it('are those that it was made of', () => {
    const numbers = [...Array(300).keys()].map((place) => place + 1).filter((number) => number % 7 !== 3);
    const wide = children(train, 300).filter(({ task }) => numbers.includes(task.iteration ?? 0));
    const again = wide.map((each) => ({ ...each, attempt: 2 }));
    const { job } = childrenJob(run, whole, train, again);
    expect(membersOf(job)).toEqual(numbers.map((iteration, index) => ({ iteration, attempt: 2, index, rank: null })));
  });

  it('take little room', () => {
    const { job } = childrenJob(run, whole, train, children(train, 2000));
    expect(job.metadata?.annotations).toEqual({ 'automl-action/iterations': '1-2000' });
  });

  it.each([
    [{ step: 'train' }, { iteration: null, attempt: 3, index: null, rank: null }],
    [
      { step: 'train', iteration: 4 },
      { iteration: 4, attempt: 3, index: null, rank: null },
    ],
  ])('are one of a Job of %j', (task, member) => {
    expect(membersOf(stepJob(run, whole, train, order(train, { task, attempt: 3 })))).toEqual([member]);
  });

  it('are none of somebody else’s Job', () => {
    expect(membersOf({})).toEqual([]);
    expect(
      membersOf({
        metadata: { labels: { 'automl-action/attempt': '1' } },
        spec: { completionMode: 'Indexed', template: {} },
      }),
    ).toEqual([]);
  });
});
