/** What a run would change of a service that is there, asked of a cluster in memory. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { packFiles } from '../../../../../src/backends/kubernetes/objects/archive.ts';
import type { ServiceStep } from '../../../../../src/backends/kubernetes/objects/service.ts';
import type { PlannedRun } from '../../../../../src/backends/kubernetes/planning/planned-run.ts';
import { planInCluster } from '../../../../../src/backends/kubernetes/planning/planning.ts';
import { serviceChange, type ServiceChange } from '../../../../../src/backends/kubernetes/planning/service-changes.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import type { Service } from '../../../../../src/workflow/model.ts';
import { plainService } from '../../../../../src/workflow/service.ts';
import { plan, step } from '../../../engine/plans.ts';
import { apiError } from '../fake-api.ts';
import { owner } from '../objects/facts.ts';
import { name, RollOutScene } from '../roll-out-scene.ts';

let scene: RollOutScene;
let root: string;

beforeEach(async () => {
  scene = new RollOutScene();
  root = mkdtempSync(path.join(os.tmpdir(), 'automl-plan-'));
  writeFileSync(path.join(root, 'serve.py'), 'one');
  writeFileSync(path.join(root, 'automl.yaml'), 'name: wine');
  const archive = await packFiles(root, ['automl.yaml', 'serve.py'], 2 ** 20);
  const data = { 'source.tgz.000': archive?.toString('base64') ?? '' };
  scene.api.put('ConfigMap', { metadata: { name: 'automl-r1-source-0' }, binaryData: data });
});
afterEach(async () => {
  await scene.end();
  rmSync(root, { recursive: true });
});

function served(service: Partial<Service> = {}, fields: Partial<PlanStep> = {}): ServiceStep {
  const settings = { ...plainService, port: 8000, ...service };
  return { ...step('api', { kind: 'service', service: settings, ...fields }), service: settings };
}

function runOf(api: PlanStep, fields: Partial<PlannedRun> = {}): PlannedRun {
  return {
    plan: plan([api]),
    owner,
    source: { root, files: ['automl.yaml', 'serve.py'] },
    sourceDigest: 'code-1',
    secrets: new Map(),
    assignsUsers: false,
    grace: 10,
    ...fields,
  };
}

async function changeOf(api: ServiceStep = served(), fields: Partial<PlannedRun> = {}): Promise<ServiceChange> {
  const before = scene.api.objects.version;
  const change = await serviceChange(scene.api, runOf(api, fields), api);
  expect(scene.api.objects.version).toBe(before);
  return change;
}

/** `change Deployment`, a line each; those that stay are left out. */
const actions = ({ objects }: ServiceChange): string[] =>
  objects.flatMap(({ action, kind }) => (action === 'unchanged' ? [] : [`${action} ${kind}`]));

test('a first deployment makes its objects', async () => {
  const change = await changeOf(served({ replicas: 2 }));
  expect(actions(change)).toEqual(['create Deployment', 'create Service', 'create PodDisruptionBudget']);
  expect(change).toMatchObject({ problem: null, assuming: [], reasons: [] });
});

test('the same again changes nothing', async () => {
  await scene.deployed();
  const change = await changeOf();
  expect(actions(change)).toEqual([]);
  expect(change).toMatchObject({ rolls: false, reasons: [], problem: null });
});

test('other code rolls out anew, and the files are named', async () => {
  await scene.deployed();
  writeFileSync(path.join(root, 'serve.py'), 'two');
  writeFileSync(path.join(root, 'automl.yaml'), 'name: wine # edited');
  const change = await changeOf(served(), { sourceDigest: 'code-2' });
  expect(actions(change)).toEqual(['change Deployment']);
  expect(change).toMatchObject({ rolls: true, reasons: ['code: 1 file changed (serve.py)'] });
});

