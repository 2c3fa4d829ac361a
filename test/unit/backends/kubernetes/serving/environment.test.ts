import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { labels } from '../../../../../src/backends/kubernetes/objects/labels.ts';
import { environmentLeaseName } from '../../../../../src/backends/kubernetes/objects/names.ts';
import { until } from '../backend-scene.ts';
import { apiError } from '../fake-api.ts';
import { facts } from '../objects/facts.ts';
import { RollOutScene } from '../roll-out-scene.ts';

let scene: RollOutScene;
beforeEach(() => {
  scene = new RollOutScene();
});
afterEach(() => scene.end());

const lease = () => scene.api.objects.get('Lease', environmentLeaseName(facts().owner));

describe('an environment', () => {
  test('has one run at a time that deploys; the next one says for whom it waits', async () => {
    const first = await scene.begin({ run: { id: 'r1' } });
    await scene.applied();
    const other = new RollOutScene(scene.api);
    const second = await other.begin({ run: { id: 'r2', source: 'code-2' } });
    await until(() => other.said.length > 0);
    expect(other.said).toEqual(['waiting for run r1, which deploys to production']);
    scene.complete();
    expect((await first.result).state).toBe('succeeded');
    const before = scene.revision;
    await until(() => scene.revision !== before);
    other.complete();
    expect((await second.result).state).toBe('succeeded');
    await other.end();
  });

  test('is free at once for the next run, and says what was deployed', async () => {
    await scene.deployed();
    expect(lease()?.spec?.holderIdentity).toBe('');
    expect(lease()?.metadata?.annotations).toMatchObject({ [labels.commit]: 'abc', [labels.deployedBy]: 'r1' });
    await scene.deployed({ run: { id: 'r2' } });
    expect(lease()?.metadata?.annotations).toMatchObject({ [labels.deployedBy]: 'r2' });
  });

  test('is free again when it can not be told what is deployed there', async () => {
    await scene.deployed();
    scene.api.fail('get', 'Lease', apiError(500, 'no answer'));
    const { result } = await scene.begin({ commit: 'def' });
    expect((await result).reason).toBe('could not: no answer');
    expect(lease()?.spec?.holderIdentity).toBe('');
  });

  test('does not note the commit of a deployment that failed', async () => {
    await scene.deployed();
    const roll = await scene.begin({ commit: 'bad', run: { source: 'code-2' } });
    await scene.applied();
    roll.cancel();
    await roll.result;
    expect(lease()?.metadata?.annotations).toMatchObject({ [labels.commit]: 'abc' });
  });
});

describe('an older commit', () => {
  const older = { commit: 'def', isOlder: true, run: { id: 'r2', source: 'code-0' } };

  test('is refused, and nothing is touched', async () => {
    await scene.deployed();
    const before = scene.deployment;
    const { result } = await scene.begin(older);
    expect(await result).toMatchObject({
      state: 'failed',
      reason: 'commit def is older than abc, which is deployed to production: --allow-older deploys it all the same',
    });
    expect(scene.deployment).toEqual(before);
    expect(lease()?.spec?.holderIdentity).toBe('');
  });

  test('is deployed where somebody insists', async () => {
    await scene.deployed();
    await scene.deployed({ ...older, allowsOlder: true });
    expect(lease()?.metadata?.annotations).toMatchObject({ [labels.commit]: 'def' });
  });

  test.each([
    ['2025-12-31T23:59:59Z', 'failed'],
    ['2026-01-01T01:00:00+01:00', 'succeeded'],
    ['2026-01-02T00:00:00Z', 'succeeded'],
  ])('is told by its time (%s) where git does not know both', async (committed, state) => {
    await scene.deployed();
    const roll = await scene.begin({ commit: 'def', committed, isOlder: null });
    expect((await roll.result).state).toBe(state);
  });
});
