import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { localSetup } from '../../../src/commands/setup-local.ts';
import type { Source } from '../../../src/source/source.ts';
import type { Workflow } from '../../../src/workflow/model.ts';
import { plan, step } from '../engine/plans.ts';
import { requestOf, worldOf } from './world.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'automl-local-'));
});
afterEach(() => rm(root, { recursive: true }));

const workflow = { python: { extraIndex: [], offline: false } } as unknown as Workflow;
const source = (): Source => ({ root, files: ['train.py'] }) as unknown as Source;
const env = { PATH: process.env['PATH'] };

describe('a run on this machine', () => {
  test('has an id of its folder, and as many steps at a time as there are processors', () => {
    expect(localSetup(requestOf(), workflow, root, worldOf({ env }))).toMatchObject({
      backend: 'local',
      runId: null,
      parallel: 3,
    });
  });

  test('without a Python fails when it is prepared, not before, and not behind anybody’s back', async () => {
    const setup = localSetup(requestOf(), workflow, root, worldOf({ env: { AUTOML_PYTHON: '/nowhere/python' } }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(setup.prepare(plan([step('train')]), source(), workflow)).rejects.toThrow(
      'no Python found: tried /nowhere/python',
    );
    await setup.close();
  });

  test('knows the secrets that are given, and refuses a step whose secret is not', async () => {
    await writeFile(path.join(root, 'aws.env'), 'KEY=v\n');
    const request = requestOf({ secretFiles: ['aws=aws.env'] });
    const setup = localSetup(request, workflow, root, worldOf({ env, cwd: root, cache: path.join(root, 'cache') }));
    const steps = [step('train', { secrets: ['aws'] }), step('score', { secrets: ['gcp'] })];
    const { refused } = await setup.prepare(plan(steps), source(), workflow);
    expect([...refused.keys()]).toEqual(['score']);
    expect(refused.get('score')).toContain('--secret gcp=FILE');
  });
});
