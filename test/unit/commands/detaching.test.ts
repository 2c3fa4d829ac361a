import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { exitCodeOf } from '../../../src/errors.ts';
import { until } from '../backends/kubernetes/backend-scene.ts';
import { apiError } from '../backends/kubernetes/fake-api.ts';
import { plan } from '../engine/plans.ts';
import { ClusterScene, job, train } from './cluster-scene.ts';

let scene: ClusterScene;
beforeEach(async () => {
  scene = await ClusterScene.open();
});
afterEach(() => scene.end());

const goesOn = 'run r1 goes on without this program; go on with it by: automl attach r1';
const whole = ['run-started', 'started', 'ended', 'run-ended'];

describe('a program that stops before the run ends', () => {
  test('by an interrupt (on_interrupt: detach) leaves it to the next one, which goes on at once', async () => {
    const detaching = plan([train], { onInterrupt: 'detach' });
    const program = await scene.start({ plan: detaching });
    await scene.begun();
    program.interrupt('SIGINT');
    await expect(program.record).rejects.toMatchObject({
      code: 'DETACHED',
      message: `interrupted by SIGINT: ${goesOn}`,
    });
    expect([scene.jobs, scene.holder, scene.calls('delete')]).toEqual([[job], '', []]);
    expect((await program.told()).slice(-1)).toEqual(['started']);
    const next = await scene.start({ plan: detaching, isNew: false });
    await scene.begun();
    scene.succeed();
    expect((await next.record).state).toBe('succeeded');
    expect(await next.told()).toEqual(whole);
    expect(scene.calls('create').filter((call) => call === `Job ${job}`)).toHaveLength(1);
  });

  test('has an exit code of its own', async () => {
    const program = await scene.start({ detach: true });
    await scene.begun();
    program.interrupt('SIGTERM');
    const thrown: unknown = await program.record.catch((error: unknown) => error);
    expect(exitCodeOf(thrown)).toBe(75);
  });

  test('by a second interrupt of who follows has asked for a cancel before, once', async () => {
    await scene.begunByOther(60);
    const program = await scene.start({ isNew: false });
    await until(() => program.err.text.includes('is driven by') && scene.api.watched.includes('Lease'));
    program.interrupt('SIGINT');
    await until(() => scene.calls('patch').length === 1);
    program.interrupt('SIGINT');
    await expect(program.record).rejects.toThrow(goesOn);
    expect([scene.holder, scene.calls('patch')]).toEqual(['you', ['ConfigMap automl-r1']]);
  });

  test('by an interrupt of who only follows changes nothing', async () => {
    await scene.begunByOther(60);
    const program = await scene.start({ isNew: false, detach: true });
    await until(() => program.err.text.includes('is driven by') && scene.api.watched.includes('Lease'));
    program.interrupt('SIGINT');
    await expect(program.record).rejects.toThrow(goesOn);
    expect([scene.holder, scene.jobs, scene.calls('patch')]).toEqual(['you', [job], []]);
    expect(scene.api.watched).toEqual([]);
  });

  test('because its credential ends has said so at the start', async () => {
    const program = await scene.start({ life: 1 });
    await scene.begun();
    expect(program.err.text).toContain(
      "warning: the credential of the cluster is good for 1.0 s and can't be renewed: a longer run goes on without this program",
    );
    await expect(program.record).rejects.toMatchObject({
      code: 'DETACHED',
      message: `the credential of the cluster ends: ${goesOn}`,
    });
    expect([scene.holder, scene.jobs]).toEqual(['', [job]]);
  });

  test('has nothing to say of a credential that is good for days', async () => {
    const program = await scene.start({ life: 200_000 });
    await scene.begun();
    scene.succeed();
    await program.record;
    expect(program.err.text).not.toContain('credential');
  });

  test('because the cluster can not be watched any more', async () => {
    const program = await scene.start();
    await scene.begun();
    scene.api.breakWatches('Pod', apiError(403, 'no pods'));
    await expect(program.record).rejects.toThrow(
      `the cluster can't be watched any more: could not: no pods: ${goesOn}`,
    );
    expect(scene.jobs).toEqual([job]);
  });
});
