import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { orderOf } from '../../../src/backends/kubernetes/scheduling/told.ts';
import { clusterStore, type StoreRequest } from '../../../src/commands/cluster-schedules.ts';
import { loadTarget } from '../../../src/commands/prepare.ts';
import type { ScheduleChange } from '../../../src/schedule/store.ts';
import { Repository } from '../../integration/remote/repository.ts';
import { FakeApi } from '../backends/kubernetes/fake-api.ts';
import { worldOf } from './world.ts';

const file = (more: string): string => `name: wine
stages: {all: [{name: a, command: ["true"], image: busybox}]}
schedule: {name: nightly, cron: "17 3 * * *", backend: cluster${more}}
`;

let repository: Repository;
let api = new FakeApi();
beforeEach(() => {
  repository = new Repository({ 'automl.yaml': file('') });
  api = new FakeApi();
  api.put('ServiceAccount', { metadata: { name: 'automl-wine' } });
});
afterEach(() => {
  repository.remove();
});

async function sync(request: StoreRequest = {}): Promise<readonly ScheduleChange[]> {
  const world = worldOf({ cwd: repository.folder });
  const target = loadTarget({ target: '.', params: [] }, world);
  const store = await clusterStore(target, request, { api, close: () => Promise.resolve() }, world);
  return store.sync(target.workflow.schedules, { dryRun: false });
}
const order = () => {
  const [cronJob] = api.all('CronJob');
  return cronJob === undefined ? null : orderOf(cronJob);
};

test('a job of a forge says whose the schedules are, and the branch that its checkout does not know', async () => {
  repository.git('checkout', '--quiet', '--detach');
  const head = repository.git('rev-parse', 'HEAD');
  const told = { head, merge: null, ref: 'main' };
  await sync({ repository: { forge: 'gitlab.com', id: '4711', name: 'acme/models' }, commit: told });
  expect(order()).toMatchObject({
    owner: { forge: 'gitlab.com', repository: '4711', name: 'acme/models' },
    from: { commit: { head, ref: 'main', dirty: false } },
  });
});

test.each([
  ['https://robot:secret@git.example.com/acme/models.git', 'https://git.example.com/acme/models.git'],
  ['ssh://git:secret@git.example.com/acme/models.git', 'ssh://git@git.example.com/acme/models.git'],
  ['git@git.example.com:acme/models.git', 'git@git.example.com:acme/models.git'],
])('the head of a branch is cloned from %s without a password', async (origin, url) => {
  repository.commit({ 'automl.yaml': file(', ref: main') });
  repository.git('remote', 'add', 'origin', origin);
  await sync();
  expect(order()).toMatchObject({ from: { url, branch: 'main' } });
  expect(JSON.stringify(api.all('CronJob'))).not.toContain('secret@');
});

test('a folder of this machine is no place to clone from', async () => {
  repository.commit({ 'automl.yaml': file(', ref: main') });
  repository.git('remote', 'add', 'origin', repository.parent);
  await expect(sync()).rejects.toThrow('nobody knows where to clone it from');
});
