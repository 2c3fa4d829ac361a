import { afterEach, expect, test } from '@jest/globals';
import { step } from '../../engine/plans.ts';
import { BackendScene, until } from './backend-scene.ts';
import { order } from './objects/facts.ts';
import { ended, failedJob, lastWord, success } from './pods.ts';
import { resultWithoutAgent } from '../../../../src/backends/result.ts';

const steps = Array.from({ length: 501 }, (_, index) => step(`s${index}`));
const [broken = step('s0'), ...others] = steps;
const jobOf = ({ name }: { readonly name: string }): string => `wine-${name}-r1-a1`;

let scene: BackendScene;
afterEach(() => scene.end());

/** As its controller does. @param job an object with its status */
function setStatus(name: string, { status }: Pick<ReturnType<typeof failedJob>, 'status'>): void {
  const present = scene.api.objects.get('Job', name);
  if (present !== null && status !== undefined) scene.api.put('Job', { ...present, status });
}

test('of 500 Jobs that succeeded a hundred goes while the run goes on, and none that failed', async () => {
  scene = await BackendScene.open(...steps);
  scene.order(steps.map((each) => order(each)));
  await until(() => scene.jobs().length === 501);
  for (const each of steps) scene.api.log(`${jobOf(each)}-x`).end();
  scene.pod(
    jobOf(broken),
    ended(lastWord({ ...resultWithoutAgent('failed', 'exit 3'), exit_code: 3 }), { exitCode: 3 }),
  );
  for (const each of others) scene.pod(jobOf(each), ended(lastWord(success())));
  await until(() => scene.ended.length === 501);
  setStatus(jobOf(broken), failedJob());
  for (const each of others) setStatus(jobOf(each), { status: { conditions: [{ type: 'Complete', status: 'True' }] } });
  await until(() => scene.calls('deleteAll').length > 0);
  await until(() => scene.jobs().length === 401);
  expect(scene.jobs()).toContain(jobOf(broken));
  expect(scene.calls('delete')).toEqual([]);
  expect(scene.results.filter((result) => !result.endsWith('succeeded'))).toEqual(['s0/1 failed: exit 3']);
});
