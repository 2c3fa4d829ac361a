import { describe, expect, it } from '@jest/globals';
import {
  anchorObject,
  documentOf,
  pageObject,
  planObjects,
  recordObject,
} from '../../../../../src/backends/kubernetes/objects/anchor.ts';
import { secretObject } from '../../../../../src/backends/kubernetes/objects/secret.ts';
import { claimObject } from '../../../../../src/backends/kubernetes/objects/store.ts';
import type { ConfigMap } from '../../../../../src/backends/kubernetes/client/types.ts';
import type { RunEvent } from '../../../../../src/engine/events.ts';
import type { RunRecord } from '../../../../../src/records/schema.ts';
import { plainStore } from '../../../../../src/workflow/store.ts';
import { plan, step } from '../../../engine/plans.ts';
import { recordOf } from '../../../report/fixtures.ts';
import { facts, owner } from './facts.ts';

const run = facts();
const owned = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'automl-r1', uid: 'u1' }];

/** Text that hardly compresses, the same each time. */
function noise(length: number): string {
  let state = 1;
  const next = (): string => {
    state = (state * 48_271) % 2_147_483_647;
    return state.toString(36);
  };
  let text = '';
  while (text.length < length) text += next();
  return text;
}

function bytesOf({ binaryData = {} }: ConfigMap): number {
  return Object.values(binaryData).reduce((sum, data) => sum + Buffer.from(data, 'base64').length, 0);
}

describe('the anchor', () => {
  const anchor = anchorObject(plan([], { environment: 'production', params: { b: 1, a: 2 } }), owner);

  it('says which run this is, and is owned by nobody', () => {
    expect(anchor.metadata?.name).toBe('automl-r1');
    expect(anchor.metadata?.ownerReferences).toBeUndefined();
    expect(anchor.immutable).toBeUndefined();
    expect(JSON.parse(anchor.data?.['identity.json'] ?? '')).toEqual({
      run: { id: 'r1', event: 'push' },
      workflow: 'wine',
      file: 'automl.yaml',
      commit: { head: 'abc', committed: null, merge: null, ref: 'main', dirty: false, tree: null },
      environment: 'production',
      params: { a: 2, b: 1 },
      owner,
    });
  });

  it('says which fire of which schedule it is, where it is one', () => {
    expect(anchor.metadata?.labels).not.toHaveProperty('automl-action/schedule');
    const schedule = { name: 'nightly', at: '2026-03-01T03:00:00.000Z', concurrency: 'forbid' as const };
    expect(anchorObject(plan([], { schedule }), owner).metadata).toMatchObject({
      labels: { 'automl-action/schedule': 'nightly' },
      annotations: { 'automl-action/scheduled-at': '2026-03-01T03:00:00.000Z' },
    });
  });

  it('names repository and file as people know them', () => {
    expect(anchor.metadata?.annotations).toEqual({
      'automl-action/repository': 'github.com/4711',
      'automl-action/file': 'automl.yaml',
      'automl-action/environment': 'production',
    });
  });
});

describe('documents of a run', () => {
  it('are immutable, go with the anchor, and are read back', () => {
    const whole = plan([step('train')]);
    const [part, ...others] = planObjects(run, whole);
    expect(others).toEqual([]);
    expect(part).toMatchObject({ immutable: true, metadata: { name: 'automl-r1-plan-0', ownerReferences: owned } });
    expect(JSON.parse(documentOf(planObjects(run, whole), 'plan.json.gz'))).toEqual(whole);
  });

  it('are cut where one ConfigMap is too small for a plan', () => {
    const whole = plan([step('train', { code: { kind: 'shell', script: noise(2_000_000) } })]);
    const parts = planObjects(run, whole);
    expect(parts.map(({ metadata }) => metadata?.name)).toEqual(parts.map((_, index) => `automl-r1-plan-${index}`));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) expect(bytesOf(part)).toBeLessThanOrEqual(900 * 1024);
    expect(JSON.parse(documentOf(parts, 'plan.json.gz'))).toEqual(whole);
    expect(() => documentOf(parts.slice(1), 'plan.json.gz')).toThrow();
    expect(() => documentOf(parts, 'other')).toThrow('the ConfigMap automl-r1-plan-0 has no other');
  });

  it('hold a page of events, a line each', () => {
    const events = [{ type: 'started' }, { type: 'ended' }] as unknown as RunEvent[];
    const page = pageObject(run, 7, 2, events);
    expect(page.metadata).toMatchObject({ name: 'automl-r1-page-7', annotations: { 'automl-action/epoch': '2' } });
    expect(documentOf([page], 'events.jsonl.gz')).toBe('{"type":"started"}\n{"type":"ended"}\n');
  });

  it('refuse more events than a ConfigMap holds', () => {
    const events = [{ type: noise(2_000_000) }] as unknown as RunEvent[];
    expect(() => pageObject(run, 1, 0, events)).toThrow(
      /^page 1 of the journal does not fit into a ConfigMap: \d+ KiB, and 900 KiB fit$/,
    );
  });

  it('hold the record in both forms', () => {
    const record = recordObject(run, { state: 'failed' } as unknown as RunRecord);
    expect(record.metadata?.name).toBe('automl-r1-record');
    expect(documentOf([record], 'record.json.gz')).toBe('{"state":"failed"}');
    expect(documentOf([record], 'canonical.json.gz')).toBe('{"state":"failed"}');
  });

  it('name the branch that others are compared with, and the one that the run is', () => {
    const plain = plan([]);
    const based = { ...plain, run: { ...plain.run, base: 'feature/a b' } };
    expect(anchorObject(based, owner).metadata?.labels?.['automl-action/base']).toMatch(/^feature-a-b-h/);
    expect(anchorObject(plain, owner).metadata?.labels).not.toHaveProperty('automl-action/base');
    const labelsOf = (record: RunRecord) => recordObject(run, record).metadata?.labels;
    expect(labelsOf(recordOf([]))).toMatchObject({ 'automl-action/baseline': 'main' });
    expect(labelsOf(recordOf([], { pull: 3 }))).not.toHaveProperty('automl-action/baseline');
  });
});

it('claims what the workflow asks for', () => {
  expect(claimObject(run, plainStore)).toMatchObject({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'automl-r1-store', ownerReferences: owned },
  });
  expect(claimObject(run, plainStore).spec).toEqual({
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '10Gi' } },
  });
  const store = { size: 1e9, storageClass: 'nfs', accessMode: 'ReadWriteMany' } as const;
  expect(claimObject(run, store).spec).toEqual({
    accessModes: ['ReadWriteMany'],
    resources: { requests: { storage: '1000000000' } },
    storageClassName: 'nfs',
  });
});

it('keeps the values of a secret in an object that goes with the run', () => {
  expect(secretObject(run, 'aws', { KEY: 'äß' })).toMatchObject({
    kind: 'Secret',
    type: 'Opaque',
    metadata: { name: 'automl-r1-aws', ownerReferences: owned },
    data: { KEY: 'w6TDnw==' },
  });
});
