import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { planObjects, recordObject } from '../../../src/backends/kubernetes/objects/anchor.ts';
import { leaseName } from '../../../src/backends/kubernetes/objects/names.ts';
import { createAnchor } from '../../../src/backends/kubernetes/run-objects.ts';
import { submissionOf, type Submission } from '../../../src/commands/submission.ts';
import { plainDriver } from '../../../src/workflow/driver.ts';
import { until } from '../backends/kubernetes/backend-scene.ts';
import { held, renew } from '../backends/kubernetes/driving/leases.ts';
import { facts, owner } from '../backends/kubernetes/objects/facts.ts';
import { plan, succeeded } from '../engine/plans.ts';
import { recordOf, stepOf } from '../report/fixtures.ts';
import { begun, ClusterScene, job, train } from './cluster-scene.ts';
import { worldOf } from './world.ts';

// Who waits for a driver looks once a second.
jest.setTimeout(30_000);

let scene: ClusterScene;
beforeEach(async () => {
  scene = await ClusterScene.open();
});
afterEach(() => scene.end());

const driver = 'automl-r1-driver';
const elsewhere = plan([train], { driver: plainDriver, onInterrupt: 'detach' });

function submission(detach: boolean, env: Readonly<Record<string, string>> = {}): Submission {
  return submissionOf({ detach, allowsOlder: false }, worldOf({ env, version: '1.2.3' }));
}

/** The pod of the driver has come. */
async function driven(): Promise<void> {
  await until(() => scene.holder === '' && scene.jobs.includes(driver));
  scene.takeLease();
}

function endedByDriver(): void {
  const result = succeeded();
  scene.store(8, 1, ...begun, { type: 'ended', at: 3, task: { step: 'train' }, attempt: 1, result });
  scene.store(9, 1, { type: 'run-ended', at: 4, state: 'succeeded' });
  const record = recordOf([stepOf('main/train')], { id: 'r1', state: 'succeeded', reason: null });
  scene.api.put('ConfigMap', recordObject(facts(), record)).take('Lease', leaseName('r1'));
}

