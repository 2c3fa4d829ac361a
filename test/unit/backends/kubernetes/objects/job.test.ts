import { describe, expect, it } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { childrenJob, fitChildren, iterationAt, stepJob } from '../../../../../src/backends/kubernetes/objects/job.ts';
import type { StepSpec } from '../../../../../src/backends/spec.ts';
import { plan, step } from '../../../engine/plans.ts';
import { children, facts, order, store } from './facts.ts';

function unpacked(text = ''): StepSpec {
  return JSON.parse(gunzipSync(Buffer.from(text, 'base64')).toString()) as StepSpec;
}

const train = step('train', { outputs: { model: { kind: 'artifact', path: 'model' } }, timeout: 5 });
const run = facts({ store });
const whole = plan([train]);

describe('the Job of a step', () => {
  const job = stepJob(run, whole, train, order(train, { task: { step: 'train', iteration: 3 }, attempt: 2 }));

  it('runs one pod once, and goes with the run', () => {
    const { template, ...spec } = job.spec ?? {};
    expect(spec).toEqual({ completions: 1, parallelism: 1, backoffLimit: 0, podReplacementPolicy: 'Failed' });
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
    expect(spec).toEqual({
      completionMode: 'Indexed',
      completions: 2,
      parallelism: 2,
      backoffLimitPerIndex: 0,
      podReplacementPolicy: 'Failed',
    });
    expect(template?.metadata?.labels).not.toHaveProperty('automl-action/iteration');
    expect(made.job.metadata?.name).toBe('wine-train-r1-a1-c2');
    expect(made.children.metadata?.name).toBe('wine-train-r1-a1-c2');
  });

  it('says by itself which child is at which index', () => {
    expect([0, 1, 2].map((index) => iterationAt(made.job, index))).toEqual([2, 3, null]);
    expect(iterationAt({}, 0)).toBeNull();
  });

  it('tells each pod what it does in a file named by its index', () => {
    const { template } = made.job.spec ?? {};
    expect(template?.spec?.volumes).toContainEqual({ name: 'children', configMap: { name: 'wine-train-r1-a1-c2' } });
    const names = template?.spec?.containers[0]?.env?.map(({ name }) => name);
    expect(names).toEqual(['AUTOML_TERMINATION']);
    expect(Object.keys(made.children.data ?? {})).toEqual(['0', '1']);
    expect(unpacked(made.children.data?.['1'])).toMatchObject({
      identity: { iteration: 3 },
      params: { alpha: 2 },
      store: '/automl/store/r1/train.3',
    });
  });

  it('brings the shell form of steps that need no agent', () => {
    const plain = step('train');
    const { data } = childrenJob(run, plan([plain]), plain, children(plain, 2)).children;
    expect(data?.['1.sh']).toContain("export AUTOML_ITERATION='2'");
  });

  it('has the arguments of its only child where the image has the code', () => {
    const own = step('own', { image: 'own', code: { kind: 'image', args: [] } });
    const orders = children(own, 2).map((each) => ({
      ...each,
      code: { kind: 'image', args: [String(each.task.iteration)] } as const,
    }));
    const parts = fitChildren(orders);
    expect(parts.map((part) => part.length)).toEqual([1, 1]);
    const made = parts.map((part) => childrenJob(run, plan([own]), own, part));
    expect(made.map(({ job }) => job.spec?.template.spec?.containers[0]?.args)).toEqual([['1'], ['2']]);
    expect(new Set(made.map(({ job }) => job.metadata?.name)).size).toBe(2);
  });
});

describe('how many children fit together', () => {
  const bytesOf = (data: Readonly<Record<string, string>> = {}): number => Object.values(data).join('').length;

  it('is all of them while they are small', () => {
    expect(fitChildren(children(train, 100)).map((part) => part.length)).toEqual([100]);
    expect(fitChildren([])).toEqual([]);
  });

  it.each([
    [
      'items that compress badly',
      step('train', { outputs: train.outputs, code: { kind: 'python', file: 'a.py', args: [] } }),
    ],
    ['shell texts', step('train')],
  ])('is what a ConfigMap takes of %s', (_, one) => {
    const item = (index: number): string =>
      Array.from({ length: 2000 }, (_, place) => ((place * 7919 + index * 31) % 104_729).toString(36)).join('');
    const orders = children(one, 200).map((each, index) => ({ ...each, item: item(index) }));
    const parts = fitChildren(orders);
    expect(parts.flat()).toEqual(orders);
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) {
      expect(bytesOf(childrenJob(run, plan([one]), one, part).children.data)).toBeLessThan(900 * 1024);
    }
  });

  it('is an error when nobody asked', () => {
    const wide = children(step('train'), 2).map((each) => ({ ...each, env: { A: 'x'.repeat(600 * 1024) } }));
    expect(() => childrenJob(run, whole, step('train'), wide)).toThrow('2 children of train are told');
  });
});
