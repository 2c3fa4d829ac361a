import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Job, Pod } from '../../../../../src/backends/kubernetes/client/types.ts';
import { AnchorWatch } from '../../../../../src/backends/kubernetes/driving/anchor-watch.ts';
import { Follower } from '../../../../../src/backends/kubernetes/driving/follower.ts';
import { readPastLogs } from '../../../../../src/backends/kubernetes/driving/past-logs.ts';
import { requestCancel } from '../../../../../src/backends/kubernetes/driving/stored-run.ts';
import { anchorObject, pageObject } from '../../../../../src/backends/kubernetes/objects/anchor.ts';
import { childrenJob, stepJob } from '../../../../../src/backends/kubernetes/objects/job.ts';
import { componentLabels } from '../../../../../src/backends/kubernetes/objects/labels.ts';
import { OpenLogs, type Ordered } from '../../../../../src/backends/kubernetes/open-logs.ts';
import type { RunEvent } from '../../../../../src/engine/events.ts';
import { failed, plan, step } from '../../../engine/plans.ts';
import { settle, until } from '../backend-scene.ts';
import { apiError, FakeApi } from '../fake-api.ts';
import { children, facts, order, owner } from '../objects/facts.ts';
import { ended, lastWord, resultFrame, running, success } from '../pods.ts';

const train = step('train');
const whole = plan([train]);
const told: RunEvent[] = [];
const printed: string[] = [];
let folder = '';
let api = new FakeApi();
let stop = new AbortController();
let follower: Follower;
let following: Promise<void> = Promise.resolve();
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'automl-follow-'));
  [api, stop] = [new FakeApi(), new AbortController()];
  [told.length, printed.length] = [0, 0];
});
afterEach(async () => {
  stop.abort();
  await following;
  await rm(folder, { recursive: true });
});

function logs(): OpenLogs {
  return new OpenLogs({
    api,
    logPath: () => path.join(folder, 'log'),
    onOutput: (event) => {
      if (event.type === 'log')
        printed.push(`${event.task.step}#${event.task.iteration ?? ''}/${event.attempt} ${event.line}`);
      return undefined;
    },
  });
}
function follow(wants: (attempt: Ordered) => boolean = () => true): void {
  const onEvent = (event: RunEvent): void => void told.push(event);
  follower = new Follower({ api, plan: whole, logs: logs(), onEvent, wants, signal: stop.signal });
  following = follower.follow();
}
const page = (number: number, epoch: number, ...times: readonly number[]) =>
  pageObject(
    facts(),
    number,
    epoch,
    times.map((at): RunEvent => ({ type: 'run-started', at })),
  );
const times = (): number[] => told.map(({ at }) => at);
const stamp = (second: number, line: string): string => `2026-01-01T00:00:0${second}.000000001Z ${line}`;

/** As the Job controller makes it. */
function put(job: Job, pod: Pod, index?: number): string {
  const { name = '', labels: own = {} } = job.metadata ?? {};
  const podName = `${name}-${index ?? ''}x`;
  const annotations = index === undefined ? {} : { 'batch.kubernetes.io/job-completion-index': String(index) };
  const labels = { ...componentLabels(facts(), 'step'), ...own, 'batch.kubernetes.io/job-name': name };
  api.put('Job', job).put('Pod', { ...pod, metadata: { name: podName, uid: podName, labels, annotations } });
  return podName;
}

