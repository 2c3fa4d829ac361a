import { beforeEach, describe, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { findRun } from '../../../../../src/backends/kubernetes/driving/find-run.ts';
import { readJobs } from '../../../../../src/backends/kubernetes/driving/open-jobs.ts';
import { PageReader } from '../../../../../src/backends/kubernetes/driving/page-reader.ts';
import {
  cancelRequestOf,
  isOver,
  readJournal,
  readPlan,
  readRecord,
  requestCancel,
} from '../../../../../src/backends/kubernetes/driving/stored-run.ts';
import {
  anchorObject,
  pageObject,
  planObjects,
  recordObject,
} from '../../../../../src/backends/kubernetes/objects/anchor.ts';
import { childrenJob, stepJob } from '../../../../../src/backends/kubernetes/objects/job.ts';
import { planName } from '../../../../../src/backends/kubernetes/objects/names.ts';
import { preparationJob } from '../../../../../src/backends/kubernetes/objects/preparation.ts';
import type { RunEvent } from '../../../../../src/engine/events.ts';
import type { Task } from '../../../../../src/plan/plan.ts';
import { plainService } from '../../../../../src/workflow/service.ts';
import { failed, plan, step } from '../../../engine/plans.ts';
import { recordOf } from '../../../report/fixtures.ts';
import { FakeApi } from '../fake-api.ts';
import { children, facts, order, owner } from '../objects/facts.ts';
import { held } from './leases.ts';

let api = new FakeApi();
beforeEach(() => {
  api = new FakeApi();
});
const at = (time: number): RunEvent => ({ type: 'run-started', at: time });
const page = (number: number, epoch: number, ...times: readonly number[]) =>
  pageObject(facts(), number, epoch, times.map(at));
const times = (events: readonly RunEvent[]): number[] => events.map((event) => event.at);

describe('pages', () => {
  test('are read in the order of their numbers, however they come, and each once', () => {
    const reader = new PageReader();
    expect(times(reader.read([page(10, 0, 4), page(2, 0, 2, 3), page(1, 0, 1)]))).toEqual([1, 2, 3, 4]);
    expect(times(reader.read([page(11, 0, 5), page(2, 0, 2, 3)]))).toEqual([5]);
    expect(reader.last).toBe(11);
  });

  test('that a driver wrote after another had taken over are left out, and counted', () => {
    const reader = new PageReader();
    expect(times(reader.read([page(1, 0, 1), page(2, 2, 2), page(3, 0, 3), page(4, 1, 4), page(5, 2, 5)]))).toEqual([
      1, 2, 5,
    ]);
    expect(times(reader.read([page(6, 0, 6), page(7, 3, 7)]))).toEqual([7]);
    expect(reader.last).toBe(7);
  });

  test('of other runs are not read', async () => {
    api.put('ConfigMap', pageObject(facts({ id: 'r2' }), 1, 0, [at(9)])).put('ConfigMap', page(1, 0, 1));
    expect(await readJournal(api, 'r1')).toEqual({ events: [at(1)], pages: 1 });
    expect(await readJournal(api, 'r3')).toEqual({ events: [], pages: 0 });
  });
});

describe('a run in the cluster', () => {
  const store = (...parts: ReturnType<typeof planObjects>): void => {
    for (const part of parts) api.put('ConfigMap', part);
  };

  test('has the plan and the facts that its first driver had', async () => {
    const whole = plan([step('train')]);
    const known = facts({ ownSecrets: new Map([['aws', 'automl-r1-aws']]) });
    expect(await readPlan(api, 'r1')).toBeNull();
    store(...planObjects(known, whole));
    expect(await readPlan(api, 'r1')).toEqual({ plan: whole, facts: known });
  });

  test('has no plan while one of its parts is missing', async () => {
    const large = step('train', { code: { kind: 'shell', script: randomBytes(1_400_000).toString('base64') } });
    const parts = planObjects(facts(), plan([large]));
    expect(parts.length).toBeGreaterThan(1);
    store(...parts);
    expect((await readPlan(api, 'r1'))?.plan.steps).toEqual([large]);
    api.take('ConfigMap', planName('r1', parts.length - 1));
    expect(await readPlan(api, 'r1')).toBeNull();
  });

  test('is over when it has a record and nobody has anything left to do', async () => {
    expect([await isOver(api, 'r1'), await readRecord(api, 'r1')]).toEqual([false, null]);
    await held(api);
    const record = recordOf([]);
    api.put('ConfigMap', recordObject(facts(), record));
    expect([await isOver(api, 'r1'), await readRecord(api, 'r1')]).toEqual([false, record]);
    api.take('Lease', 'automl-r1');
    expect(await isOver(api, 'r1')).toBe(true);
  });

  test('is asked to be cancelled by one call, for a reason', async () => {
    expect(await requestCancel(api, 'r1', 'wrong data')).toBe(false);
    const anchor = anchorObject(plan([]), owner);
    api.put('ConfigMap', anchor);
    expect([cancelRequestOf(anchor), await requestCancel(api, 'r1', 'wrong data')]).toEqual([null, true]);
    expect(cancelRequestOf(api.objects.get('ConfigMap', 'automl-r1') ?? {})).toBe('wrong data');
  });

  test('is found by its id, or the beginning of it', async () => {
    for (const id of ['ab', 'abc', 'abd', 'x1'])
      api.put('ConfigMap', anchorObject(plan([], { run: { id, event: 'push' } }), owner));
    expect([await findRun(api, 'x'), await findRun(api, 'ab')]).toEqual(['x1', 'ab']);
    await expect(findRun(api, 'a')).rejects.toMatchObject({
      code: 'USAGE',
      message: '"a" is the beginning of 3 runs: ab, abc, abd',
    });
    for (const missing of ['b', ''])
      await expect(findRun(api, missing)).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: `namespace ml has no run "${missing}"`,
      });
  });
});

