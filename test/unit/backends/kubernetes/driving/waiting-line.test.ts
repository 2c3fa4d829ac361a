import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { cancelRequestOf } from '../../../../../src/backends/kubernetes/driving/stored-run.ts';
import { waitForOthers, type WaitingLine } from '../../../../../src/backends/kubernetes/driving/waiting-line.ts';
import { anchorObject } from '../../../../../src/backends/kubernetes/objects/anchor.ts';
import { anchorName, driverName, leaseName, recordName } from '../../../../../src/backends/kubernetes/objects/names.ts';
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

afterEach(() => {
  // A test that fails leaves nothing that waits.
  stop.abort();
});

function run(id: string, second: number, ref = 'main', name: string | null = null): void {
  const schedule = name === null ? null : { name, at: '2026-01-01T00:00:00.000Z', concurrency: 'forbid' as const };
  const whole = plan([], { run: { id, event: 'push' }, schedule });
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

function wait(mode: WaitingLine['mode'], of: WaitingLine['of'] = 'group'): Promise<void> {
  const say = (sentence: string): void => void said.push(sentence);
  const end = (id: string, reason: string): Promise<void> => {
    ended.push(`${id}: ${reason}`);
    over(id);
    return Promise.resolve();
  };
  return waitForOthers({ api, id: 'me', of, mode, say, end, signal: stop.signal });
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

  test('waits for one whose driver in the cluster is to come', async () => {
    run('a', 1);
    driven('a', 0.1);
    api.put('Job', { metadata: { name: driverName('a') } });
    const waiting = wait('queue');
    const hasAsked = (): boolean => api.calls.some(({ verb, name }) => verb === 'get' && name === driverName('a'));
    // As nobody holds the Lease, it is looked for.
    while (!hasAsked()) await new Promise((resolve) => setTimeout(resolve, 20));
    over('a');
    await waiting;
    expect(said).toEqual(['waiting for run a (concurrency: queue)']);
  }, 30_000);

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

describe('a run of a schedule', () => {
  beforeEach(() => {
    run('me', 5, 'main', 'nightly');
    run('same', 1, 'other', 'nightly');
    run('push', 2);
    run('weekly', 3, 'main', 'weekly');
    for (const id of ['same', 'push', 'weekly']) driven(id);
  });
  const sayWaits = (...ids: readonly string[]): readonly string[] =>
    ids.map((id) => `waiting for run ${id} (concurrency: queue)`);

  test('waits for those of its schedule by the rule of that, whatever their ref', async () => {
    const waiting = wait('queue', 'schedule');
    await until(() => said.length === 1);
    over('same');
    await waiting;
    expect(said).toEqual(sayWaits('same'));
  }, 30_000);

  test('and for all others of the workflow by the rule of the workflow', async () => {
    over('weekly');
    const waiting = wait('queue');
    await until(() => said.length === 1);
    over('push');
    await waiting;
    expect(said).toEqual(sayWaits('push'));
  }, 30_000);

  test('that is of none waits for none by a schedule', async () => {
    run('me', 5);
    await wait('queue', 'schedule');
    expect(said).toEqual([]);
  });
});