describe('who follows a run', () => {
  test('hears what was stored before and what is stored now, once, without what is void', async () => {
    api.put('ConfigMap', page(1, 1, 1, 2));
    follow();
    await until(() => api.watched.includes('ConfigMap'));
    api.put('ConfigMap', page(2, 0, 3)).put('ConfigMap', page(3, 1, 4));
    await until(() => told.length === 3);
    api.breakWatches('ConfigMap');
    api.put('ConfigMap', page(4, 1, 5));
    await until(() => told.length === 4);
    expect(times()).toEqual([1, 2, 4, 5]);
  });

  test('catches up with what was stored when it had stopped to watch', async () => {
    api.put('ConfigMap', page(1, 0, 1));
    follow();
    await until(() => told.length === 1);
    stop.abort();
    await following;
    api.put('ConfigMap', page(2, 0, 2));
    await follower.catchUp();
    expect(times()).toEqual([1, 2]);
  });

  test('shows what a step prints, and keeps the messages of its agent back', async () => {
    const name = put(stepJob(facts(), whole, train, order(train, { attempt: 2 })), running());
    api
      .log(name)
      .say(stamp(1, 'one'), stamp(2, `\u001e::automl::${resultFrame(success())}`))
      .end();
    follow();
    await until(() => printed.length === 1);
    await settle();
    expect(printed).toEqual(['train#/2 one']);
  });

  test('knows the child that runs at an index', async () => {
    const job = childrenJob(facts(), whole, train, children(train, 3)).job;
    api
      .log(put(job, running(), 2))
      .say(stamp(1, 'third'))
      .end();
    follow();
    await until(() => printed.length === 1);
    expect(printed).toEqual(['train#3/1 third']);
  });

  test('tells apart the children that share a pod, and reads only what is wanted', async () => {
    const { job } = childrenJob(facts(), whole, train, children(train, 4));
    const shared = { ...job, spec: { ...job.spec, template: job.spec?.template ?? {}, completions: 2 } };
    const turn = (iteration: number): string => `\u001e::automl::${JSON.stringify({ event: 'begins', iteration })}`;
    api
      .log(put(shared, running(), 1))
      .say(stamp(1, turn(3)), stamp(2, 'third'), stamp(3, turn(4)), stamp(4, 'fourth'))
      .end();
    api.log(put(stepJob(facts(), whole, train, order(train)), running())).say(stamp(1, 'alone'));
    follow(({ task }) => task.iteration === 4);
    await until(() => printed.length === 1);
    await settle();
    expect(printed).toEqual(['train#4/1 fourth']);
    const read = api.calls.filter(({ verb, name }) => verb === 'lines' && name.endsWith('/log'));
    expect(read).toHaveLength(1);
  });

  test('stops at once with a log that goes on', async () => {
    api.log(put(stepJob(facts(), whole, train, order(train)), running())).say(stamp(1, 'epoch 1'));
    follow();
    await until(() => printed.length === 1);
    const since = performance.now();
    stop.abort();
    await following;
    expect(performance.now() - since).toBeLessThan(3000);
  });

  test('shows nothing of pods that are of no step of the plan', async () => {
    const other = step('other');
    api.log(put(stepJob(facts(), plan([other]), other, order(other)), running())).say(stamp(1, 'no'));
    follow();
    await until(() => api.watched.includes('Pod'));
    await settle();
    expect(printed).toEqual([]);
  });

  test('changes nothing', async () => {
    put(stepJob(facts(), whole, train, order(train)), ended(lastWord(success())));
    follow();
    await until(() => api.watched.includes('Pod'));
    expect(api.calls.filter(({ verb }) => !['get', 'list', 'watch', 'lines'].includes(verb))).toEqual([]);
  });

  test('is told when nothing can be watched', async () => {
    api.fail('list', 'ConfigMap', apiError(403, 'no'));
    follow();
    await expect(following).rejects.toThrow('no');
    following = Promise.resolve();
  });
});

test('the logs of attempts that ended before a driver came are read, and shown to nobody', async () => {
  const job = stepJob(facts(), whole, train, order(train));
  api
    .log(put(job, ended('', { exitCode: 3 })))
    .say(stamp(1, 'out of memory'))
    .end();
  await readPastLogs(api, whole, logs(), []);
  expect(api.calls.filter(({ verb }) => verb === 'lines')).toEqual([]);
  const end: RunEvent = { type: 'ended', at: 2, task: { step: 'train' }, attempt: 1, result: failed() };
  await readPastLogs(api, whole, logs(), [end]);
  expect(printed).toEqual(['train#/1 out of memory']);
});

describe('who drives a run', () => {
  const heard: string[] = [];
  let watch: AnchorWatch;
  const begin = (isCancelled = false): void => {
    heard.length = 0;
    const onCancel = (reason: string): void => void heard.push(reason);
    const onGone = (): void => void heard.push('gone');
    watch = new AnchorWatch({ api, id: 'r1', isCancelled, onCancel, onGone });
  };
  const anchored = (): FakeApi => api.put('ConfigMap', anchorObject(whole, owner));

  test('hears once that somebody wants it to be cancelled', async () => {
    anchored();
    begin();
    await until(() => api.watched.includes('ConfigMap'));
    await requestCancel(api, 'r1', 'wrong data');
    await requestCancel(api, 'r1', 'again');
    await until(() => heard.length > 0);
    await settle();
    expect([heard, watch.isGone]).toEqual([['wrong data'], false]);
    await watch.close();
    expect(api.watched).toEqual([]);
  });

  test('hears what was wanted before it came', async () => {
    anchored();
    await requestCancel(api, 'r1', 'interrupted by SIGTERM');
    begin();
    await until(() => heard.length > 0);
    expect(heard).toEqual(['interrupted by SIGTERM']);
    await watch.close();
  });

  test('does not hear again what the driver before it has heard', async () => {
    anchored();
    await requestCancel(api, 'r1', 'interrupted by SIGTERM');
    begin(true);
    await until(() => api.watched.includes('ConfigMap'));
    await settle();
    expect(heard).toEqual([]);
    await watch.close();
  });

  test.each(['before', 'after'])('hears that the run was deleted %s it came', async (when) => {
    if (when === 'after') anchored();
    begin();
    if (when === 'after') await until(() => api.watched.includes('ConfigMap'));
    api.take('ConfigMap', 'automl-r1');
    await until(() => heard.length > 0);
    expect([heard, watch.isGone]).toEqual([['gone'], true]);
    await watch.close();
  });

  test('is not disturbed when the anchor can not be watched', async () => {
    api.fail('list', 'ConfigMap', apiError(403, 'no'));
    begin();
    await settle();
    await watch.close();
    expect(heard).toEqual([]);
  });
});
