import { beforeEach, describe, expect, test } from '@jest/globals';
import { newestRun, storedRun, storedRuns } from '../../../../../src/backends/kubernetes/inventory/runs.ts';
import { owner } from '../objects/facts.ts';
import { FakeApi } from '../fake-api.ts';
import { begun, putRun, start } from './scene.ts';

let api: FakeApi;
beforeEach(() => {
  api = new FakeApi();
});

const other = { ...owner, repository: 'other' };

describe('the runs of a namespace', () => {
  test('come newest first, whoever made them, with the records of those that are over', async () => {
    putRun(api, { id: 'old' });
    putRun(api, { id: 'new', owner: other, fields: { workflow: 'beer' }, events: begun(start + 9000), isOver: false });
    const { runs, problems } = await storedRuns(api);
    expect(runs.map(({ record }) => [record.id, record.workflow, record.state])).toEqual([
      ['new', 'beer', 'running'],
      ['old', 'wine', 'succeeded'],
    ]);
    expect(problems).toEqual([]);
  });

  test('are chosen by workflow and project', async () => {
    putRun(api, { id: 'a' });
    putRun(api, { id: 'b', owner: other });
    putRun(api, { id: 'c', fields: { workflow: 'beer' } });
    const ids = async (...only: [string?, string?]) =>
      (await storedRuns(api, ...only)).runs.map(({ record }) => record.id).sort();
    expect(await ids('wine')).toEqual(['a', 'b']);
    const project = api.objects.get('ConfigMap', 'automl-b')?.metadata?.labels?.['automl-action/project'];
    expect(await ids('wine', project)).toEqual(['b']);
  });

  test('that have no plan yet, or can not be read, are no reason not to show the rest', async () => {
    putRun(api, { id: 'fine' });
    putRun(api, { id: 'early', isOver: false });
    api.take('ConfigMap', 'automl-early-plan-0');
    putRun(api, { id: 'odd' });
    api.put('ConfigMap', { ...api.objects.get('ConfigMap', 'automl-odd-record'), binaryData: {} });
    const { runs, problems } = await storedRuns(api);
    expect(runs.map(({ record }) => record.id)).toEqual(['fine']);
    expect([...problems].sort()).toEqual([
      'run early has not begun: its driver has stored no plan yet',
      "run odd can't be read: the ConfigMap automl-odd-record has no record.json.gz",
    ]);
  });
});

describe('a run that goes on', () => {
  test('is told as far as its driver has stored it, with who drives it', async () => {
    putRun(api, { events: begun(), isOver: false, holder: 'laptop/4711/1/x/y' });
    expect(await storedRun(api, 'r1')).toMatchObject({
      driver: 'laptop (process 4711)',
      record: { state: 'running', reason: null, host: 'laptop', steps: [{ name: 'train', state: 'running' }] },
    });
  });

  test('and that nobody drives says how to go on with it', async () => {
    putRun(api, { events: begun(), isOver: false });
    expect(await storedRun(api, 'r1')).toMatchObject({
      driver: null,
      record: { reason: 'nobody drives it; go on with it by: automl attach r1' },
    });
  });

  test('is there before its first page is', async () => {
    putRun(api, { events: [], isOver: false, holder: 'laptop/1' });
    expect((await storedRun(api, 'r1'))?.record).toMatchObject({
      state: 'running',
      started_at: '2026-01-01T00:00:00.000Z',
    });
  });
});

test('a run that there is not is null', async () => {
  expect(await storedRun(api, 'r1')).toBeNull();
  expect(await newestRun(api)).toBeNull();
});

test('the newest run is the one that was begun last', async () => {
  putRun(api, { id: 'z', events: begun(start) });
  putRun(api, { id: 'a', events: begun(start + 5000) });
  expect(await newestRun(api)).toBe('a');
});
