import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { anchorObject, planObjects, recordObject } from '../../../src/backends/kubernetes/objects/anchor.ts';
import type { Owner } from '../../../src/backends/kubernetes/objects/run-facts.ts';
import { cancelRunsOf, paramsOfRun } from '../../../src/commands/pull-runs.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { ApiServer, json, refuse } from '../backends/kubernetes/client/server.ts';
import { matches, type Stored } from '../backends/kubernetes/fake-objects.ts';
import { facts, owner } from '../backends/kubernetes/objects/facts.ts';
import { plan, step } from '../engine/plans.ts';
import { recordOf } from '../report/fixtures.ts';
import { Paper } from '../report/scene.ts';
import { worldOf } from './world.ts';

let server: ApiServer;
let cwd = '';
let maps: readonly Stored[] = [];
beforeEach(async () => {
  cwd = await realpath(await mkdtemp(path.join(tmpdir(), 'automl-pull-runs-')));
  await writeFile(path.join(cwd, 'automl.yaml'), '');
  // A namespace that changes nothing but annotations, which it forgets.
  server = await ApiServer.start(({ method, path: asked, query }, response) => {
    const [, plural = '', name] = /\/namespaces\/ml\/([^/]+)\/?([^/]*)$/.exec(asked) ?? [];
    const present = plural === 'configmaps' ? maps : [];
    const selection = { labelSelector: query.get('labelSelector') ?? '', fieldSelector: '' };
    const one = present.find(({ metadata }) => metadata?.name === name);
    if (method === 'PATCH') json(response, 200, one ?? {});
    else if (method !== 'GET') refuse(response, 403, 'Forbidden');
    else if (name) {
      if (one === undefined) refuse(response, 404, 'NotFound');
      else json(response, 200, one);
    } else {
      const items = present.filter((map) => matches(map, selection));
      json(response, 200, { kind: 'List', metadata: { resourceVersion: '1' }, items });
    }
  });
});
afterEach(async () => {
  await server.close();
  await rm(cwd, { recursive: true });
});

const ours: Owner = { ...owner, file: 'automl.yaml', environment: 'pr-7' };
const planOf = (id: string, pull: number | null): Plan => {
  const whole = plan([step('train')]);
  const about = pull === null ? {} : { pull };
  return { ...whole, params: { alpha: 0.5, note: 'two words', deep: true }, run: { ...whole.run, id, ...about } };
};
const anchor = (id: string, pull: number | null, whose = ours): Stored => anchorObject(planOf(id, pull), whose);

const request = () => ({
  target: '.',
  kubeconfig: JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: server.url } }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace: 'ml' } }],
    'current-context': 'x',
  }),
  repository: { forge: ours.forge, id: ours.repository },
  output: 'text' as const,
  logLevel: 'info' as const,
});

test('the runs of a pull request that go on are cancelled, and no others', async () => {
  maps = [
    anchor('goes-on', 7),
    anchor('goes-on-too', 7, { ...ours, environment: null }),
    anchor('of-another', 8),
    anchor('of-main', null),
    anchor('of-another-file', 7, { ...ours, file: 'other.yaml' }),
    anchor('of-another-repository', 7, { ...ours, repository: '2' }),
    anchor('over', 7),
    recordObject({ ...facts(), id: 'over', owner: ours }, recordOf([], { id: 'over' })),
  ];
  const err = new Paper();
  const why = { pull: 7, reason: 'ada asked for it' };
  expect(await cancelRunsOf(why, request(), worldOf({ cwd, err, pid: process.pid }))).toEqual([
    'goes-on',
    'goes-on-too',
  ]);
  const patched = server.seen.filter(({ method }) => method === 'PATCH');
  expect(patched.map(({ path: asked }) => asked.split('/').at(-1))).toEqual(['automl-goes-on', 'automl-goes-on-too']);
  expect(err.text).toMatch(/warning: the end of run goes-on was not awaited: run goes-on .* has no plan yet/);
});

test('without a cluster there are none', async () => {
  const here = { ...request(), backend: 'local' as const };
  expect(await cancelRunsOf({ pull: 7, reason: '' }, here, worldOf({ cwd }))).toEqual([]);
  expect(await paramsOfRun('r1', here, worldOf({ cwd }))).toBeNull();
});

test('the params of a run are those that its plan has', async () => {
  maps = [...planObjects({ ...facts(), id: 'r1' }, planOf('r1', 7))];
  expect(await paramsOfRun('r1', request(), worldOf({ cwd }))).toEqual({ alpha: 0.5, note: 'two words', deep: true });
  expect(await paramsOfRun('r2', request(), worldOf({ cwd }))).toBeNull();
});
