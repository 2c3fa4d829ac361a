import { beforeEach, describe, expect, it } from '@jest/globals';
import { sweepLeftovers } from '../../../../src/backends/kubernetes/leftovers.ts';
import { planObjects } from '../../../../src/backends/kubernetes/objects/anchor.ts';
import { componentLabels } from '../../../../src/backends/kubernetes/objects/labels.ts';
import { ownedMeta } from '../../../../src/backends/kubernetes/objects/metadata.ts';
import {
  anchorName,
  injectedName,
  leaseName,
  recordName,
  secretName,
} from '../../../../src/backends/kubernetes/objects/names.ts';
import type { Owner } from '../../../../src/backends/kubernetes/objects/run-facts.ts';
import { plan, step } from '../../engine/plans.ts';
import { apiError, FakeApi } from './fake-api.ts';
import { facts, owner } from './objects/facts.ts';

const day = 24 * 3600 * 1000;
const now = Date.UTC(2026, 5, 30);
const daysAgo = (days: number): string => new Date(now - days * day).toISOString();

let api: FakeApi;
let said: string[];
beforeEach(() => {
  api = new FakeApi();
  said = [];
  leave('mine', { begun: 0, renewed: 0 });
});

interface Left {
  readonly begun: number;
  readonly renewed?: number;
  readonly ended?: number;
  readonly hasPlan?: boolean;
  readonly ready?: number;
  readonly of?: Owner;
}

/** A run with a Job, a source and a Secret; days ago. */
function leave(id: string, { begun, renewed, ended, hasPlan = true, ready = 0, of = owner }: Left): void {
  const run = facts({ id, owner: of, anchor: { name: anchorName(id), uid: id } });
  const anchor = { name: anchorName(id), uid: id, creationTimestamp: daysAgo(begun) };
  api.put('ConfigMap', { metadata: { ...anchor, labels: { ...componentLabels(run, 'anchor') } } });
  if (renewed !== undefined)
    api.put('Lease', {
      metadata: { ...ownedMeta(run, leaseName(id), 'lease'), managedFields: [{ time: daysAgo(renewed) }] },
    });
  if (!hasPlan) return;
  const ownSecrets = new Map([['aws', secretName(id, 'aws')]]);
  for (const part of planObjects({ ...run, ownSecrets }, plan([step('train')]))) api.put('ConfigMap', part);
  api.put('ConfigMap', { metadata: ownedMeta(run, injectedName(id, 0), 'source') });
  api.put('Secret', { metadata: ownedMeta(run, secretName(id, 'aws'), 'secret') });
  api.put('Job', { metadata: ownedMeta(run, `wine-${id}`, 'step'), status: { ready } });
  if (ended === undefined) return;
  const meta = { ...ownedMeta(run, recordName(id), 'record'), creationTimestamp: daysAgo(ended) };
  api.put('ConfigMap', { metadata: meta });
}

const sweep = (): Promise<void> =>
  sweepLeftovers({ api, run: { id: 'mine', owner }, say: (sentence) => said.push(sentence) });
const left = (id: string): string[] =>
  (['ConfigMap', 'Lease', 'Secret', 'Job'] as const).flatMap((kind) =>
    api
      .all(kind)
      .flatMap(({ metadata: { name = '', labels = {} } = {} }) =>
        labels['automl-action/run'] === id ? [`${kind} ${name}`] : [],
      ),
  );

describe('of a run that has ended', () => {
  it('what its driver did not clean up any more goes, with the Lease that says so', async () => {
    leave('old', { begun: 3, renewed: 2, ended: 2 });
    await sweep();
    expect(left('old')).toEqual(['ConfigMap automl-old', 'ConfigMap automl-old-plan-0', 'ConfigMap automl-old-record']);
    expect(said).toEqual(['run old had ended and its driver had not cleaned up: done']);
  });

  it.each<[string, Left]>([
    ['nothing is touched when it was cleaned up', { begun: 3, ended: 2 }],
    ['nothing is touched while somebody still cleans up', { begun: 3, renewed: 0, ended: 2 }],
    ['nothing is touched for a day, in which a driver may come back', { begun: 3, renewed: 1.5, ended: 0.5 }],
  ])('%s', async (_, run) => {
    leave('old', run);
    const before = left('old');
    await sweep();
    expect([left('old'), said]).toEqual([before, []]);
  });
});

describe('a run that has not ended', () => {
  it.each<[string, Left, string]>([
    ['never began', { begun: 2, hasPlan: false }, 'run old had never begun: removed'],
    ['never began, with a Lease', { begun: 2, renewed: 2, hasPlan: false }, 'run old had never begun: removed'],
    ['has no driver', { begun: 20, renewed: 8 }, 'run old has had no driver for a week: removed'],
    ['has no Lease', { begun: 8 }, 'run old has had no driver for a week: removed'],
  ])('goes when it %s for long', async (_, run, sentence) => {
    leave('old', run);
    await sweep();
    expect(await api.get('ConfigMap', 'automl-old')).toBeNull();
    expect(said).toEqual([sentence]);
  });

  it.each<[string, Left]>([
    ['is about to begin', { begun: 0.9, hasPlan: false }],
    ['waits with its Lease', { begun: 9, renewed: 0, hasPlan: false }],
    ['has a driver', { begun: 30, renewed: 0 }],
    ['had one this week', { begun: 30, renewed: 6 }],
    ['works without one', { begun: 30, renewed: 20, ready: 1 }],
    ["is another owner's", { begun: 30, renewed: 20, of: { ...owner, environment: 'dev' } }],
  ])('stays when it %s', async (_, run) => {
    leave('old', run);
    const before = left('old');
    await sweep();
    expect([left('old'), said]).toEqual([before, []]);
  });

  it('is never the one that looks', async () => {
    leave('mine', { begun: 30, renewed: 20 });
    await sweep();
    expect(await api.get('ConfigMap', 'automl-mine')).not.toBeNull();
  });
});

it('what may not be looked at stays, and the run goes on', async () => {
  leave('old', { begun: 30, renewed: 20 });
  api.fail('list', 'Lease', apiError(403, 'no leases'));
  await sweep();
  expect(said).toEqual(['what earlier runs left stays for now: could not: no leases']);
});
