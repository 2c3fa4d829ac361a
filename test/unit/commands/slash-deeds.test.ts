import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadTarget } from '../../../src/commands/prepare.ts';
import { slashDeeds } from '../../../src/commands/slash-deeds.ts';
import type { Forge } from '../../../src/forges/forge.ts';
import type { CommandedJob } from '../../../src/slash-commands/deeds.ts';
import { requestOf, worldOf } from './world.ts';

let folder = '';
/** Where the job was started, and the commit that it is to run. */
let [cwd, checkout] = ['', ''];
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'automl-deeds-')));
  [cwd, checkout] = [path.join(folder, 'job'), path.join(folder, 'checkout')];
  await mkdir(cwd);
  await mkdir(path.join(checkout, 'ml'), { recursive: true });
  await writeFile(path.join(checkout, 'ml', 'train.py'), '');
  await writeFile(
    path.join(checkout, 'ml', 'automl.yaml'),
    'name: wine\nparams: {alpha: 0.1, beta: 1}\nstages:\n  train:\n    - {name: train, run: train.py}\n',
  );
});
afterEach(() => rm(folder, { recursive: true }));

const forge: Forge = {
  kind: 'github',
  context: {
    trigger: { event: 'pull_request', branch: 'better', tag: null, defaultBranch: 'main' },
    head: 'a'.repeat(40),
    merge: null,
    fork: false,
    repository: { forge: 'github.com', id: '1' },
    folder: null,
    schedule: null,
    pull: { number: 7, base: 'main', baseHead: null, isClosed: false },
    inputs: {},
    comment: null,
    sequence: 3,
  },
  links: () => ({}),
  limits: { commentBytes: 1000, mermaidLength: 1000 },
  connect: 'no token',
};
const job = (fields: Partial<CommandedJob> = {}): CommandedJob => ({
  forge,
  checkout,
  target: 'ml',
  params: ['alpha=0.5'],
  how: 'whole',
  ...fields,
});

test('a run has the request of the job, and over it what the command says', async () => {
  const request = requestOf({ target: 'elsewhere', params: ['alpha=0.2', 'beta=2'], environment: 'stage' });
  const asked: unknown[] = [];
  const deeds = slashDeeds(request, worldOf({ cwd }), (all) => {
    asked.push(all);
    return Promise.resolve(0);
  });
  expect(await deeds.run(job())).toBe(0);
  expect(asked).toEqual([
    expect.objectContaining({
      target: 'ml',
      checkout,
      params: ['alpha=0.2', 'beta=2', 'alpha=0.5'],
      environment: 'stage',
      trigger: { event: 'pull_request', branch: 'better', tag: null, defaultBranch: 'main', pull: 7 },
      commit: { head: 'a'.repeat(40), merge: null, ref: 'better' },
      repository: { forge: 'github.com', id: '1' },
      forge,
    }),
  ]);
});

test('a plan is that of the commit, and is only read', async () => {
  const request = requestOf({ kubeconfig: '/nowhere/kubeconfig' });
  const deeds = slashDeeds(request, worldOf({ cwd }), () => Promise.reject(new Error('not run')));
  const text = await deeds.plan(job({ how: 'offline' }));
  expect(text).toMatch(/wine .*\nparams alpha=0\.5 beta=1\n[^]*train +train +job/);
  await expect(deeds.plan(job())).rejects.toThrow(/kubeconfig/);
});

test('what is in another checkout is named as there, and recorded in the current folder', () => {
  const loaded = loadTarget({ target: 'ml', checkout, params: [] }, worldOf({ cwd }));
  expect(loaded).toMatchObject({ file: 'ml/automl.yaml', root: path.join(checkout, 'ml'), recordsRoot: cwd });
});
