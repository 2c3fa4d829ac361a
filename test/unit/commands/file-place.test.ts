import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { placeOf } from '../../../src/commands/file-place.ts';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'automl-place-')));
  mkdirSync(path.join(folder, 'models', 'wine'), { recursive: true });
  symlinkSync(path.join(folder, 'models'), path.join(folder, 'link'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const init = (): void => {
  execFileSync('git', ['init', '--quiet'], { cwd: path.join(folder, 'models') });
};

test('a workflow file is in the repository around it', async () => {
  init();
  execFileSync('git', ['remote', 'add', 'origin', 'git@git.example:acme/models.git'], {
    cwd: path.join(folder, 'models'),
  });
  const root = path.join(folder, 'models', 'wine');
  expect(await placeOf({ root, file: 'wine/automl.yaml' })).toEqual({
    repository: path.join(folder, 'models'),
    file: 'wine/automl.yaml',
    remote: { forge: 'git.example', path: 'acme/models' },
  });
});

test('it is the same file in there when it is reached by a link', async () => {
  init();
  const root = path.join(folder, 'link', 'wine');
  expect(await placeOf({ root, file: 'automl.yaml' })).toMatchObject({ file: 'wine/automl.yaml' });
});

test('a worktree has a file in place of the folder', async () => {
  writeFileSync(path.join(folder, 'models', '.git'), 'gitdir: /somewhere\n');
  const root = path.join(folder, 'models', 'wine');
  expect(await placeOf({ root, file: 'automl.yaml' })).toMatchObject({ repository: path.join(folder, 'models') });
});