describe('the Jobs that a driver finds', () => {
  const train = step('train', { retries: { limit: 1, backoff: 0, maxBackoff: 0 } });
  const whole = plan([train, step('score')]);
  const started = (task: Task, attempt = 1): RunEvent => ({ type: 'started', at: 1, task, attempt });
  const ended = (task: Task, attempt = 1): RunEvent => ({ type: 'ended', at: 2, task, attempt, result: failed() });
  const open = async (...events: readonly RunEvent[]): Promise<string[]> =>
    (await readJobs(api, whole, [at(0), ...events])).open.map(({ metadata }) => metadata?.name ?? '');

  test('are those of attempts that have not ended by the journal, whether it knows them or not', async () => {
    const score = whole.steps[1] ?? train;
    for (const each of [order(train), order(train, { attempt: 2 }), order(score)])
      api.put('Job', stepJob(facts(), whole, each.task.step === 'score' ? score : train, each));
    const task = { step: 'train' };
    expect(await open(started(task), ended(task), started(task, 2))).toEqual(['wine-train-r1-a2', 'wine-score-r1-a1']);
    expect(await open(started(task), ended(task), started(task, 2), ended(task, 2))).toEqual(['wine-score-r1-a1']);
  });

  test('have at least one child that has not ended', async () => {
    const sweep = step('train', { sweep: { params: {}, combinations: [{}, {}] } as never });
    const swept = plan([sweep]);
    api.put('Job', childrenJob(facts(), swept, sweep, children(sweep, 2)).job);
    const tasks = [1, 2].map((iteration) => ({ step: 'train', iteration }));
    const expanded: RunEvent = { type: 'expanded', at: 0, step: 'train', items: [{}, {}] };
    const both = tasks.flatMap((task) => [started(task), ended(task)]);
    const seen = async (events: readonly RunEvent[]): Promise<number> =>
      (await readJobs(api, swept, [at(0), expanded, ...events])).open.length;
    expect([await seen(both.slice(0, 2)), await seen(both)]).toEqual([1, 0]);
  });

  test('are forgotten ones where their attempts have ended and they are at work', async () => {
    const task = { step: 'train' };
    const [first, second] = [1, 2].map((attempt) => stepJob(facts(), whole, train, order(train, { attempt })));
    api.put('Job', { ...first, status: { active: 1 } }).put('Job', { ...second, status: { failed: 1 } });
    const both = [started(task), ended(task), started(task, 2), ended(task, 2)];
    const { open: left, forgotten } = await readJobs(api, whole, [at(0), ...both]);
    expect([left, forgotten.map(({ metadata }) => metadata?.name)]).toEqual([[], ['wine-train-r1-a1']]);
    expect((await readJobs(api, whole, [at(0), started(task)])).forgotten).toEqual([]);
  });

  test('are not those that prepare a service: its roll-out finds them by itself', async () => {
    const service = step('api', { kind: 'service', service: { ...plainService, port: 80 } });
    const job = preparationJob(facts(), whole, service, order(service), { lock: true, inputs: null });
    api.put('Job', { ...job, status: { active: 1 } });
    expect(await readJobs(api, whole, [at(0)])).toEqual({ open: [], forgotten: [] });
  });

  test('are none where nothing was begun', async () => {
    expect(await open()).toEqual([]);
  });
});
