import { describe, expect, test } from '@jest/globals';
import { storedBaseline } from '../../../../../src/backends/kubernetes/driving/baseline.ts';
import { anchorObject, recordObject } from '../../../../../src/backends/kubernetes/objects/anchor.ts';
import { anchorName } from '../../../../../src/backends/kubernetes/objects/names.ts';
import type { Owner } from '../../../../../src/backends/kubernetes/objects/run-facts.ts';
import type { Plan } from '../../../../../src/plan/plan.ts';
import type { RunRecord } from '../../../../../src/records/schema.ts';
import { iso, planOf, recordOf, start, stepOf } from '../../../report/fixtures.ts';
import { FakeApi } from '../fake-api.ts';
import { owner } from '../objects/facts.ts';

const plan: Plan = planOf([], { run: { id: 'ours', event: 'pull_request', pull: 7, base: 'feature/a b' } });
const commit = recordOf([]).commit;

/** A run as its driver leaves it, one minute after another. */
function put(api: FakeApi, id: string, minute: number, fields: Partial<RunRecord> = {}, whose: Owner = owner): void {
  const run = { id, owner: whose, workflow: 'wine', anchor: { name: anchorName(id), uid: id } };
  const ref = 'feature/a b';
  const record = recordOf([stepOf('train/net', { metrics: { rmse: minute } })], {
    id,
    file: 'automl.yaml',
    started_at: iso(minute * 60),
    commit: { ...commit, ref },
    ...fields,
  });
  const object = recordObject(run, record);
  const creationTimestamp = iso(minute * 60 + 30);
  api.put('ConfigMap', anchorObject({ ...plan, run: { id, event: 'push', base: ref } }, whose));
  api.put('ConfigMap', { ...object, metadata: { ...object.metadata, creationTimestamp } });
}

const later = start + 3_600_000;

describe('what a run in a cluster is compared with', () => {
  test('is the newest success of the branch, whatever the environment, and the one record that is read', async () => {
    const api = new FakeApi();
    put(api, 'old', 1);
    put(api, 'new', 2, {}, { ...owner, environment: 'elsewhere' });
    put(api, 'failed', 3, { state: 'failed' });
    put(api, 'pull', 4, { pull: 3 });
    put(api, 'main', 5, { commit });
    put(api, 'strange', 6, {}, { ...owner, repository: 'another' });
    const found = await storedBaseline(api, owner, plan, later);
    expect(found).toMatchObject({ record: { id: 'new' }, kept: 'in namespace ml' });
    expect(api.calls.filter(({ verb }) => verb === 'get')).toHaveLength(1);
  });

  test('began before it', async () => {
    const api = new FakeApi();
    put(api, 'before', 1);
    put(api, 'after', 2);
    expect((await storedBaseline(api, owner, plan, start + 90_000))?.record.id).toBe('before');
    expect(await storedBaseline(api, owner, plan, start)).toBeNull();
  });

  test('costs no call where nothing says which branch it is', async () => {
    const api = new FakeApi();
    expect(await storedBaseline(api, owner, planOf([]), later)).toBeNull();
    expect(api.calls).toEqual([]);
  });
});
