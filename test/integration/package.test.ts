/** The npm package, from the tarball: what is in it, and that it runs where nothing else is installed. */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runChild } from '../cluster/child.ts';
import { Project } from './project.ts';

const root = path.join(import.meta.dirname, '..', '..');

let folder: string;
let tarball: string;
let project: Project;
/** Paths within the package. */
let files: readonly string[];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'automl-package-'));
  const { stdout, stderr, code } = await runChild('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: root,
  });
  if (code !== 0) throw new Error(stderr);
  const [packed] = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[];
  tarball = path.join(folder, packed?.filename ?? '');
  files = packed?.files.map((file) => file.path) ?? [];
  project = new Project({
    'package.json': '{}',
    'train.py': 'import automl\nautoml.metric("trees", automl.param("trees", 1))\n',
  });
});
afterAll(() => {
  project.remove();
  rmSync(folder, { recursive: true });
});

test('has what runs, and nothing of tests, sources or caches', () => {
  const [own, rest] = [files.filter((file) => !file.includes('/')), files.filter((file) => file.includes('/'))];
  expect(own.sort()).toEqual(['LICENSE', 'README.md', 'action.yml', 'package.json']);
  const folders = new Set(
    rest.map((file) =>
      file
        .split('/')
        .slice(0, file.startsWith('runner/') ? 2 : 1)
        .join('/'),
    ),
  );
  expect([...folders].sort()).toEqual(['dist', 'runner/agent', 'runner/pod', 'runner/python', 'schema']);
  expect(files.filter((file) => file.includes('__pycache__'))).toEqual([]);
  expect(files.filter((file) => file.startsWith('dist/')).sort()).toEqual(
    readdirSync(path.join(root, 'dist'))
      .map((file) => `dist/${file}`)
      .sort(),
  );
  expect(statSync(tarball).size).toBeLessThan(2_500_000);
});

test('installs without a network and brings no other package', async () => {
  const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund', '--cache', path.join(folder, 'cache')];
  const { code, stdout, stderr } = await runChild('npm', ['install', ...options, tarball], { cwd: project.folder });
  expect([code, stdout, stderr]).toEqual([0, expect.stringContaining('added 1 package'), expect.anything()]);
  const installed = readdirSync(path.join(project.folder, 'node_modules')).filter((name) => !name.startsWith('.'));
  expect(installed).toEqual(['automl-action']);
});

test.each(['automl', 'automl-action'])('npx %s runs a script', async (name) => {
  const args = ['--offline', '--no', name, '--', 'run', 'train.py', '-p', 'trees=200', '--backend', 'local'];
  const { code, stdout, stderr } = await runChild('npx', args, { cwd: project.folder });
  expect([code, stdout + stderr]).toEqual([0, expect.stringMatching(/✓ .* trees 200[^]*✓ succeeded in/)]);
});
