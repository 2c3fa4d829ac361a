import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { step } from '../../engine/plans.ts';
import { BackendScene, settle, until } from './backend-scene.ts';
import { apiError, FakeApi } from './fake-api.ts';
import { children, order } from './objects/facts.ts';
import { ended, lastWord, pending, resultFrame, running, success } from './pods.ts';
import type { PlanStep } from '../../../../src/plan/plan.ts';

const train = step('train');
const [job, childrenJob] = ['wine-train-r1-a1', 'wine-train-r1-a1-c1'];
const stamp = (second: number, line: string): string => `2026-01-01T00:00:0${second}.000000001Z ${line}`;
const frame = `\u001e::automl::${resultFrame(success())}`;

let scene: BackendScene;
afterEach(() => scene.end());

async function started(...steps: readonly PlanStep[]): Promise<void> {
  scene = await BackendScene.open(...steps);
  scene.order(steps.map((each) => order(each)));
  await until(() => scene.jobs().length === steps.length);
}

describe('a step', () => {
  test('is a Job whose log is told and kept, and whose result is the last line of it', async () => {
    await started(train);
    scene.api.log(`${job}-x`).say(stamp(1, 'one'), stamp(2, 'two'), stamp(3, frame));
    scene.pod(job, running());
    await until(() => scene.ended.length === 1);
    expect(scene.results).toEqual(['train/1 succeeded']);
    await scene.backend.close();
    expect(scene.said).toEqual(['one', 'two']);
    expect(await scene.log('train')).toBe('one\ntwo\n');
    expect(scene.api.watched).toEqual([]);
  });

  test('of an image may print what looks like a message of the agent', async () => {
    const tool = step('train', { code: { kind: 'image', args: [] }, image: 'tool:1' });
    await started(tool);
    const log = scene.api.log(`${job}-x`).say(stamp(1, frame), stamp(2, 'after'));
    scene.pod(job, running());
    await until(() => scene.said.length === 2);
    expect(scene.ended).toEqual([]);
    log.end();
    scene.pod(job, ended('', { exitCode: 3 }));
    await until(() => scene.ended.length === 1);
    expect(scene.results).toEqual(['train/1 failed: exit 3']);
  });

  test('that the plan does not have is refused, and nothing dies of it', async () => {
    scene = await BackendScene.open(train);
    scene.order([order(step('other'))]);
    await until(() => scene.ended.length === 1);
    expect(scene.results).toEqual(['other/1 failed: the plan has no step other']);
  });

  test('ordered twice is one Job', async () => {
    await started(train);
    scene.order([order(train), order(train)]);
    await settle();
    expect(scene.calls('create')).toEqual([`Job ${job}`]);
  });
});

describe('children that start together', () => {
  test('are one Job, each with its own result', async () => {
    scene = await BackendScene.open(train);
    scene.order(children(train, 3));
    await until(() => scene.jobs().length === 1);
    expect(scene.jobs()).toEqual([childrenJob]);
    for (const index of [0, 1, 2]) scene.api.log(`${childrenJob}-${index}-x`).end();
    scene.pod(childrenJob, ended(lastWord(success({ metrics: { n: 1 } }))), 1);
    await until(() => scene.ended.length === 1);
    expect(scene.ended[0]).toMatchObject({ task: { step: 'train', iteration: 2 }, result: { metrics: { n: 1 } } });
  });

  test('are stopped one by one by their pods, all together by the Job', async () => {
    scene = await BackendScene.open(train);
    const orders = children(train, 3);
    scene.order(orders);
    await until(() => scene.jobs().length === 1);
    for (const index of [0, 1, 2]) scene.pod(childrenJob, pending(), index);
    await settle();
    scene.backend.cancel({ step: 'train', iteration: 1 });
    await until(() => scene.calls('delete').length === 1);
    expect(scene.calls('delete')).toEqual([`Pod ${childrenJob}-0-x`]);
    for (const { task } of orders.slice(1)) scene.backend.cancel(task);
    await until(() => scene.calls('delete').length === 2);
    expect(scene.calls('delete')).toEqual([`Pod ${childrenJob}-0-x`, `Job ${childrenJob}`]);
    expect(scene.results).toEqual([1, 2, 3].map((n) => `train#${n}/1 cancelled: cancelled before it started`));
  });
});

