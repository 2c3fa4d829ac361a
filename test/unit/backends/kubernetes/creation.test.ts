import { afterEach, describe, expect, test } from '@jest/globals';
import { ApiError } from '../../../../src/backends/kubernetes/client/api.ts';
import { step } from '../../engine/plans.ts';
import { BackendScene, settle, until } from './backend-scene.ts';
import { apiError } from './fake-api.ts';
import { order } from './objects/facts.ts';

const train = step('train');
const job = 'wine-train-r1-a1';

let scene: BackendScene;
afterEach(() => scene.end());

describe('creation', () => {
  test('never takes, and never deletes, what somebody else has under the name', async () => {
    scene = await BackendScene.open(train);
    scene.api.put('Job', { metadata: { name: job, labels: { app: 'other' } } });
    scene.order([order(train)]);
    await until(() => scene.ended.length === 1);
    expect(scene.results).toEqual([
      `train/1 failed: the step could not be started: there is a Job ${job} in namespace ml that this run does not own: delete it, or use another namespace`,
    ]);
    await scene.backend.close();
    expect(scene.jobs()).toEqual([job]);
    expect(scene.calls('delete')).toEqual([]);
  });

  test('that is refused fails the step', async () => {
    scene = await BackendScene.open(train);
    scene.api.fail('create', 'Job', apiError(403, 'no jobs for you'));
    scene.order([order(train)]);
    await until(() => scene.ended.length === 1);
    expect(scene.results).toEqual(['train/1 failed: the step could not be started: could not: no jobs for you']);
    expect(scene.calls('delete')).toEqual([]);
  });

  test.each([
    [
      'a quota that others use up',
      'jobs.batch "x" is forbidden: exceeded quota: full, requested: count/jobs.batch=1, used: count/jobs.batch=5, limited: count/jobs.batch=5',
    ],
    [
      'a webhook that does not answer',
      'Internal error occurred: failed calling webhook "jobs.example.com": failed to call webhook: Post "https://hook": context deadline exceeded',
    ],
  ])('that is refused for now (%s) is tried again', async (_, said) => {
    scene = await BackendScene.open(train);
    scene.api.fail('create', 'Job', apiError(403, said));
    scene.order([order(train)]);
    await until(() => scene.calls('create').length === 1);
    scene.api.recover('create', 'Job');
    await until(() => scene.jobs().length === 1);
    expect(scene.ended).toEqual([]);
  });

  test('that is refused for now is given up with the reason when the step should have started', async () => {
    const hasty = step('train', { startTimeout: 0.1 });
    scene = await BackendScene.open(hasty);
    const full = 'requested: count/jobs.batch=1, used: count/jobs.batch=5, limited: count/jobs.batch=5';
    scene.api.fail('create', 'Job', apiError(403, `jobs.batch "x" is forbidden: exceeded quota: full, ${full}`));
    scene.order([order(hasty)]);
    await until(() => scene.ended.length === 1);
    expect(scene.results).toEqual([
      'train/1 failed: did not start within 0.1 s (start_timeout): quota "full" of namespace ml is used up (count/jobs.batch 1 more, 5 of 5 in use): it waits for some to be deleted',
    ]);
  });

  test('without a clear answer fails the step, and takes away what may have been made', async () => {
    scene = await BackendScene.open(train);
    scene.api.fail('create', 'Job', new ApiError('no answer', { status: null, reason: null, said: 'no answer' }));
    scene.order([order(train)]);
    await until(() => scene.calls('delete').length === 1);
    expect(scene.results).toEqual(['train/1 failed: the step could not be started: no answer']);
    expect(scene.calls('delete')).toEqual([`Job ${job}`]);
  });

  test('of what was cancelled in the same moment does not happen', async () => {
    scene = await BackendScene.open(train);
    scene.order([order(train)]);
    scene.backend.cancel({ step: 'train' });
    await settle();
    expect(scene.results).toEqual(['train/1 cancelled: cancelled before it started']);
    expect(scene.calls('create')).toEqual([]);
  });

  test('of what is cancelled while the Job is made leaves no Job', async () => {
    scene = await BackendScene.open(train);
    scene.api.onCreate(() => {
      scene.backend.cancel({ step: 'train' });
    });
    scene.order([order(train)]);
    await until(() => scene.calls('delete').length > 0);
    await settle();
    expect(scene.jobs()).toEqual([]);
    expect(scene.results).toEqual(['train/1 cancelled: cancelled before it started']);
  });

  test('that is answered after the step was cancelled leaves no Job', async () => {
    scene = await BackendScene.open(train);
    const gate = scene.api.hold('create', 'Job');
    scene.order([order(train)]);
    await until(() => scene.calls('create').length === 1);
    scene.backend.cancel({ step: 'train' });
    await until(() => scene.calls('delete').length === 1);
    gate();
    await until(() => scene.calls('delete').length === 2);
    await settle();
    expect(scene.jobs()).toEqual([]);
  });

  test('of many steps that are cancelled at once makes only those that had begun, and leaves none', async () => {
    const many = Array.from({ length: 60 }, (_, index) => step(`s${index}`));
    scene = await BackendScene.open(...many);
    scene.order(many.map((each) => order(each)));
    await until(() => scene.jobs().length > 0);
    for (const { name } of many) scene.backend.cancel({ step: name });
    await scene.backend.close();
    expect(scene.ended).toHaveLength(60);
    expect(scene.jobs()).toEqual([]);
    expect(scene.calls('create').length).toBeLessThan(60);
  });
});
