import { beforeEach, describe, expect, test } from '@jest/globals';
import { claimLease, holderOf } from '../../../../../src/backends/kubernetes/driving/lease.ts';
import { FakeApi } from '../fake-api.ts';
import { claimOf, current, held, renew } from './leases.ts';

let api = new FakeApi();
beforeEach(() => {
  api = new FakeApi();
});
const holder = (): string => holderOf(current(api));
const isMine = async (fields: Parameters<typeof claimOf>[1] = {}, abandoned = false): Promise<boolean> =>
  (await claimLease(claimOf(api, fields), abandoned ? current(api) : null)).isOurs;

describe('the Lease of a run', () => {
  test('is made for the first that wants it, and goes with the run', async () => {
    expect(await isMine()).toBe(true);
    expect(current(api)).toMatchObject({
      apiVersion: 'coordination.k8s.io/v1',
      metadata: { name: 'automl-r1', ownerReferences: [{ kind: 'ConfigMap', name: 'automl-r1', uid: 'u1' }] },
      spec: { holderIdentity: 'me', leaseDurationSeconds: 15, leaseTransitions: 0 },
    });
    expect(current(api)?.spec?.renewTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  test('is not taken from its holder, and who holds it is told', async () => {
    await held(api);
    const answer = await claimLease(claimOf(api, { holder: 'you' }), null);
    expect([answer.isOurs, holderOf(answer.lease)]).toEqual([false, 'me']);
    expect(api.calls.filter(({ verb }) => verb === 'patch')).toEqual([]);
  });

  test('is still ours when the answer to its making was lost', async () => {
    await held(api);
    expect(await isMine()).toBe(true);
    expect(current(api)?.spec?.leaseTransitions).toBe(0);
  });

  test('is taken when it was released', async () => {
    await held(api, { holder: '' });
    expect(await isMine()).toBe(true);
    expect(current(api)?.spec).toMatchObject({ holderIdentity: 'me', leaseTransitions: 1 });
  });

  test('is taken from a holder that is known to be dead', async () => {
    await held(api);
    const isDead = (name: string): Promise<boolean> => Promise.resolve(name === 'me');
    expect(await isMine({ holder: 'you', isDead, seconds: 60 })).toBe(true);
    expect(current(api)?.spec).toMatchObject({ holderIdentity: 'you', leaseDurationSeconds: 60, leaseTransitions: 1 });
  });

  test('is taken when it is as it was when it was watched, and not once it was renewed', async () => {
    await held(api);
    const watched = current(api);
    renew(api);
    expect((await claimLease(claimOf(api, { holder: 'you' }), watched)).isOurs).toBe(false);
    expect(await isMine({ holder: 'you' }, true)).toBe(true);
  });

  test('is won by one of two that take it over at once', async () => {
    await held(api, { holder: 'dead' });
    const isDead = (name: string): Promise<boolean> => Promise.resolve(name === 'dead');
    const answers = await Promise.all(
      ['a', 'b'].map(async (name) => [name, await isMine({ holder: name, isDead })] as const),
    );
    expect(answers.filter(([, isOurs]) => isOurs)).toEqual([[holder(), true]]);
    expect(current(api)?.spec?.leaseTransitions).toBe(1);
  });

  test('is made anew when it goes while it is being taken', async () => {
    await held(api, { holder: '' });
    const release = api.hold('patch', 'Lease');
    const mine = isMine();
    while (!api.calls.some(({ verb }) => verb === 'patch')) await Promise.resolve();
    api.take('Lease', 'automl-r1');
    release();
    expect([await mine, holder()]).toEqual([true, 'me']);
  });

  test('of somebody else is left alone', async () => {
    api.put('Lease', { metadata: { name: 'automl-r1', labels: { app: 'theirs' } } });
    await expect(isMine()).rejects.toThrow(
      'there is a Lease automl-r1 in namespace ml that this run does not own: delete it, or use another namespace',
    );
  });
});
