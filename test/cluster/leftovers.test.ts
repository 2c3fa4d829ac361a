/** What runs that did not get to their end leave in the cluster: their record, and nothing that runs or costs. */
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { automl, connect } from './cluster.ts';
import type { Running } from './hostile/run.ts';
import { startProxy } from './proxy.ts';
import { startSimulatedNode, type SimulatedNode } from './simulated.ts';
import { Lane } from './unbreakable/lane.ts';
import { anonymous } from './unbreakable/trace.ts';

jest.setTimeout(300_000);

/** Until one of the runs after it is too many; it goes with its workflow at once. */
const history = [
  'ConfigMap/automl-RUN',
  'ConfigMap/automl-RUN-page',
  'ConfigMap/automl-RUN-plan-0',
  'ConfigMap/automl-RUN-record',
  'PersistentVolumeClaim/automl-RUN-store',
];
/** What steps have printed is kept beside the record, where a driver was there to read it. */
function kept(name: string, id: string): string {
  return anonymous(name, id).replace(/-logs-\d+$/, '-record');
}

/** So that a step lasts until somebody ends it. */
const long = ['--param', 'seconds=600'];

describe('a run', () => {
  let node: SimulatedNode;
  let lane: Lane;

  beforeAll(async () => {
    node = await startSimulatedNode();
    lane = await Lane.make('wine', node.namespace);
  });
  afterAll(async () => {
    await node.close();
    expect(node.complaints).toEqual([]);
  });

  /** The run and its id, when its first step was ordered. */
  async function running(place: Lane, key: string): Promise<{ readonly run: Running; readonly id: string }> {
    const proxy = await startProxy(connect().kubeconfig);
    const run = place.start(key, proxy.kubeconfig, ...long);
    void run.ended.catch(() => undefined).then(() => proxy.close());
    await new Promise<void>((resolve) => {
      proxy.at('create ConfigMap automl-RUN-page-1', 'after', () => {
        resolve();
        return Promise.resolve('pass');
      });
      void run.ended
        .catch(() => undefined)
        .then(() => {
          resolve();
        });
    });
    return { run, id: proxy.calls.find(({ mutating }) => mutating)?.name?.replace('automl-', '') ?? '' };
  }

  async function expectHistoryOnly(id: string): Promise<void> {
    expect(await lane.left((name) => kept(name, id), history)).toEqual(history);
    expect(await lane.clear()).toEqual([]);
  }

  test('that is cancelled from elsewhere', async () => {
    const { run, id } = await running(lane, 'from elsewhere');
    const other = lane.twin();
    const words = ['cancel', id, '--namespace', lane.namespace, '--reason', 'wrong data'];
    const cancel = await automl(words, { cwd: other.folder });
    expect(cancel).toMatchObject({ code: 0 });
    const { code, record } = await run.ended;
    expect({ code, state: record.state, reason: record.reason }).toEqual({
      code: 130,
      state: 'cancelled',
      reason: 'cancelled: wrong data',
    });
    await expectHistoryOnly(id);
  });

  test('whose driver is told to end', async () => {
    const { run, id } = await running(lane, 'SIGTERM');
    run.child.kill('SIGTERM');
    expect((await run.ended).code).toBe(130);
    await expectHistoryOnly(id);
  });

  test('whose driver is killed, and that is cancelled then', async () => {
    const { run, id } = await running(lane, 'SIGKILL');
    run.child.kill('SIGKILL');
    await run.ended.catch(() => undefined);
    const cancel = await automl(['cancel', id, '--namespace', lane.namespace], { cwd: lane.folder });
    expect(cancel).toMatchObject({ code: 0 });
    await expectHistoryOnly(id);
  });

  test('that is replaced by the next', async () => {
    const place = lane.twin();
    const file = path.join(place.folder, 'automl.yaml');
    writeFileSync(file, `concurrency: replace\n${readFileSync(file, 'utf8')}`);
    const { run } = await running(place, 'replaced');
    const next = lane.twin();
    writeFileSync(path.join(next.folder, 'automl.yaml'), readFileSync(file));
    const plain = await next.start('replacing').ended;
    expect(plain.code).toBe(0);
    const { code, record } = await run.ended;
    expect({ code, state: record.state }).toEqual({ code: 130, state: 'cancelled' });
    const ofFirst = (name: string): string => (name.includes(record.id) ? kept(name, record.id) : 'of the next');
    const expected = [...history, 'of the next'];
    expect(await lane.left(ofFirst, expected)).toEqual(expected);
    expect(await lane.clear()).toEqual([]);
  });

  test('that is deleted while it runs', async () => {
    const { run } = await running(lane, 'deleted');
    expect(await lane.clear()).toEqual([]);
    const end = await run.ended.catch((error: unknown) => String(error));
    expect(JSON.stringify(end)).toContain('was deleted from the cluster');
  });
});
