/** The same run is the same record on GitHub, on GitLab and on the command line; Gitea is in gitea.test.ts, clusters in test/cluster. */
import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { runAct } from './act.ts';
import { byCommandLine, canonicalOf, makeEverywhere } from './everywhere.ts';

jest.setTimeout(180_000);

const execute = promisify(execFile);
const root = path.join(import.meta.dirname, '..', '..');

let scene: string;
let folder: string;
let out: string;
let expected: string;

beforeAll(async () => {
  scene = await mkdtemp(path.join(tmpdir(), 'automl-everywhere-'));
  folder = path.join(scene, 'repository');
  out = path.join(scene, 'out');
  await makeEverywhere({ folder, out });
  expected = await byCommandLine({ folder, out });
});
afterAll(() => rm(scene, { recursive: true, force: true }));

test('a run tells of everything that a record can tell of', () => {
  const { environment, state, steps } = JSON.parse(expected) as {
    readonly environment: string;
    readonly state: string;
    readonly steps: readonly { readonly name: string; readonly state: string; readonly best: number | null }[];
  };
  expect({ environment, state }).toEqual({ environment: 'production', state: 'succeeded' });
  expect(steps.map(({ name, state }) => `${name} ${state}`)).toEqual([
    'split succeeded',
    'fit succeeded',
    'fold succeeded',
    'never skipped',
    'tell succeeded',
  ]);
  expect(steps.find(({ name }) => name === 'fit')?.best).toBe(2);
});

test('on GitHub it is the same', async () => {
  const { exitCode, log } = await runAct({ fixture: folder, event: 'push', action: 'ml-org/automl-action@v1' });
  if (exitCode !== 0) throw new Error(`act ended with ${String(exitCode)}:\n${log}`);
  const [file = ''] = (await readdir(out)).filter((name) => name.startsWith('push-'));
  expect(await canonicalOf(path.join(out, file))).toBe(expected);
});

test('on GitLab it is the same', async () => {
  const bin = path.join(scene, 'bin');
  const home = path.join(scene, 'home');
  for (const name of [bin, home]) await mkdir(name);
  const automl = path.join(bin, 'automl');
  await writeFile(automl, `#!/bin/sh\nexec node '${path.join(root, 'dist', 'cli.js')}' "$@"\n`);
  await chmod(automl, 0o755);
  const programs = [bin, path.join(root, 'node_modules', 'node', 'bin'), process.env['PATH'] ?? ''];
  const variables = ['GITLAB_CI=true', 'CI_PROJECT_ID=42', 'CI_PIPELINE_SOURCE=push'];
  const args = ['--force-shell-executor', ...variables.flatMap((variable) => ['--variable', variable])];
  await execute(path.join(root, 'node_modules', '.bin', 'gitlab-ci-local'), args, {
    cwd: folder,
    env: { HOME: home, PATH: programs.join(path.delimiter) },
  });
  expect(await canonicalOf(path.join(out, 'gitlab.json'))).toBe(expected);
});
