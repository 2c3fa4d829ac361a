import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { driverJob } from '../../../src/backends/kubernetes/objects/driver.ts';
import { plainDriver } from '../../../src/workflow/driver.ts';
import { begun, putRun } from '../backends/kubernetes/inventory/scene.ts';
import { facts } from '../backends/kubernetes/objects/facts.ts';
import { ViewScene } from './view-scene.ts';

let scene: ViewScene;
beforeEach(async () => {
  scene = await ViewScene.open();
});
afterEach(() => scene.close());

describe('automl status', () => {
  test('says of a run that goes on who drives it and since when, and that it is worth another look', async () => {
    putRun(scene.api, { events: begun(), isOver: false, holder: 'laptop/7' });
    const { code, out } = await scene.there('status r1');
    expect(code).toBe(75);
    expect(out).toMatch(/^run +r1 of wine\nstate +running\nsince .*\ndriven by +laptop \(process 7\)\n\nstage +step/);
  });

  test('ends as the run did', async () => {
    putRun(scene.api);
    expect((await scene.there('status r1')).code).toBe(0);
    await scene.record('mine', { state: 'failed', reason: 'train: exit 3' });
    expect(await scene.here('status mine')).toMatchObject({ code: 1, out: expect.stringContaining('train: exit 3') });
    await scene.record('stopped', { state: 'cancelled', reason: 'cancelled: wrong data' });
    expect((await scene.here('status stopped')).code).toBe(130);
  });

  test('is the record, with who drives it, for programs', async () => {
    putRun(scene.api, { events: begun(), isOver: false, holder: 'laptop/7' });
    const { out } = await scene.there('status r1 -o json');
    expect(JSON.parse(out)).toMatchObject({ driver: 'laptop (process 7)', id: 'r1', state: 'running' });
  });

  test('says why a driver in the cluster is not there', async () => {
    const isLeft = { events: begun(), isOver: false, fields: { driver: plainDriver } };
    putRun(scene.api, isLeft);
    expect((await scene.there('status r1')).out).toContain('its driver in the cluster has ended (its Job was deleted)');
    const options = { facts: facts(), pod: plainDriver, image: 'runner:1', imagePullSecrets: [], args: [], env: {} };
    scene.api.put('Job', driverJob(options));
    expect((await scene.there('status r1')).out).toContain('its driver in the cluster is not there yet');
  });

  test('does not take a driver for alive that was killed, since its Lease has its name still', async () => {
    putRun(scene.api, {
      events: begun(),
      isOver: false,
      holder: 'automl-r1-driver-x7k2p/7',
      fields: { driver: plainDriver },
    });
    const options = { facts: facts(), pod: plainDriver, image: 'runner:1', imagePullSecrets: [], args: [], env: {} };
    scene.api.put('Job', driverJob(options));
    expect((await scene.there('status r1')).out).toMatch(/driven by +automl-r1-driver-x7k2p \(process 7\)/);
    const given = { type: 'Failed', status: 'True', message: 'Job has reached the specified backoff limit' } as const;
    scene.api.put('Job', { ...driverJob(options), status: { conditions: [given] } });
    const { out } = await scene.there('status r1');
    expect(out).toContain('its driver in the cluster has ended (Job has reached the specified backoff limit)');
    expect(out).not.toContain('driven by');
  });
});
