import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CronJob } from '../../../../../src/backends/kubernetes/client/types.ts';
import type { Starts } from '../../../../../src/backends/kubernetes/scheduling/cron-jobs.ts';
import { clusterSchedules } from '../../../../../src/backends/kubernetes/scheduling/store.ts';
import type { Owner } from '../../../../../src/backends/kubernetes/objects/run-facts.ts';
import type { ScheduleStore } from '../../../../../src/schedule/store.ts';
import { FakeApi } from '../fake-api.ts';
import { owner } from '../objects/facts.ts';
import { commit, schedule, starts } from './schedules.ts';

let root = '';
let api = new FakeApi();
let now = Date.parse('2026-03-01T00:00:00Z');
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'automl-sync-'));
  await writeFile(path.join(root, 'automl.yaml'), 'first');
  [api, now] = [new FakeApi(), Date.parse('2026-03-01T00:00:00Z')];
  api.put('ServiceAccount', { metadata: { name: 'automl-wine' } });
});
afterEach(() => rm(root, { recursive: true }));

interface StoreFields {
  readonly starts?: Partial<Starts>;
  readonly whose?: Owner;
  readonly isBefore?: (other: string) => boolean | null;
  readonly allowsOlder?: boolean;
}

function store({
  starts: fields = {},
  whose = owner,
  isBefore = () => null,
  ...rest
}: StoreFields = {}): ScheduleStore {
  const all = starts({ source: { root, files: ['automl.yaml'] }, ...fields });
  const { allowsOlder = false } = rest;
  const order = { commit: all.commit, isBefore: (other: string) => Promise.resolve(isBefore(other)), allowsOlder };
  return clusterSchedules({
    api,
    project: { owner: whose, workflow: 'wine' },
    now: () => now,
    syncing: () => Promise.resolve({ starts: all, order }),
    close: () => Promise.resolve(),
  });
}
const actions = async (of: ScheduleStore, names: readonly string[], dryRun = false): Promise<readonly string[]> => {
  const changes = await of.sync(
    names.map((name) => schedule({ name })),
    { dryRun },
  );
  return changes.map(({ action, name }) => `${action} ${name}`);
};
const cronJob = (name: string): CronJob => {
  const found = api.all('CronJob').find(({ metadata }) => metadata?.labels?.['automl-action/schedule'] === name);
  if (found === undefined) throw new Error(`no CronJob of ${name}`);
  return found;
};
const versions = (): readonly (string | undefined)[] =>
  [...api.all('CronJob'), ...api.all('ConfigMap')].map(({ metadata }) => metadata?.resourceVersion);