test('params and environment are told as values, and not as what a pod is told', async () => {
  await scene.deployed({ order: { params: { alpha: 0.5 } } });
  const change = await changeOf(served({}, { env: { LOG: 'debug' } }), {
    plan: plan([served()], { params: { alpha: 0.3 } }),
  });
  expect(change.reasons).toEqual(['params.alpha 0.5 → 0.3', 'env.LOG – → debug']);
  expect(change.objects.flatMap(({ fields }) => fields)).toEqual([]);
});

test('fields are told one by one', async () => {
  await scene.deployed();
  const change = await changeOf(served({ port: 9000 }, { image: 'python:3.12' }));
  expect(change.objects).toMatchObject([
    {
      kind: 'Deployment',
      action: 'change',
      fields: expect.arrayContaining([
        { path: 'spec.template.spec.containers[step].image', before: 'python:3.11-slim', after: 'python:3.12' },
      ]) as unknown,
    },
    { kind: 'Service', action: 'change', fields: [{ path: 'spec.ports[http].port', before: '8000', after: '9000' }] },
  ]);
});

test('what the file does not ask for any more is deleted', async () => {
  await scene.deployed({ service: { replicas: 2 } });
  expect(actions(await changeOf(served({ replicas: 1 })))).toEqual(['change Deployment', 'delete PodDisruptionBudget']);
});

test('secrets are told by their names, and never by their values', async () => {
  scene.api.put('Secret', { metadata: { name: 'theirs', resourceVersion: '7' }, data: { KEY: 'b2xk' } });
  const secrets = { secrets: ['theirs', 'ours'] };
  await scene.deployed({ step: { secrets: ['theirs'] } });
  const change = await changeOf(served({}, secrets), { secrets: new Map([['ours', { PASSWORD: 'hunter2' }]]) });
  expect(change.reasons).toEqual(['reads secret ours']);
  expect(JSON.stringify(change)).not.toContain('hunter2');
  expect(JSON.stringify(change)).not.toContain(Buffer.from('hunter2').toString('base64'));
});

test('outputs of other steps are taken as they were, and named', async () => {
  const inputs = { model: { step: 'fit', output: 'model' } };
  const env = { ROWS: '${{ steps.fit.outputs.rows }}' };
  await scene.deployed({ step: { env }, order: { env: { ROWS: '7' } } });
  expect(await changeOf(served({}, { env }))).toMatchObject({ rolls: false, assuming: ['fit.rows'] });
  expect((await changeOf(served({}, { env, inputs }))).assuming).toEqual(['fit.model', 'fit.rows']);
});

test('somebody else’s object, and an API server that refuses, are problems', async () => {
  scene.api.put('Service', { metadata: { name, labels: { app: 'theirs' } } });
  expect((await changeOf()).problem).toContain(
    `there is a Service ${name} in namespace ml that this workflow does not own`,
  );
  scene.api.take('Service', name).fail('apply', 'Deployment', apiError(403, 'exceeded quota'));
  expect((await changeOf()).problem).toContain('exceeded quota');
});

test('an unfinished roll-out is finished first', async () => {
  const roll = await scene.begin();
  await scene.applied();
  const change = await serviceChange(scene.api, runOf(served()), served());
  roll.leave();
  await roll.result;
  expect(change).toMatchObject({ rolls: true, reasons: ['a roll-out is unfinished'] });
});

test('services that the file does not name any more are deleted by a whole run, and by no other', async () => {
  await scene.deployed();
  const other = served({}, { name: 'web' });
  const environment = owner.environment;
  const whole = await planInCluster(scene.api, runOf(other, { plan: plan([other], { environment }) }));
  expect(whole.services.map((service) => [service.step, ...actions(service)])).toEqual([
    ['web', 'create Deployment', 'create Service'],
    ['api', 'delete Service', 'delete Deployment'],
  ]);
  const skipped = { ...other, skip: 'not selected' };
  const part = await planInCluster(scene.api, runOf(skipped, { plan: plan([skipped], { environment }) }));
  expect(part.services).toEqual([]);
});
