import { beforeEach, describe, expect, test } from '@jest/globals';
import { cancelRequestOf } from '../../../../../src/backends/kubernetes/driving/stored-run.ts';
import { waitForOthers, type WaitingLine } from '../../../../../src/backends/kubernetes/driving/waiting-line.ts';
import { anchorObject } from '../../../../../src/backends/kubernetes/objects/anchor.ts';
import { anchorName, leaseName, recordName } from '../../../../../src/backends/kubernetes/objects/names.ts';
import { plan } from '../../../engine/plans.ts';
import { until } from '../backend-scene.ts';
import { FakeApi } from '../fake-api.ts';
import { owner } from '../objects/facts.ts';

let api = new FakeApi();
let stop = new AbortController();
const said: string[] = [];
const ended: string[] = [];
beforeEach(() => {
  [api, stop] = [new FakeApi(), new AbortController()];
  [said.length, ended.length] = [0, 0];
  run('me', 5);
});

function run(id: string, second: number, ref = 'main'): void {
  const whole = plan([], { run: { id, event: 'push' } });
  const anchor = anchorObject({ ...whole, commit: { ...whole.commit, ref } }, owner);
  api.put('ConfigMap', {
    ...anchor,
    metadata: { ...anchor.metadata, creationTimestamp: `2026-01-01T00:00:0${second}Z` },
  });
}
/** Its driver says something once in an hour, or in no time. */
const driven = (id: string, seconds = 3600): FakeApi =>
  api.put('Lease', {
    metadata: { name: leaseName(id) },
    spec: { holderIdentity: 'you', leaseDurationSeconds: seconds },
  });
const over = (id: string): FakeApi => {
  return api.put('ConfigMap', { metadata: { name: recordName(id) } }).take('Lease', leaseName(id));
};
const wanted = (id: string): string | null => cancelRequestOf(api.objects.get('ConfigMap', anchorName(id)) ?? {});

function wait(mode: WaitingLine['mode']): Promise<void> {
  const say = (sentence: string): void => void said.push(sentence);
  const end = (id: string, reason: string): Promise<void> => {
    ended.push(`${id}: ${reason}`);
    over(id);
    return Promise.resolve();
  };
  return waitForOthers({ api, id: 'me', mode, say, end, signal: stop.signal });
}

describe('a run of a group', () => {
  test('that may overlap asks nobody', async () => {
    run('a', 1);
    driven('a');
    const before = api.calls.length;
    await wait('allow');
    expect(api.calls).toHaveLength(before);
  });

  test('waits for no run that is over, came later, or is of another ref', async () => {
    for (const [id, second] of [
      ['a', 1],
      ['z', 5],
      ['b', 6],
    ] as const) {
      run(id, second);
      driven(id);
    }
    over('a');
    run('c', 1, 'other');
    driven('c');
    await wait('queue');
    expect(said).toEqual([]);
  });

  test('waits for those before it, the oldest first, and of one second by their ids', async () => {
    run('l', 5);
    run('a', 4);
    for (const id of ['l', 'a']) driven(id);
    const waiting = wait('queue');
    await until(() => said.length === 1);
    over('l');
    over('a');
    await waiting;
    // The other one had ended by then.
    expect([said, wanted('a'), ended]).toEqual([['waiting for run a (concurrency: queue)'], null, []]);
  });

  test('cancels those that it replaces, by one call each, and waits for their ends', async () => {
    run('a', 1);
    driven('a');
    const waiting = wait('replace');
    await until(() => wanted('a') !== null);
    expect(wanted('a')).toBe('replaced by run me');
    over('a');
    await waiting;
    expect([said, ended]).toEqual([['cancelling run a (concurrency: replace)'], []]);
    expect(api.calls.filter(({ verb }) => verb === 'patch')).toHaveLength(1);
  });

  test('waits for nobody who has no driver: says so, or ends the run itself', async () => {
    run('a', 1);
    driven('a', 0.1);
    await Promise.all([wait('queue'), wait('replace')]);
    expect(said).toContain('run a has no driver: not waiting for it (automl attach a, or automl cancel a)');
    expect(ended).toEqual(['a: replaced by run me']);
  });

  test('waits no longer for one that is deleted', async () => {
    run('a', 1);
    driven('a');
    const waiting = wait('queue');
    await until(() => said.length === 1);
    api.take('ConfigMap', anchorName('a')).take('Lease', leaseName('a'));
    await waiting;
    expect(said).toHaveLength(1);
  });

  test('waits no longer when that is of no use', async () => {
    run('a', 1);
    driven('a');
    const waiting = wait('replace');
    await until(() => said.length === 1);
    stop.abort();
    await waiting;
    expect(ended).toEqual([]);
  });
});
