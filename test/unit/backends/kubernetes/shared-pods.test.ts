import { afterEach, describe, expect, test } from '@jest/globals';
import { childrenJob } from '../../../../src/backends/kubernetes/objects/job.ts';
import { resultWithoutAgent, type StepResult } from '../../../../src/backends/result.ts';
import { plan, step } from '../../engine/plans.ts';
import { BackendScene, settle, until } from './backend-scene.ts';
import { FakeApi } from './fake-api.ts';
import { children, facts } from './objects/facts.ts';
import { ended, lastWordOfShared, resultFrame, running, success } from './pods.ts';

const train = step('train', { code: { kind: 'python', file: 'a.py', args: [] } });
const job = 'wine-train-r1-a1-c1';
/** 64 in 32 pods: the first of which has the children 1 and 2. */
const wide = children(train, 64).map((each) => ({ ...each, parallel: 8 }));
const failed = { ...resultWithoutAgent('failed', 'exit 3'), exit_code: 3 };
const killed = { exitCode: 137, reason: 'OOMKilled' };
const stopped: StepResult = resultWithoutAgent('cancelled', 'was cancelled');

let scene: BackendScene;
afterEach(() => scene.end());

async function ordered(): Promise<void> {
  scene = await BackendScene.open(train);
  scene.order(wide);
  await until(() => scene.jobs().length === 1);
}

let second = 0;
/** The agent of the first pod, or its code. */
function say(...lines: readonly string[]): void {
  for (const line of lines) {
    second += 1;
    scene.api.log(`${job}-0-x`).say(`2026-01-01T00:00:00.${String(second).padStart(9, '0')}Z ${line}`);
  }
}
const begins = (iteration: number): string => `\u001e::automl::${JSON.stringify({ event: 'begins', iteration })}`;
const ends = (iteration: number, result: StepResult): string => `\u001e::automl::${resultFrame(result, iteration)}`;
const begun = (): (number | undefined)[] => scene.began.map(({ task }) => task.iteration);

