/** People are told of a run in a cluster by who drives it, once, whoever that is at its end. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { claimReport } from '../../../src/backends/kubernetes/driving/reporting.ts';
import { anchorObject, planObjects, recordObject } from '../../../src/backends/kubernetes/objects/anchor.ts';
import { readRecord } from '../../../src/backends/kubernetes/driving/stored-run.ts';
import { leaseName } from '../../../src/backends/kubernetes/objects/names.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import type { Occasion } from '../../../src/workflow/notify.ts';
import { until } from '../backends/kubernetes/backend-scene.ts';
import { facts, owner } from '../backends/kubernetes/objects/facts.ts';
import { plan, succeeded } from '../engine/plans.ts';
import { HookServer } from '../notify/hook.ts';
import { noticeOf, slack } from '../notify/scene.ts';
import { recordOf, stepOf } from '../report/fixtures.ts';
import { begun, ClusterScene, train } from './cluster-scene.ts';

let scene: ClusterScene;
let hook: HookServer;
beforeEach(async () => {
  scene = await ClusterScene.open();
  hook = await HookServer.start();
  const data = { url: Buffer.from(hook.url).toString('base64') };
  scene.api.put('Secret', { metadata: { name: 'hooks' }, data });
});
afterEach(async () => {
  await scene.end();
  await hook.close();
});

function telling(...on: readonly Occasion[]): Plan {
  const whole = plan([train]);
  return {
    ...whole,
    run: { ...whole.run, event: 'push', url: 'https://ci.example/jobs/7' },
    notify: [noticeOf(slack, { on })],
  };
}

/** Another driver has begun it, with this plan. */
async function begunByOther(whole: Plan): Promise<void> {
  await scene.begunByOther(0.5);
  for (const part of planObjects(facts(), whole)) scene.api.put('ConfigMap', part);
  scene.store(2, 0, { type: 'ended', at: 3, task: { step: 'train' }, attempt: 1, result: succeeded() });
}

test('by the driver, before the record is stored, with what became of it', async () => {
  const program = await scene.start({ plan: telling('succeeded') });
  await scene.begun();
  scene.api.onCreate((_kind, name) => {
    if (name === 'automl-r1-record') expect(hook.received).toHaveLength(1);
  });
  scene.succeed();
  const sent = [{ on: 'succeeded', channel: 'slack', to: hook.host, state: 'sent', reason: null }];
  expect((await program.record).notifications).toEqual(sent);
  expect((await readRecord(scene.api, 'r1'))?.notifications).toEqual(sent);
});

test('by the next one, where the driver is killed before', async () => {
  const whole = telling('succeeded');
  await begunByOther(whole);
  const program = await scene.start({ isNew: false, plan: whole });
  expect((await program.record).notifications).toMatchObject([{ state: 'sent', reason: null }]);
  // That began it, and of which this driver knows by the plan alone.
  expect(hook.bodies).toEqual([{ text: expect.stringMatching(/\n<https:\/\/ci\.example\/jobs\/7\|CI job>$/) }]);
});

test('by nobody again, where the driver is killed after that', async () => {
  const whole = telling('succeeded');
  await begunByOther(whole);
  expect(await claimReport(scene.api, 'r1', 'notice-1-succeeded')).toBe(true);
  const program = await scene.start({ isNew: false, plan: whole });
  expect((await program.record).notifications).toMatchObject([{ reason: 'by an earlier driver of the run' }]);
  expect(hook.received).toEqual([]);
});

test('by nobody who follows', async () => {
  const whole = telling('succeeded');
  const program = await scene.start({ plan: whole });
  await scene.begun();
  scene.takeLease();
  await until(() => program.err.text.includes('run r1 is driven by you'));
  scene.store(
    9,
    1,
    ...begun,
    { type: 'ended', at: 3, task: { step: 'train' }, attempt: 1, result: succeeded() },
    { type: 'run-ended', at: 4, state: 'succeeded' },
  );
  scene.api
    .put('ConfigMap', recordObject(facts(), recordOf([stepOf('main/train')], { id: 'r1' })))
    .take('Lease', leaseName('r1'));
  expect((await program.record).state).toBe('succeeded');
  expect(hook.received).toEqual([]);
});

test.each([
  ['failed', ['recovered']],
  ['succeeded', []],
] as const)('of a recovery, where the run before it %s', async (state, expected) => {
  const whole = telling('recovered');
  const { workflow, file, environment, commit } = whole;
  const other = { ...facts(), id: 'r0', anchor: { name: 'automl-r0', uid: 'u0' } };
  const before = recordOf([stepOf('main/train')], { id: 'r0', workflow, file, environment, state });
  const record = { ...before, commit: { ...before.commit, ref: commit.ref } };
  scene.api.put('ConfigMap', anchorObject({ ...whole, run: { ...whole.run, id: 'r0' } }, owner));
  scene.api.put('ConfigMap', recordObject(other, record));
  const program = await scene.start({ plan: whole });
  await scene.begun();
  scene.succeed();
  expect((await program.record).notifications.map(({ on }) => on)).toEqual(expected);
  expect(hook.received).toHaveLength(expected.length);
});
