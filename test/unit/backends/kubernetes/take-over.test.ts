import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { KubernetesBackendOptions } from '../../../../src/backends/kubernetes/backend.ts';
import type { Job } from '../../../../src/backends/kubernetes/client/types.ts';
import { childrenJob, stepJob } from '../../../../src/backends/kubernetes/objects/job.ts';
import type { PlanStep } from '../../../../src/plan/plan.ts';
import { plainService } from '../../../../src/workflow/service.ts';
import { plan, step } from '../../engine/plans.ts';
import { BackendScene, settle, until } from './backend-scene.ts';
import { FakeApi } from './fake-api.ts';
import { children, facts, order } from './objects/facts.ts';
import { ended, lastWord, resultFrame, running, success } from './pods.ts';

const train = step('train');
const [job, childrenName] = ['wine-train-r1-a1', 'wine-train-r1-a1-c1'];
const service = step('api', {
  kind: 'service',
  service: { ...plainService, port: 80 },
});

let api: FakeApi;
let scene: BackendScene;
beforeEach(() => {
  api = new FakeApi();
});
afterEach(() => scene.end());

/** Jobs that the driver before has made, with what became of them; ours begins then. */
async function after(
  before: readonly Job[],
  happen: () => void = () => undefined,
  fields: Partial<KubernetesBackendOptions> = {},
  steps: readonly PlanStep[] = [train],
): Promise<void> {
  for (const each of before) api.put('Job', each);
  scene = await BackendScene.takeOver(api, steps, fields);
  happen();
}
const single = (attempt = 1): Job => stepJob(facts(), plan([train]), train, order(train, { attempt }));
const many = (count: number): Job => childrenJob(facts(), plan([train]), train, children(train, count)).job;

describe('an attempt whose Job is there', () => {
  test('goes on in it, and nothing is made', async () => {
    await after([single()]);
    scene.order([order(train)]);
    scene.pod(job, running());
    api.log(`${job}-x`).end();
    await until(() => scene.calls('lines').some((call) => call.endsWith('/log')));
    scene.pod(job, ended(lastWord(success({ metrics: { n: 1 } }))));
    await until(() => scene.ended.length === 1);
    expect([scene.results, scene.ended[0]?.result.metrics]).toEqual([['train/1 succeeded'], { n: 1 }]);
    expect(scene.calls('create')).toEqual([]);
  });

  test('and whose pod had ended before is read from that', async () => {
    await after([single()], () => {
      scene.pod(job, ended('', { exitCode: 3 }));
    });
    api.log(`${job}-x`).end();
    // It is seen before anybody asks.
    await until(() => api.watched.includes('Pod') && api.watched.includes('Job'));
    await settle();
    scene.order([order(train)]);
    await until(() => scene.ended.length === 1);
    expect(scene.results[0]).toMatch(/^train\/1 failed: /);
    expect(scene.calls('create')).toEqual([]);
  });

  test('is that attempt alone: the next one is a Job of its own', async () => {
    await after([single(1)]);
    scene.order([order(train, { attempt: 2 })]);
    await until(() => scene.jobs().length === 2);
    expect(scene.calls('create')).toEqual(['Job wine-train-r1-a2']);
  });
});

describe('children whose Job is there', () => {
  test('go on at their indexes, also when some are ordered later than others', async () => {
    await after([many(3)], () => {
      for (const index of [0, 1, 2]) {
        api.log(`${childrenName}-${index}-x`).end();
        scene.pod(childrenName, ended(lastWord(success({ metrics: { n: index } }))), index);
      }
    });
    await until(() => api.watched.includes('Pod'));
    const [first, second, third] = children(train, 3);
    scene.order([second, third].flatMap((each) => each ?? []));
    await until(() => scene.ended.length === 2);
    scene.order([first].flatMap((each) => each ?? []));
    await until(() => scene.ended.length === 3);
    const measured = scene.ended.map(({ task, result }) => [task.iteration, result.metrics['n']]);
    expect(measured.sort()).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ]);
    expect(scene.calls('create')).toEqual([]);
  });

  test('do not keep those from a Job of their own that have none', async () => {
    await after([many(2)]);
    scene.order(children(train, 4));
    await until(() => scene.jobs().length === 2);
    expect(scene.calls('create')).toContain('Job wine-train-r1-a1-c3');
    expect(api.objects.get('Job', 'wine-train-r1-a1-c3')?.spec?.completions).toBe(2);
  });
});

test('children whose Job is there for others, made too late to be seen, begin anew in another attempt', async () => {
  await after([]);
  // The name says the first child and no more.
  api.put('Job', many(3));
  scene.order(children(train, 2));
  await until(() => scene.ended.length === 2);
  expect(scene.ended.map(({ result }) => result.lost)).toEqual([true, true]);
  expect(scene.results[0]).toContain('another driver has made its Job for other children');
  expect(scene.jobs()).toEqual([]);
});

