/** What `automl plan` says of a cluster, in memory. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { forecast, type ClusterForecast } from '../../../src/commands/plan-cluster.ts';
import { loadTarget, preparePlan } from '../../../src/commands/prepare.ts';
import { FakeApi } from '../backends/kubernetes/fake-api.ts';
import { requestOf, worldOf } from './world.ts';

let cwd: string;
let api: FakeApi;

beforeEach(() => {
  cwd = mkdtempSync(path.join(os.tmpdir(), 'automl-plan-'));
  api = new FakeApi();
  writeFileSync(path.join(cwd, 'serve.py'), '');
});
afterEach(() => {
  rmSync(cwd, { recursive: true });
});

async function planned(...keys: readonly string[]): Promise<ClusterForecast> {
  const step = ['name: api', 'run: serve.py', 'service: {port: 5000}', 'resources: {cpu: 2}', ...keys].join(', ');
  writeFileSync(path.join(cwd, 'automl.yaml'), `name: wine\nstages: {serve: [{${step}}]}\n`);
  const world = worldOf({ cwd });
  const trigger = { event: 'command', branch: null, tag: null, defaultBranch: null };
  const request = requestOf({ trigger });
  const target = loadTarget(request, world);
  const { plan, source } = await preparePlan(target, request, world);
  return forecast(plan, source, { ...request, workflow: target.workflow }, api, world);
}

const changing = (): string[] =>
  api.calls.filter(({ verb }) => ['create', 'patch', 'delete', 'deleteAll'].includes(verb)).map(({ verb }) => verb);

test('services, room and warnings, and nothing is made', async () => {
  api.put('ResourceQuota', {
    metadata: { name: 'q' },
    spec: { hard: { 'requests.cpu': '4' } },
    status: { used: { 'requests.cpu': '3' } },
  });
  const before = api.objects.version;
  const found = await planned();
  expect(found).toMatchObject({
    namespace: 'ml',
    problems: [],
    services: [
      {
        step: 'api',
        objects: [
          { kind: 'Deployment', action: 'create' },
          { kind: 'Service', action: 'create' },
        ],
      },
    ],
    quotas: [{ quota: 'q', resource: 'requests.cpu', hard: 4, used: 3, peak: 2, fits: false }],
  });
  expect(api.objects.version).toBe(before);
  expect(changing()).toEqual([]);
});

test('what preflight would refuse is told by step', async () => {
  const { refused } = await planned('secrets: [nowhere]');
  expect(refused).toEqual({ api: expect.stringContaining('secret "nowhere" does not exist') as unknown });
});

test('rights that are missing are told at once, and nothing else is asked', async () => {
  api.deny('create jobs.batch', 'patch deployments.apps');
  const found = await planned();
  expect(found.problems).toEqual([expect.stringMatching(/it lacks .*create jobs\.batch.*patch deployments\.apps/)]);
  expect(found.services).toEqual([]);
  expect(api.calls.filter(({ verb }) => verb === 'apply')).toEqual([]);
});