describe('children that wait for their turn', () => {
  const wide = children(train, 9).map((each) => ({ ...each, parallel: 2 }));

  async function ordered(): Promise<void> {
    scene = await BackendScene.open(train);
    scene.order(wide);
    await until(() => scene.jobs().length === 1);
  }

  test('are asked for from eight of them on, where a Job can tell its pods apart', async () => {
    scene = await BackendScene.open(train);
    expect([7, 8].map((count) => scene.backend.queues(train, count))).toEqual([false, true]);
    const image = step('tool', { image: 'tool:1', code: { kind: 'image', args: [] } });
    expect(scene.backend.queues(image, 2000)).toBe(false);
  });

  test('are one Job that runs so many at the same time, for two calls', async () => {
    await ordered();
    expect(scene.api.all('Job')[0]?.spec).toMatchObject({ completions: 9, parallelism: 2 });
    expect(scene.calls('create')).toEqual([`ConfigMap ${childrenJob}`, `Job ${childrenJob}`]);
  });

  test('begin when their own container runs', async () => {
    await ordered();
    scene.pod(childrenJob, pending(), 3);
    await settle();
    expect(scene.began).toEqual([]);
    scene.pod(childrenJob, running(), 3);
    await until(() => scene.began.length > 0);
    expect(scene.began).toEqual([{ type: 'began', task: { step: 'train', iteration: 4 }, attempt: 1 }]);
  });

  test('are held back for good before their Job is taken away', async () => {
    await ordered();
    scene.pod(childrenJob, pending(), 0);
    await settle();
    for (const { task } of wide) scene.backend.cancel(task);
    await until(() => scene.calls('delete').length === 1);
    expect(scene.calls('patch')).toEqual([`Job ${childrenJob}`]);
    expect(scene.calls('delete')).toEqual([`Job ${childrenJob}`]);
    expect(scene.results).toHaveLength(9);
  });
});

describe('close', () => {
  test('ends what was ordered and not begun, and what is ordered afterwards', async () => {
    scene = await BackendScene.open(train);
    const ticking = jest.spyOn(globalThis, 'setInterval');
    scene.order([order(train)]);
    const closed = scene.backend.close();
    scene.order([order(train, { attempt: 2 })]);
    await closed;
    expect(scene.results).toEqual([
      'train/1 cancelled: cancelled before it started',
      'train/2 cancelled: cancelled before it started',
    ]);
    await settle();
    expect(scene.calls('create')).toEqual([]);
    // Nobody is left to stop it.
    expect(ticking).not.toHaveBeenCalled();
    ticking.mockRestore();
  });

  test('after a cancel waits for the last word of the pod, and leaves no Job', async () => {
    await started(train);
    const log = scene.api.log(`${job}-x`);
    const stopped = { ...success(), state: 'cancelled', reason: 'stopped by TERM' } as const;
    const made = scene.pod(job, running());
    await until(() => scene.calls('lines').some((call) => call.endsWith('/log')));
    scene.backend.cancel({ step: 'train' });
    const closed = scene.backend.close();
    await until(() => scene.jobs().length === 0);
    log.say(stamp(1, `\u001e::automl::${resultFrame(stopped)}`));
    await closed;
    expect(scene.results).toEqual(['train/1 cancelled: stopped by TERM']);
    expect(made.metadata?.name).toBe(`${job}-x`);
    expect(scene.api.watched).toEqual([]);
  });

  test('takes away what says nothing, without waiting for the grace of its pod', async () => {
    await started(train);
    scene.pod(job, running());
    await until(() => scene.calls('lines').some((call) => call.endsWith('/log')));
    await scene.backend.close();
    expect(scene.results).toEqual(['train/1 cancelled: was cancelled']);
    expect(scene.calls('delete')).toContain(`Pod ${job}-x`);
    expect(scene.jobs()).toEqual([]);
  });

  test('of a backend that did nothing is at once', async () => {
    scene = await BackendScene.open(train);
    await scene.backend.close();
    expect(scene.ended).toEqual([]);
  });
});

describe('a watch that is refused in the middle', () => {
  test('is told, and says nothing about what runs: another driver may see it', async () => {
    const told: unknown[] = [];
    const onBlind = (error: unknown): void => void told.push(error);
    scene = await BackendScene.takeOver(new FakeApi(), [train], { onBlind });
    scene.order([order(train)]);
    await until(() => scene.jobs().length === 1 && scene.api.watched.includes('Pod'));
    scene.api.breakWatches('Pod', apiError(403, 'pods is forbidden'));
    await until(() => told.length === 1);
    expect(String(told[0])).toContain('pods is forbidden');
    await scene.backend.leave();
    expect([scene.results, scene.jobs()]).toEqual([[], [job]]);
  });

  test('that only ends is taken up again, and what happened meanwhile is seen', async () => {
    await started(train);
    await until(() => scene.api.watched.includes('Pod'));
    scene.api.breakWatches('Pod');
    scene.api.log(`${job}-x`).end();
    scene.pod(job, ended(lastWord(success())));
    await until(() => scene.ended.length === 1);
    expect(scene.results).toEqual(['train/1 succeeded']);
  });
});

test('a hundred logs are followed side by side, and each is whole', async () => {
  const many = Array.from({ length: 100 }, (_, index) => step(`s${index}`));
  await started(...many);
  for (const { name } of many) {
    const own = `wine-${name}-r1-a1`;
    scene.pod(own, running());
    scene.api.log(`${own}-x`).say(stamp(1, `first ${name}`));
  }
  await until(() => scene.said.length === 100);
  for (const { name } of many) scene.api.log(`wine-${name}-r1-a1-x`).say(stamp(2, `last ${name}`), stamp(3, frame));
  await until(() => scene.ended.length === 100);
  await scene.backend.close();
  for (const { name } of many) expect(await scene.log(name)).toBe(`first ${name}\nlast ${name}\n`);
});
