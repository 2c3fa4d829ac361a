import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  anchorObject,
  pageObject,
  planObjects,
  recordObject,
} from '../../../src/backends/kubernetes/objects/anchor.ts';
import { attach, type AttachRequest } from '../../../src/commands/attach.ts';
import type { RunEvent } from '../../../src/engine/events.ts';
import type { RunRecord } from '../../../src/records/schema.ts';
import { ApiServer, json, refuse } from '../backends/kubernetes/client/server.ts';
import { matches, type Stored } from '../backends/kubernetes/fake-objects.ts';
import { facts, owner } from '../backends/kubernetes/objects/facts.ts';
import { plan, step, succeeded } from '../engine/plans.ts';
import { recordOf, stepOf } from '../report/fixtures.ts';
import { Paper } from '../report/scene.ts';
import { worldOf } from './world.ts';

let server: ApiServer;
let cwd = '';
beforeEach(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'automl-attach-'));
});
afterEach(async () => {
  await server.close();
  await rm(cwd, { recursive: true });
});

const whole = plan([step('train')]);
const events: readonly RunEvent[] = [
  { type: 'run-started', at: 1 },
  { type: 'started', at: 2, task: { step: 'train' }, attempt: 1 },
  { type: 'ended', at: 3, task: { step: 'train' }, attempt: 1, result: succeeded() },
  { type: 'run-ended', at: 4, state: 'succeeded' },
];
const named = (state: RunRecord['state']): RunRecord =>
  recordOf([stepOf('main/train')], { id: 'r1', state, reason: null });

/** A namespace that only shows what is there. */
async function cluster(...maps: readonly Stored[]): Promise<void> {
  server = await ApiServer.start(({ method, path: asked, query }, response) => {
    const [, plural = '', name] = /\/namespaces\/ml\/([^/]+)\/?([^/]*)$/.exec(asked) ?? [];
    const present = plural === 'configmaps' ? maps : [];
    const selection = {
      labelSelector: query.get('labelSelector') ?? '',
      fieldSelector: query.get('fieldSelector') ?? '',
    };
    const [one] = present.filter(({ metadata }) => metadata?.name === name);
    if (method !== 'GET') refuse(response, 403, 'Forbidden');
    else if (!name) {
      const items = present.filter((map) => matches(map, selection));
      json(response, 200, { kind: 'List', metadata: { resourceVersion: '1' }, items });
    } else if (one === undefined) refuse(response, 404, 'NotFound');
    else json(response, 200, one);
  });
}
/** A run that is over. */
const over = (record: RunRecord, told = events): readonly Stored[] => [
  anchorObject(whole, owner),
  ...planObjects(facts(), whole),
  pageObject(facts(), 1, 0, told),
  recordObject(facts(), record),
];

async function run(fields: Partial<AttachRequest> = {}): Promise<{ code: number; out: string; err: string }> {
  const kubeconfig = JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: server.url } }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace: 'ml' } }],
    'current-context': 'x',
  });
  const [out, err] = [new Paper(), new Paper()];
  const request: AttachRequest = { run: 'r', kubeconfig, output: 'text', logLevel: 'info', cancel: null, ...fields };
  const code = await attach(request, worldOf({ cwd, out, err, pid: process.pid, now: Date.now }));
  return { code, out: out.text, err: err.text };
}
const changes = (): number => server.seen.filter(({ method }) => method !== 'GET').length;

describe('automl attach', () => {
  test('tells a run that is over, with the exit code that it had, and writes it down here', async () => {
    await cluster(...over(named('succeeded')));
    const { code, out } = await run();
    expect([code, changes()]).toEqual([0, 0]);
    expect(out).toContain('train');
    const record = JSON.parse(
      await readFile(path.join(cwd, '.automl', 'runs', 'r1', 'record.json'), 'utf8'),
    ) as RunRecord;
    expect([record.id, record.state]).toEqual(['r1', 'succeeded']);
  });

  test('has the exit code of a run that failed, also where its last page was never stored', async () => {
    await cluster(...over(named('failed'), events.slice(0, 2)));
    expect((await run()).code).toBe(1);
  });

  test('tells programs in lines of JSON', async () => {
    await cluster(...over(named('succeeded')));
    const { out } = await run({ output: 'json' });
    const told = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event);
    expect(told).toEqual(['run-started', 'started', 'ended', 'record']);
  });

  test('goes on with no run that has not got as far as a plan', async () => {
    await cluster(anchorObject(whole, owner));
    await expect(run()).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'run r1 in namespace ml has no plan yet: start it again by the command that began it',
    });
  });

  test('knows a run that is there only', async () => {
    await cluster();
    await expect(run({ run: 'x' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'namespace ml has no run "x"',
    });
  });
});

describe('automl cancel', () => {
  test('of a run that had ended says so, and has done what was wanted', async () => {
    await cluster(...over(named('failed')));
    const { code, err } = await run({ cancel: 'automl cancel' });
    expect([code, changes()]).toEqual([0, 0]);
    expect(err).toContain('run r1 had failed before it could be cancelled\n');
  });

  test('of a run that was cancelled before says nothing more', async () => {
    await cluster(...over(named('cancelled')));
    const { code, err } = await run({ cancel: 'automl cancel' });
    expect([code, err]).toEqual([0, '']);
  });
});
