/** Verbs under a policy. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { connect } from '../../../src/commands/choose-setup.ts';
import { InvalidFile, loadTarget } from '../../../src/commands/prepare.ts';
import { validate } from '../../../src/commands/validate.ts';
import type { World } from '../../../src/commands/world.ts';
import { worldOf } from './world.ts';

let folder: string;
let world: World;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'automl-policy-'));
  mkdirSync(path.join(folder, 'repo'));
  writeFileSync(path.join(folder, 'repo', 'train.py'), '');
  writeFileSync(path.join(folder, 'repo', 'automl.yaml'), 'name: t\nstages: {one: [{name: s, run: train.py}]}\n');
  world = worldOf({ cwd: path.join(folder, 'repo'), env: { AUTOML_POLICY: '../policy.yaml' } });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const policy = (text: string): void => {
  writeFileSync(path.join(folder, 'policy.yaml'), text);
};

function validated(format: 'text' | 'json'): { readonly code: number; readonly text: string } {
  const out = new PassThrough();
  const code = validate({ targets: ['.'], format }, { ...world, out });
  return { code, text: String(out.read()) };
}

test('validate finds what breaks the policy', () => {
  policy('registries: [ghcr.io]');
  expect(validated('text')).toEqual({
    code: 3,
    text: expect.stringMatching(
      /^automl.yaml:2:\d+ {2}error {2}POLICY_IMAGE {2}the image .* \.\.\/policy\.yaml:1 allows ghcr\.io\n/,
    ),
  });
});

test('validate finds what is wrong with the policy itself', () => {
  policy('registeries: [ghcr.io]');
  const { code, text } = validated('json');
  expect(code).toBe(3);
  expect(JSON.parse(text)).toMatchObject({ diagnostics: [{ file: '../policy.yaml', line: 1, code: 'UNKNOWN_KEY' }] });
});

test('no other verb goes on with such a file, or such a policy', () => {
  policy('registries: [ghcr.io]');
  expect(() => loadTarget({ target: '.', params: [] }, world)).toThrow(InvalidFile);
  policy('registries: []');
  expect(() => loadTarget({ target: '.', params: [] }, world)).toThrow(/^\.\.\/policy\.yaml:1:13/);
});

test('a script that is run alone keeps the policy too', () => {
  policy('registries: [ghcr.io]');
  expect(() => loadTarget({ target: 'train.py', params: [] }, world)).toThrow(/of another registry/);
  policy('registries: [docker.io/library]');
  expect(loadTarget({ target: 'train.py', params: [] }, world).workflow.name).toBe('train');
});

test('only an allowed namespace of a cluster is worked in', async () => {
  policy('# ours\nnamespaces: [ml-*]');
  const config = {
    clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace: 'default' } }],
    'current-context': 'x',
  };
  const kubeconfig = JSON.stringify(config);
  await expect(connect({ kubeconfig }, world)).rejects.toThrow(
    'namespace default may not be used, ../policy.yaml:2 allows ml-*: name one of those by -n',
  );
  const cluster = await connect({ kubeconfig, namespace: 'ml-wine' }, world);
  expect(cluster?.api.namespace).toBe('ml-wine');
  await cluster?.close();
});
