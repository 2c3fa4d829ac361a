/** Finding the workflow file. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderFiles } from '../../../src/workflow/files.ts';
import { loadWorkflow } from '../../../src/workflow/load.ts';

const NATIVE = 'name: native\nstages: {one: [{name: s, run: steps/a.py}]}\n';
const OLD = 'version: 1\nstages: {one: [{step_name: s, path_to_executable: steps/a.py, dependency_path: r.txt}]}\n';

let cwd = '';

const put = (path: string, text = ''): void => {
  mkdirSync(join(cwd, path, '..'), { recursive: true });
  writeFileSync(join(cwd, path), text);
};

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'automl-load-'));
  for (const project of ['both', 'short', 'old', 'odd']) {
    put(`${project}/steps/a.py`);
    put(`${project}/r.txt`);
  }
  put('both/automl.yaml', NATIVE);
  put('both/automl.yml', 'name: other');
  put('both/config.yaml', OLD);
  put('short/automl.yml', NATIVE);
  put('old/config.yaml', OLD);
  put('odd/automl.yaaml', NATIVE);
  put('odd/autml.yaml', NATIVE);
  put('outer/both/automl.yaml', NATIVE);
  put('large/automl.yaml', '#'.repeat(5 * 1024 * 1024));
  put('secret/key.pem');
  symlinkSync(join(cwd, 'secret'), join(cwd, 'both', 'linked'));
  symlinkSync(join(cwd, 'both', 'steps'), join(cwd, 'both', 'alias'));
  symlinkSync(join(cwd, 'both', 'endless'), join(cwd, 'both', 'endless'));
});

afterAll(() => {
  rmSync(cwd, { recursive: true });
});

const load = (target: string) => loadWorkflow(target, { cwd });

/** The only thing that is said. */
function said(target: string): string {
  const { diagnostics, workflow } = load(target);
  expect(workflow).toBeNull();
  return diagnostics
    .map(({ file, line, column, code, message }) => `${file}:${line}:${column} ${code} ${message}`)
    .join('\n');
}

describe('a workflow is found', () => {
  test.each([
    ['in a folder, by its first name', 'both', 'both/automl.yaml', 'both', 'native'],
    ['in a folder, by its short name', 'short', 'short/automl.yml', 'short', 'native'],
    ['in a folder, by its old name', 'old', 'old/config.yaml', 'old', 'old'],
    ['by its path', 'old/config.yaml', 'old/config.yaml', 'old', 'old'],
    ['by a path with dots', './short/../both/', 'both/automl.yaml', 'both', 'native'],
  ])('%s', (_, target, file, root, name) => {
    const loaded = load(target);
    expect(loaded.diagnostics).toEqual([]);
    expect(loaded).toMatchObject({ file, root: join(cwd, root), steps: 1, workflow: { name } });
  });

  test('here, and beside', () => {
    expect(loadWorkflow('.', { cwd: join(cwd, 'both') })).toMatchObject({ file: 'automl.yaml', diagnostics: [] });
    expect(loadWorkflow('../old', { cwd: join(cwd, 'both') })).toMatchObject({ file: '../old/config.yaml' });
    expect(loadWorkflow(join(cwd, 'old'), { cwd: '/' })).toMatchObject({ root: join(cwd, 'old'), diagnostics: [] });
  });
});

describe('no workflow is found', () => {
  test.each([
    ['nowhere', 'nowhere:1:1 FILE_NOT_FOUND there is no file or folder nowhere'],
    [
      'both/automl.yaaml',
      'both/automl.yaaml:1:1 FILE_NOT_FOUND there is no file or folder both/automl.yaaml; did you mean "automl.yaml"?',
    ],
    ['both/automl.yaml/x', 'both/automl.yaml/x:1:1 FILE_NOT_FOUND there is no file or folder both/automl.yaml/x'],
    [
      'odd',
      'odd:1:1 FILE_NOT_FOUND there is no workflow file in odd: looked for automl.yaml, automl.yml, config.yaml; did you mean "autml.yaml"?',
    ],
    [
      'outer',
      'outer:1:1 FILE_NOT_FOUND there is no workflow file in outer: looked for automl.yaml, automl.yml, config.yaml; there is one in both/',
    ],
    [
      'secret',
      'secret:1:1 FILE_NOT_FOUND there is no workflow file in secret: looked for automl.yaml, automl.yml, config.yaml; `automl init` writes one',
    ],
    ['large', 'large/automl.yaml:1:1 FILE_TOO_LARGE the file has 5.0 MiB; a workflow file has at most 4 MiB'],
    ['both/endless', 'both/endless:1:1 FILE_NOT_FOUND there is no file or folder both/endless'],
    ['a\0b', 'a\0b:1:1 FILE_NOT_FOUND there is no file or folder a\0b'],
    ['/dev/null', '/dev/null:1:1 NOT_A_FILE /dev/null is not a file with text'],
  ])('%j', (target, expected) => {
    expect(said(target)).toBe(expected);
  });
});

test('a file that can not be read says why', () => {
  // Linux refuses to read this one at its start, also to root.
  expect(said('/proc/self/mem')).toMatch(/^\/proc\/self\/mem:1:1 UNREADABLE \/proc\/self\/mem can't be read: .*EIO/);
});

describe('the files beside it', () => {
  test.each([
    ['steps/a.py', 'file'],
    ['./steps//a.py', 'file'],
    ['steps', 'folder'],
    ['steps/', 'folder'],
    ['.', 'folder'],
    ['steps/b.py', 'missing'],
    ['steps/a.py/x', 'missing'],
    ['endless', 'missing'],
    ['alias/a.py', 'file'],
    ['linked/key.pem', 'outside'],
    ['linked', 'outside'],
    ['../old/config.yaml', 'outside'],
    ['steps/../../old/config.yaml', 'outside'],
    ['/etc/passwd', 'outside'],
    ['C:\\x', 'outside'],
    ['a\0b', 'missing'],
  ])('%j is %s', (path, kind) => {
    expect(new FolderFiles(join(cwd, 'both')).kind(path)).toBe(kind);
  });

  test.each([
    ['steps/aa.py', ['steps/a.py']],
    ['stesp/a.py', ['steps/a.py']],
    ['a.py', ['steps/a.py']],
    ['steps\\a.py', ['steps/a.py']],
    ['steps/automl.yaml', ['automl.yaml']],
    ['steps/nothing-like-it.txt', []],
    ['../both/steps/a.py', []],
  ])('%j was probably meant to be %j', (path, expected) => {
    expect(new FolderFiles(join(cwd, 'both')).near(path)).toEqual(expected);
  });
});
