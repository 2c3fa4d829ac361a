import { beforeEach, expect, it } from '@jest/globals';
import { componentLabels, labels } from '../../../../src/backends/kubernetes/objects/labels.ts';
import { makeSourceRoom } from '../../../../src/backends/kubernetes/source-room.ts';
import { FakeApi } from './fake-api.ts';
import { facts, owner } from './objects/facts.ts';

const mebi = 2 ** 20;
const byService = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'wine-api', uid: 'd' };
let api: FakeApi;
beforeEach(() => {
  api = new FakeApi();
});

/** The source of a run of some owner. @param size MiB; null: it does not say */
function put(
  id: string,
  size: number | null,
  more: { readonly ended?: boolean; readonly serves?: boolean } = {},
): void {
  const run = facts({ id, owner: { ...owner, file: `${id}.yaml` } });
  const anchor = { apiVersion: 'v1', kind: 'ConfigMap', name: `automl-${id}`, uid: id };
  api.put('ConfigMap', {
    metadata: {
      name: id,
      creationTimestamp: `2026-01-01T00:00:${String(api.all('ConfigMap').length).padStart(2, '0')}Z`,
      labels: { ...componentLabels(run, 'source') },
      ...(size === null ? {} : { annotations: { [labels.bytes]: String(size * mebi) } }),
      ownerReferences: more.serves === true ? [anchor, byService] : [anchor],
    },
  });
  if (more.ended === true)
    api.put('ConfigMap', { metadata: { name: `${id}-record`, labels: { ...componentLabels(run, 'record') } } });
}
const sources = (): (string | undefined)[] =>
  api.all('ConfigMap').flatMap(({ metadata }) => (metadata?.name?.endsWith('-record') === true ? [] : metadata?.name));

it('there is room, and nothing is taken away', async () => {
  put('old', 30, { ended: true });
  put('going', 30);
  await makeSourceRoom(api, 'mine', 4 * mebi);
  expect(sources()).toEqual(['old', 'going']);
});

it('there is room when those of runs that have ended go, no more of them than it takes, the oldest first', async () => {
  put('served', 20, { ended: true, serves: true });
  put('oldest', 1, { ended: true });
  put('older', 10, { ended: true });
  put('old', 10, { ended: true });
  put('going', 25);
  await makeSourceRoom(api, 'mine', 4 * mebi);
  expect(sources()).toEqual(['served', 'old', 'going']);
});

it('what the run itself has there already does not count', async () => {
  put('mine', 40);
  await makeSourceRoom(api, 'mine', 40 * mebi);
  expect(sources()).toEqual(['mine']);
});

it('a source that does not say how large it is counts as a large one', async () => {
  for (let number = 1; number < 94; number += 1) put(`r${number}`, null);
  await makeSourceRoom(api, 'mine', 100 * 1024);
  await expect(makeSourceRoom(api, 'mine', mebi)).rejects.toThrow('64 MiB');
});

it('runs that go on and services fill it: a sentence says what to do', async () => {
  put('served', 40, { ended: true, serves: true });
  put('going', 22);
  await expect(makeSourceRoom(api, 'mine', 4 * mebi)).rejects.toThrow(
    'the sources of the runs that go on, of the services and of the schedules in namespace ml are 62 MiB, this run brings 4 MiB, and 64 MiB may be kept there: wait until one has ended, use another namespace, or leave large files out by .gitignore',
  );
  expect(sources()).toEqual(['served', 'going']);
});