describe('children that share a pod', () => {
  test('begin and end each by what the agent says of it, and each has its log', async () => {
    await ordered();
    expect(scene.api.all('Job')[0]?.spec).toMatchObject({ completions: 32, parallelism: 8 });
    say('before all');
    scene.pod(job, running(), 0);
    await until(() => scene.said.length === 1);
    expect(begun()).toEqual([1]);
    say(begins(1), 'one', ends(1, failed));
    await until(() => scene.ended.length === 1);
    expect([begun(), scene.results]).toEqual([[1], ['train#1/1 failed: exit 3']]);
    say(begins(2), 'two', ends(2, success({ metrics: { n: 2 } })));
    await until(() => scene.ended.length === 2);
    expect([begun(), scene.results[1]]).toEqual([[1, 2], 'train#2/1 succeeded']);
    // There is one log, which is read once.
    expect(scene.calls('lines').filter((call) => call.includes(`${job}-0-x`))).toHaveLength(1);
    scene.api.log(`${job}-0-x`).end();
    scene.pod(job, ended(lastWordOfShared({ 1: failed, 2: success({ metrics: { n: 2 } }) }), { exitCode: 1 }), 0);
    await scene.backend.close();
    expect([await scene.log('train#1'), await scene.log('train#2')]).toEqual(['before all\none\n', 'two\n']);
  });

  test('that had ended stay as they were when the one whose turn it is takes the pod down', async () => {
    await ordered();
    scene.pod(job, running(), 0);
    say(begins(1), ends(1, success()), begins(2));
    await until(() => begun().length === 2);
    scene.api.log(`${job}-0-x`).end();
    scene.pod(job, ended(lastWordOfShared({ 1: success() }), killed), 0);
    await until(() => scene.ended.length === 2);
    expect(scene.results[0]).toBe('train#1/1 succeeded');
    expect(scene.results[1]).toMatch(/^train#2\/1 failed: ran out of memory/);
    expect(scene.ended[1]?.result).not.toHaveProperty('lost');
  });

  test('whose turn had not come are lost, whatever became of the one whose turn it was', async () => {
    await ordered();
    scene.pod(job, running(), 0);
    say(begins(1));
    await until(() => begun().length === 1);
    scene.api.log(`${job}-0-x`).end();
    scene.pod(job, ended(lastWordOfShared({}), killed), 0);
    await until(() => scene.ended.length === 2);
    const second = scene.ended.find(({ task }) => task.iteration === 2);
    expect(second?.result).toMatchObject({ lost: true, reason: 'its pod ended before its turn had come' });
  });

  test('are judged when the log was read to its end: only there is whose turn it was', async () => {
    let catchUp = (): void => undefined;
    const behind = new Promise<void>((resolve) => (catchUp = resolve));
    const onOutput = (): Promise<void> => behind;
    scene = await BackendScene.takeOver(new FakeApi(), [train], { onOutput });
    scene.order(wide);
    await until(() => scene.jobs().length === 1);
    say(begins(1), 'much', ends(1, success()), begins(2));
    scene.pod(job, running(), 0);
    await until(() => begun().length === 1);
    scene.api.log(`${job}-0-x`).end();
    scene.pod(job, ended(lastWordOfShared({ 1: success() }), killed), 0);
    // Longer than a pod that ended without a word is given otherwise.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    catchUp();
    await until(() => scene.ended.length === 2);
    expect(scene.results[1]).toMatch(/^train#2\/1 failed: ran out of memory/);
  });

  test('are lost where the log has another document than the pod tells of, or none', async () => {
    await ordered();
    // Nothing was read before the pod had ended.
    say(begins(1), ends(1, success({ metrics: { n: 1 } })), begins(2), ends(2, success()));
    scene.api.log(`${job}-0-x`).end();
    scene.pod(job, ended(lastWordOfShared({ 1: success({ metrics: { n: 2 } }), 2: success() }), killed), 0);
    await until(() => scene.ended.length === 2);
    expect(scene.results.sort()).toEqual([
      'train#1/1 failed: result lost: its log did not hold the whole result',
      'train#2/1 succeeded',
    ]);
    expect(scene.ended.find(({ task }) => task.iteration === 1)?.result.lost).toBe(true);
  });
});

describe('stopping children that share a pod', () => {
  test('takes the pod away when nothing in it is wanted any more', async () => {
    await ordered();
    scene.pod(job, running(), 0);
    say(begins(1));
    await until(() => begun().length === 1);
    scene.backend.cancel({ step: 'train', iteration: 2 });
    await until(() => scene.ended.length === 1);
    await settle();
    expect([scene.results, scene.calls('delete')]).toEqual([['train#2/1 cancelled: cancelled before it started'], []]);
    scene.backend.cancel({ step: 'train', iteration: 1 });
    await until(() => scene.calls('delete').length === 1);
    say(ends(1, stopped));
    await until(() => scene.ended.length === 2);
    expect(scene.calls('delete')).toEqual([`Pod ${job}-0-x`]);
    expect(scene.results[1]).toBe('train#1/1 cancelled: was cancelled');
  });

  test('all of them is parallelism 0, and one deletion', async () => {
    await ordered();
    scene.pod(job, running(), 0);
    say(begins(1));
    await until(() => begun().length === 1);
    for (const { task } of wide) scene.backend.cancel(task);
    await until(() => scene.calls('delete').length === 1);
    expect([scene.calls('patch'), scene.calls('delete')]).toEqual([[`Job ${job}`], [`Job ${job}`]]);
    expect(scene.results).toHaveLength(63);
  });
});

describe('another driver', () => {
  test('goes on with those that have not ended, from the beginning of the log', async () => {
    const api = new FakeApi();
    api.put('Job', childrenJob(facts(), plan([train]), train, wide).job);
    scene = await BackendScene.takeOver(api, [train]);
    say(begins(1), 'one', ends(1, success()), begins(2), 'two');
    scene.order(wide.slice(1));
    scene.pod(job, running(), 0);
    await until(() => begun().length === 1);
    say(ends(2, failed));
    await until(() => scene.ended.length === 1);
    expect([begun(), scene.results]).toEqual([[2], ['train#2/1 failed: exit 3']]);
    expect([scene.said, scene.calls('create')]).toEqual([['two'], []]);
  });
});
