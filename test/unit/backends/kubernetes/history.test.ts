import { describe, expect, it } from '@jest/globals';
import type { Meta } from '../../../../src/backends/kubernetes/client/types.ts';
import { pruneHistory } from '../../../../src/backends/kubernetes/history.ts';
import { componentLabels, labels } from '../../../../src/backends/kubernetes/objects/labels.ts';
import { anchorName, claimName, recordName } from '../../../../src/backends/kubernetes/objects/names.ts';
import type { RunFacts } from '../../../../src/backends/kubernetes/objects/run-facts.ts';
import { FakeApi } from './fake-api.ts';

const owner = { forge: 'github.com', repository: '7', file: 'automl.yaml', environment: 'production' };
const facts = (id: string): RunFacts => ({
  id,
  owner,
  workflow: 'wine',
  anchor: { name: anchorName(id), uid: id },
  assignsUsers: false,
  injected: [],
  source: null,
  store: { claim: claimName(id), sharesNode: true },
  ownSecrets: new Map(),
  grace: 10,
  verbose: false,
});
const byRun = (id: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', name: anchorName(id), uid: id });
const byService = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'wine-api', uid: 'd' };

/** Runs `r01`, `r02` … one minute after another; those in `unfinished` have no record. */
function cluster(
  count: number,
  unfinished: readonly number[] = [],
  scheduleOf: (number: number) => string | null = () => null,
): FakeApi {
  const api = new FakeApi();
  for (let number = 1; number <= count; number += 1) {
    const id = `r${String(number).padStart(2, '0')}`;
    const run = { id, owner, workflow: 'wine' };
    const creationTimestamp = new Date(Date.UTC(2026, 0, 1, 0, number)).toISOString();
    const schedule = scheduleOf(number);
    const own = { ...componentLabels(run, 'anchor'), ...(schedule === null ? {} : { [labels.schedule]: schedule }) };
    api.put('ConfigMap', { metadata: { name: anchorName(id), creationTimestamp, labels: own } });
    if (!unfinished.includes(number))
      api.put('ConfigMap', { metadata: { name: recordName(id), labels: { ...componentLabels(run, 'record') } } });
    api.put('PersistentVolumeClaim', { metadata: { name: claimName(id), ownerReferences: [byRun(id)] } });
  }
  return api;
}

const left = async (
  api: FakeApi,
  count: number,
  name: (id: string) => string,
  kind: 'ConfigMap' | 'PersistentVolumeClaim',
) => {
  const ids = Array.from({ length: count }, (_, index) => `r${String(index + 1).padStart(2, '0')}`);
  const found = await Promise.all(ids.map((id) => api.get(kind, name(id))));
  return ids.filter((_, index) => found[index] !== null);
};

describe('the history of a workflow', () => {
  it('keeps the newest ten runs, and the files of the newest three', async () => {
    const api = cluster(12);
    await pruneHistory(api, facts('r12'));
    expect(await left(api, 12, anchorName, 'ConfigMap')).toEqual(
      ['03', '04', '05', '06', '07', '08', '09', '10', '11', '12'].map((number) => `r${number}`),
    );
    const claims = await left(api, 12, claimName, 'PersistentVolumeClaim');
    expect(claims.filter((id) => id > 'r02')).toEqual(['r10', 'r11', 'r12']);
  });

  it('touches no run that has no record: it goes on, or somebody may go on with it', async () => {
    const api = cluster(14, [1, 2]);
    await pruneHistory(api, facts('r14'));
    const anchors = await left(api, 14, anchorName, 'ConfigMap');
    expect(anchors.slice(0, 3)).toEqual(['r01', 'r02', 'r05']);
    expect((await left(api, 14, claimName, 'PersistentVolumeClaim')).slice(0, 2)).toEqual(['r01', 'r02']);
  });

  it('keeps the newest twenty of each schedule besides, so that none pushes out the runs of people', async () => {
    const api = cluster(40, [], (number) => (number > 4 && number % 2 === 0 ? 'often' : number === 3 ? 'rare' : null));
    await pruneHistory(api, { ...facts('r40'), store: null });
    const anchors = await left(api, 40, anchorName, 'ConfigMap');
    const odd = anchors.filter((id) => Number(id.slice(1)) % 2 === 1);
    expect(odd).toEqual(['r03', 'r21', 'r23', 'r25', 'r27', 'r29', 'r31', 'r33', 'r35', 'r37', 'r39']);
    expect(anchors.filter((id) => Number(id.slice(1)) % 2 === 0)).toHaveLength(18);
    const busy = cluster(25, [], () => 'often');
    await pruneHistory(busy, facts('r25'));
    expect(await left(busy, 25, anchorName, 'ConfigMap')).toHaveLength(20);
    expect((await left(busy, 25, claimName, 'PersistentVolumeClaim')).filter((id) => id > 'r05')).toEqual([
      'r23',
      'r24',
      'r25',
    ]);
  });

  it('keeps the files that a service reads', async () => {
    const api = cluster(5);
    const ownerReferences: NonNullable<Meta['ownerReferences']> = [byRun('r01'), byService];
    api.put('PersistentVolumeClaim', { metadata: { name: claimName('r01'), ownerReferences } });
    await pruneHistory(api, facts('r05'));
    expect(await left(api, 5, claimName, 'PersistentVolumeClaim')).toEqual(['r01', 'r03', 'r04', 'r05']);
  });

  it('keeps the last success of each branch that runs are compared with, however old', async () => {
    const api = cluster(14);
    const mark = (id: string, name: (id: string) => string, label: string, branch: string): void => {
      const metadata = api.all('ConfigMap').find((map) => map.metadata?.name === name(id))?.metadata ?? {};
      api.put('ConfigMap', { metadata: { ...metadata, labels: { ...metadata.labels, [label]: branch } } });
    };
    // Of another environment, as the runs of pull requests are.
    const elsewhere = { id: 'other', owner: { ...owner, environment: null }, workflow: 'wine' };
    const asking = { ...componentLabels(elsewhere, 'anchor'), [labels.base]: 'main' };
    api.put('ConfigMap', { metadata: { name: anchorName('other'), labels: asking } });
    for (const id of ['r01', 'r02', 'r03']) mark(id, recordName, labels.baseline, id === 'r03' ? 'topic' : 'main');
    await pruneHistory(api, facts('r14'));
    expect((await left(api, 14, anchorName, 'ConfigMap')).slice(0, 2)).toEqual(['r02', 'r05']);
    expect((await left(api, 14, claimName, 'PersistentVolumeClaim')).slice(0, 2)).not.toContain('r02');
  });
});