describe('what is to be stopped', () => {
  test.each([
    ['at once', () => Promise.resolve()],
    ['a moment later', () => settle(1)],
    ['when it goes on', () => until(() => scene.calls('lines').some((call) => call.endsWith('/log')))],
  ])('is found where there is a Job, and stopped there: %s', async (_when, wait) => {
    await after([single()], () => {
      scene.pod(job, running());
    });
    api.log(`${job}-x`).say('2026-01-01T00:00:01Z one');
    await until(() => api.watched.includes('Pod'));
    scene.backend.find(order(train));
    await wait();
    scene.backend.cancel({ step: 'train' });
    await until(() => scene.jobs().length === 0);
    api
      .log(`${job}-x`)
      .say(`2026-01-01T00:00:02Z \u001e::automl::${resultFrame({ ...success(), state: 'cancelled' })}`);
    await until(() => scene.ended.length === 1);
    expect([scene.results, scene.calls('create')]).toEqual([['train/1 cancelled'], []]);
  });

  test('is found and taken away also when the driver gives up before it goes on', async () => {
    await after([single()]);
    scene.backend.find(order(train));
    await scene.backend.close();
    expect([scene.results, scene.jobs()]).toEqual([['train/1 cancelled: cancelled before it started'], []]);
  });

  test('and is not there is cancelled, and nothing is made', async () => {
    await after([]);
    scene.backend.find(order(train));
    await settle();
    expect(scene.results).toEqual(['train/1 cancelled: was cancelled']);
    expect(scene.calls('create')).toEqual([]);
  });

  test('and is a service that nobody has begun changes nothing', async () => {
    await after([], undefined, {}, [service]);
    scene.backend.find(order(service));
    await settle(1);
    scene.backend.cancel({ step: 'api' });
    await until(() => scene.ended.length === 1);
    expect(scene.results).toEqual(['api/1 cancelled: was cancelled']);
    expect(scene.calls('apply')).toEqual([]);
  });
});

describe('a Job', () => {
  test('is not taken away before the journal has the ends of its attempts', async () => {
    const asked: string[] = [];
    let store = (): void => undefined;
    const stored: KubernetesBackendOptions['stored'] = (attempts) => {
      asked.push(...attempts.map(({ task, attempt }) => `${task.step}/${attempt}`));
      return new Promise((resolve) => (store = resolve));
    };
    await after([], undefined, { stored });
    scene.order([order(train)]);
    await until(() => scene.jobs().length === 1);
    scene.backend.cancel({ step: 'train' });
    await until(() => asked.length > 0);
    await settle();
    expect([asked, scene.jobs()]).toEqual([['train/1'], [job]]);
    store();
    await until(() => scene.jobs().length === 0);
  });

  test('stays when the journal never will have them', async () => {
    await after([], undefined, { stored: () => Promise.reject(new Error('another driver')) });
    scene.order([order(train)]);
    await until(() => scene.jobs().length === 1);
    scene.backend.cancel({ step: 'train' });
    await settle();
    expect([scene.results, scene.jobs()]).toEqual([['train/1 cancelled: cancelled before it started'], [job]]);
  });
});

describe('a driver that leaves', () => {
  test('before what it has found goes on does not watch it either', async () => {
    await after([single()], () => {
      scene.pod(job, running());
    });
    scene.order([order(train)]);
    await settle(1);
    await scene.backend.leave();
    await settle();
    expect([scene.results, scene.jobs(), scene.calls('lines').filter((call) => call.endsWith('/log'))]).toEqual([
      [],
      [job],
      [],
    ]);
  });

  test('takes nothing away, says nothing, and begins nothing', async () => {
    const score = step('score');
    await after([], undefined, {}, [train, score]);
    scene.order([order(train)]);
    await until(() => scene.jobs().length === 1);
    scene.pod(job, running());
    await until(() => scene.calls('lines').some((call) => call.endsWith('/log')));
    scene.order([order(score)]);
    await scene.backend.leave();
    scene.pod(job, ended(lastWord(success())));
    await settle();
    expect([scene.results, scene.jobs(), scene.calls('delete')]).toEqual([[], [job], []]);
    expect(api.watched).toEqual([]);
  });

  test('undoes no roll-out: the next one goes on with it', async () => {
    await after([], undefined, {}, [service]);
    api.put('ConfigMap', { metadata: { name: 'automl-r1-source-0' } });
    scene.order([order(service)]);
    await until(() => api.watched.includes('Deployment'));
    await scene.backend.leave();
    expect([api.all('Deployment').length, scene.calls('delete'), api.watched]).toEqual([1, [], []]);
  });

  test('waits for what is on its way to the cluster', async () => {
    await after([]);
    const arrive = api.hold('create', 'Job');
    scene.order([order(train)]);
    await until(() => scene.calls('create').length === 1);
    const left = { yet: false };
    const leaving = scene.backend.leave().then(() => (left.yet = true));
    await settle();
    expect(left.yet).toBe(false);
    arrive();
    await leaving;
    expect([scene.jobs(), scene.calls('delete')]).toEqual([[job], []]);
  });
});
