import { beforeEach, describe, expect, test } from '@jest/globals';
import { labels, lastingLabels, ownerNotes } from '../../../../../src/backends/kubernetes/objects/labels.ts';
import { environmentLeaseName } from '../../../../../src/backends/kubernetes/objects/names.ts';
import { ownerId, projectId } from '../../../../../src/backends/kubernetes/objects/owner.ts';
import { previewsOf } from '../../../../../src/backends/kubernetes/serving/previews.ts';
import { FakeApi } from '../fake-api.ts';
import { ended, putRun, start } from '../inventory/scene.ts';
import { owner } from '../objects/facts.ts';
import { inPreview, putPreview } from './preview-scene.ts';

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi();
});

describe('the previews of a namespace', () => {
  test('are the environments of pull requests, with what their Leases and runs tell', async () => {
    putPreview(api, 7);
    putRun(api, { id: 'old', owner: inPreview(7), events: ended(start) });
    putRun(api, { id: 'new', owner: inPreview(7), events: ended(start + 60_000) });
    putRun(api, { id: 'main' });
    api.put('Lease', {
      metadata: {
        name: environmentLeaseName(owner),
        labels: { ...lastingLabels({ owner, workflow: 'wine' }), [labels.component]: 'environment' },
        annotations: { ...ownerNotes(owner) },
      },
    });
    expect(await previewsOf(api)).toEqual([
      {
        environment: 'pr-7',
        pull: 7,
        workflow: 'wine',
        project: projectId(owner),
        owner: ownerId(inPreview(7)),
        repository: 'github.com/4711',
        file: 'automl.yaml',
        commit: 'abcdef0123456789',
        runs: ['new', 'old'],
        created_at: '2026-01-01T00:00:00Z',
      },
    ]);
  });

  test('count from their first run on, before anything is deployed', async () => {
    putRun(api, { id: 'r7', owner: inPreview(7), isOver: false });
    expect(await previewsOf(api)).toMatchObject([{ pull: 7, commit: null, runs: ['r7'] }]);
  });

  test('are in the order of their numbers', async () => {
    for (const pull of [12, 7]) putPreview(api, pull);
    putPreview(api, 9, { repository: 'other' });
    expect((await previewsOf(api)).map(({ pull }) => pull)).toEqual([7, 9, 12]);
  });
});