describe('a sync', () => {
  test('makes a CronJob for each schedule, which share the files that their runs start from', async () => {
    expect(await actions(store(), ['daily', 'weekly'])).toEqual(['create daily', 'create weekly']);
    const [map, ...others] = api.all('ConfigMap');
    expect(others).toEqual([]);
    expect(map?.metadata?.ownerReferences?.map(({ kind, uid }) => [kind, uid])).toEqual(
      ['daily', 'weekly'].map((name) => ['CronJob', cronJob(name).metadata?.uid]),
    );
  });

  test('changes nothing the second time', async () => {
    await actions(store(), ['daily']);
    const before = versions();
    now += 60_000;
    expect(await actions(store(), ['daily'])).toEqual(['unchanged daily']);
    expect(versions()).toEqual(before);
  });

  test('says what is different, and since when it fires at other times', async () => {
    await actions(store(), ['daily']);
    now += 60_000;
    const [change] = await store().sync([schedule({ name: 'daily', cron: '0 4 * * *', retries: 1 })], {
      dryRun: false,
    });
    expect(change).toMatchObject({ action: 'change', details: ['cron 0 4 * * * was 0 3 * * *', 'retries 1 was 0'] });
    expect(cronJob('daily').metadata?.annotations?.['automl-action/since']).toBe('2026-03-01T00:01:00.000Z');
  });

  test('takes away what the file names no more', async () => {
    await actions(store(), ['daily', 'weekly']);
    expect(await actions(store(), ['daily'])).toEqual(['unchanged daily', 'delete weekly']);
    expect(api.all('CronJob')).toHaveLength(1);
  });

  test('of a dry run changes nothing, and tells the same', async () => {
    await actions(store(), ['daily']);
    const before = versions();
    expect(await actions(store(), ['weekly'], true)).toEqual(['create weekly', 'delete daily']);
    expect(versions()).toEqual(before);
  });

  test('takes away the files of an earlier commit, but not those of a Job that has not ended', async () => {
    await actions(store(), ['daily']);
    const first = api.all('ConfigMap')[0]?.metadata?.name ?? '';
    const spec = cronJob('daily').spec.jobTemplate.spec;
    if (spec === undefined) throw new Error('no spec');
    const { labels = {} } = cronJob('daily').metadata ?? {};
    api.put('Job', { metadata: { name: 'busy', labels }, spec });
    await writeFile(path.join(root, 'automl.yaml'), 'second');
    await actions(store(), ['daily']);
    expect(api.all('ConfigMap')).toHaveLength(2);
    api.put('Job', { metadata: { name: 'busy', labels }, spec, status: { completionTime: '2026-03-01T00:00:00Z' } });
    await actions(store(), ['daily']);
    expect(api.all('ConfigMap').map(({ metadata }) => metadata?.name)).not.toContain(first);
  });

  test('keeps the files of the commit before until the next one: its controller may still make a Job of them', async () => {
    await actions(store(), ['daily']);
    const first = api.all('ConfigMap')[0]?.metadata?.name ?? '';
    const names = (): readonly (string | undefined)[] => api.all('ConfigMap').map(({ metadata }) => metadata?.name);
    await writeFile(path.join(root, 'automl.yaml'), 'second');
    await actions(store(), ['daily']);
    expect([names().length, names().includes(first)]).toEqual([2, true]);
    await writeFile(path.join(root, 'automl.yaml'), 'third');
    await actions(store(), ['daily']);
    expect([names().length, names().includes(first)]).toEqual([2, false]);
  });

  test('leaves suspended what a person has suspended', async () => {
    await actions(store(), ['daily']);
    await store().suspend('daily');
    expect(await actions(store(), ['daily'])).toEqual(['unchanged daily']);
    expect(cronJob('daily').spec.suspend).toBe(true);
  });

  test('of an older commit is refused, unless that is what is wanted', async () => {
    await actions(store({ starts: { commit: commit({ head: 'bbbbbbbbbb' }) } }), ['daily']);
    const older = commit({ committed: '2026-02-01T00:00:00Z' });
    await expect(actions(store({ starts: { commit: older } }), ['daily'])).rejects.toThrow(
      'commit aaaaaaa is older than bbbbbbb, which the schedules in the cluster are of',
    );
    await expect(actions(store({ isBefore: () => true }), ['daily'])).rejects.toThrow('is older');
    expect(await actions(store({ starts: { commit: older }, allowsOlder: true }), ['daily'])).toEqual(['change daily']);
  });

  test('of an older commit changes nothing where a newer one comes first meanwhile', async () => {
    await actions(store({ starts: { commit: commit({ committed: '2026-02-01T00:00:00Z' }) } }), ['daily']);
    await writeFile(path.join(root, 'automl.yaml'), 'second');
    const newer = commit({ head: 'bbbbbbbbbb', committed: '2026-03-05T00:00:00Z' });
    const create = api.create.bind(api);
    const race = jest.spyOn(api, 'create').mockImplementationOnce(async (kind, object) => {
      await actions(store({ starts: { commit: newer } }), ['daily']);
      return create(kind, object);
    });
    await expect(actions(store(), ['daily'])).rejects.toThrow('is older than bbbbbbb');
    expect(race).toHaveBeenCalled();
    expect(cronJob('daily').metadata?.annotations?.['automl-action/commit']).toBe('bbbbbbbbbb');
  });

  test('makes none whose pods would have no account', async () => {
    api.take('ServiceAccount', 'automl-wine');
    await expect(actions(store(), ['daily'])).rejects.toThrow(
      'service account "automl-wine" does not exist in namespace ml: `automl setup ml automl.yaml` makes it',
    );
    expect(api.all('CronJob')).toEqual([]);
  });

  test('leaves alone the CronJobs of others, and says so where one is in the way', async () => {
    await actions(store(), ['daily']);
    const { name = '', labels = {} } = cronJob('daily').metadata ?? {};
    api.put('CronJob', { ...cronJob('daily'), metadata: { name, labels: { ...labels, 'automl-action/owner': 'x' } } });
    await expect(actions(store(), ['daily'])).rejects.toThrow(`there is a CronJob ${name} in namespace ml`);
  });

  test('takes the place of what was made for the same repository under its other name', async () => {
    const person = { ...owner, repository: 'acme/models' };
    await actions(store({ whose: person }), ['daily']);
    const ci = { ...owner, name: 'acme/models' };
    expect(await actions(store({ whose: ci }), ['daily'])).toEqual(['create daily', 'delete daily']);
    expect(api.all('CronJob')).toHaveLength(1);
  });
});

describe('a schedule that a person looks after', () => {
  beforeEach(async () => {
    await actions(store(), ['daily']);
  });

  test('fires again when it is resumed, and makes up for nothing', async () => {
    await store().suspend('daily');
    expect(await store().known()).toMatchObject([{ name: 'daily', suspended: 'person' }]);
    now += 60_000;
    await store().resume('daily');
    expect(await store().known()).toMatchObject([{ suspended: null, since: '2026-03-01T00:01:00.000Z' }]);
    expect(cronJob('daily').metadata?.annotations).not.toHaveProperty('automl-action/suspended-at');
  });

  test('is not resumed where the file itself has suspended it', async () => {
    await store().sync([schedule({ name: 'daily', suspend: true })], { dryRun: false });
    expect(await store().known()).toMatchObject([{ suspended: 'file' }]);
    await expect(store().resume('daily')).rejects.toThrow('take "suspend" out there');
    await expect(store().suspend('daily')).rejects.toThrow('it stays so until that is taken out');
    await actions(store(), ['daily']);
    expect(await store().known()).toMatchObject([{ suspended: null }]);
  });

  test('is started for a time as often as that is asked for', async () => {
    const first = await store().trigger('daily', '2026-01-01T00:00:00.000Z');
    now += 1;
    const second = await store().trigger('daily', '2026-01-01T00:00:00.000Z');
    expect(first).not.toBe(second);
    expect(api.all('Job').map(({ metadata }) => `job/${metadata?.name ?? ''}`)).toEqual([first, second]);
  });

  test('is named as the file names it', async () => {
    await expect(store().suspend('dayly')).rejects.toThrow(
      'has no schedule "dayly" in namespace ml; did you mean "daily"?',
    );
  });
});