describe('a run that is left to a driver in the cluster', () => {
  test('has all that it needs before its driver is made, and nobody holds it then', async () => {
    const program = await scene.start({ plan: elsewhere, submission: submission(true) });
    await driven();
    expect((await program.record).state).toBe('running');
    expect(scene.calls('create').filter((call) => !call.startsWith('Lease'))).toEqual([
      'ConfigMap automl-r1',
      'ConfigMap automl-r1-plan-0',
      `Job ${driver}`,
    ]);
    expect(program.out.text).toBe('r1\n');
    expect(program.err.text).toContain('run r1 goes on in the cluster (driven by you');
  });

  test('is followed to the end that its driver brings', async () => {
    const program = await scene.start({ plan: elsewhere, submission: submission(false) });
    await driven();
    await until(() => program.err.text.includes('run r1 is driven by you'));
    endedByDriver();
    expect((await program.record).state).toBe('succeeded');
    expect(scene.jobs).toEqual([driver]);
  });

  test('goes on when who follows it is interrupted, who says so', async () => {
    const program = await scene.start({ plan: elsewhere, submission: submission(false) });
    await driven();
    await until(() => program.err.text.includes('run r1 is driven by you') && scene.api.watched.includes('Lease'));
    program.interrupt('SIGINT');
    await expect(program.record).rejects.toMatchObject({ code: 'DETACHED' });
    expect([scene.holder, scene.jobs, scene.calls('patch').filter((call) => call.startsWith('ConfigMap'))]).toEqual([
      'you',
      [driver],
      [],
    ]);
  });

  test('is submitted once, however often', async () => {
    const first = await scene.start({ plan: elsewhere, submission: submission(true) });
    await driven();
    await first.record;
    const again = await scene.start({ plan: elsewhere, submission: submission(true), isNew: false });
    expect((await again.record).state).toBe('running');
    expect([scene.holder, scene.jobs]).toEqual(['you', [driver]]);
  });

  test('gets the driver that it lacks, since who submitted it died before', async () => {
    const { run } = await createAnchor(scene.api, elsewhere, owner);
    for (const part of planObjects(facts({ anchor: run.anchor }), elsewhere)) scene.api.put('ConfigMap', part);
    await held(scene.api, { holder: '' });
    const program = await scene.start({ plan: elsewhere, submission: submission(true), isNew: false });
    await driven();
    expect((await program.record).state).toBe('running');
    expect(scene.jobs).toEqual([driver]);
  });

  test('gets the driver that it lacks, though who submitted it was killed while it held the run', async () => {
    const { run } = await createAnchor(scene.api, elsewhere, owner);
    for (const part of planObjects(facts({ anchor: run.anchor }), elsewhere)) scene.api.put('ConfigMap', part);
    await held(scene.api, { holder: 'killed', seconds: 2 });
    const program = await scene.start({ plan: elsewhere, submission: submission(true), isNew: false });
    await driven();
    expect((await program.record).state).toBe('running');
    expect(scene.jobs).toEqual([driver]);
  });

  test('is left to who holds it, and lives', async () => {
    const { run } = await createAnchor(scene.api, elsewhere, owner);
    for (const part of planObjects(facts({ anchor: run.anchor }), elsewhere)) scene.api.put('ConfigMap', part);
    await held(scene.api, { holder: 'you', seconds: 60 });
    const program = await scene.start({ plan: elsewhere, submission: submission(true), isNew: false });
    await until(() => scene.api.calls.filter(({ verb, kind }) => verb === 'get' && kind === 'Lease').length > 0);
    renew(scene.api);
    expect((await program.record).state).toBe('running');
    expect([scene.holder, scene.jobs]).toEqual(['you', []]);
  });

  test('is told to have none where that can not be, and stays', async () => {
    const program = await scene.start({ plan: elsewhere, submission: submission(true) });
    await until(() => scene.jobs.includes(driver));
    scene.api.put('Job', { ...scene.api.objects.get('Job', driver), status: { conditions: [failed] } });
    await expect(program.record).rejects.toMatchObject({
      code: 'CLUSTER',
      message: expect.stringContaining('run r1 has no driver in the cluster') as unknown,
    });
    expect(scene.api.objects.get('ConfigMap', 'automl-r1-plan-0')).not.toBeNull();
  });

  test('is driven by who waits for it where its driver fails', async () => {
    const program = await scene.start({ plan: elsewhere, submission: submission(false) });
    await until(() => scene.jobs.includes(driver));
    scene.api.put('Job', { ...scene.api.objects.get('Job', driver), status: { conditions: [failed] } });
    await scene.begun();
    expect(program.err.text).toContain('the driver in the cluster does not come (it crashed): this program drives');
    scene.succeed();
    expect((await program.record).state).toBe('succeeded');
  });

  test('is cancelled at once by who was not to wait for a driver', async () => {
    const program = await scene.start({ plan: elsewhere, submission: submission(false), cancel: 'automl cancel' });
    expect((await program.record).state).toBe('cancelled');
    expect(scene.jobs.includes(job)).toBe(false);
  });

  test('keeps its driver until that has done its own work', async () => {
    const program = await scene.start({ plan: elsewhere });
    scene.api.put('Job', { metadata: { name: driver, labels: driverLabels }, status: { ready: 1 } });
    await scene.begun();
    scene.succeed();
    expect((await program.record).state).toBe('succeeded');
    expect(scene.jobs).toEqual([driver]);
  });
});

const failed = { type: 'Failed', status: 'True', message: 'it crashed' };
const driverLabels = { 'automl-action/run': 'r1', 'app.kubernetes.io/component': 'driver' };

describe('the image of a driver', () => {
  const imageOf = async (fields: object, env: Readonly<Record<string, string>>): Promise<string | undefined> => {
    const whole = { ...elsewhere, driver: { ...plainDriver, ...fields } };
    await submission(true, env).submit(scene.api, facts(), whole);
    return scene.api.objects.get('Job', driver)?.spec?.template.spec?.containers[0]?.image;
  };

  test('is what the file says', async () => {
    expect(await imageOf({ image: 'mine:1' }, { AUTOML_RUNNER_IMAGE: 'other:1' })).toBe('mine:1');
  });

  test('is else what the surroundings say', async () => {
    expect(await imageOf({}, { AUTOML_RUNNER_IMAGE: 'other:1' })).toBe('other:1');
  });

  test('is else that of this version', async () => {
    expect(await imageOf({}, {})).toMatch(/runner:1\.2\.3$/);
  });
});
