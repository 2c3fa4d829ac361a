import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readlinkSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Project } from './project.ts';

jest.setTimeout(60_000);
let project: Project;
afterEach(() => {
  project.remove();
});

const identity = ['-c', 'user.name=n', '-c', 'user.email=n@example.com', '-c', 'protocol.file.allow=always'];

function git(folder: string, ...args: readonly string[]): void {
  execFileSync('git', [...identity, ...args], { cwd: folder, stdio: 'ignore' });
}

/** A project of one step, in a git repository without commits. */
function inGit(step: string, files: Readonly<Record<string, string>> = {}): Project {
  project = new Project({ 'automl.yaml': `name: odd\nstages:\n  main:\n    - ${step}\n`, ...files });
  git(project.folder, 'init', '-q');
  return project;
}

function at(...names: readonly string[]): string {
  return path.join(project.folder, ...names);
}

describe('a project', () => {
  test('may lie at a path with spaces, quotes, line ends and letters of any language', async () => {
    const name = 'sp ace \'q" ü\nnl 日本';
    const step = '{name: a, run: "my steps/a.py", requirements: requirements.txt, outputs: {model: "o ut/"}}';
    project = new Project({
      [`${name}/automl.yaml`]: `name: odd\nstages:\n  main:\n    - ${step}\n`,
      [`${name}/my steps/a.py`]: 'import os\nos.makedirs("o ut")\nopen("o ut/ü\\nx", "w").write("x")\n',
      [`${name}/requirements.txt`]: '# nothing\n',
    });
    expect((await project.run(name)).record.state).toBe('succeeded');
    git(at(name), 'init', '-q');
    expect((await project.run(name)).step('a').state).toBe('succeeded');
  });

  test('that can not be written says so in a sentence', async () => {
    inGit('{name: a, command: "true"}');
    writeFileSync(at('.automl'), 'in the way');
    const { code, err } = await project.automl('run');
    expect(code).toBe(1);
    expect(err).toMatch(/^automl: a run is recorded in .*runs, which can't be written \(.*\): make it writable/);
    expect(err).not.toContain('    at ');
  });

  test('needs no home: without a cache that can be written, environments are kept beside the runs', async () => {
    inGit('{name: a, run: a.py, requirements: requirements.txt}', {
      'a.py': 'print("ran")\n',
      'requirements.txt': '# nothing\n',
    });
    const cache = at('a.py', 'cache');
    const { code, err } = await project.start(['run'], { AUTOML_CACHE: cache }).ended;
    expect(code).toBe(0);
    expect(err).toContain(`${path.join('.automl', 'cache')} is used; AUTOML_CACHE names another`);
  });

  test('takes an empty AUTOML_PYTHON for none', async () => {
    inGit('{name: a, command: "true"}');
    expect((await project.start(['run'], { AUTOML_PYTHON: '' }).ended).code).toBe(0);
  });
});

describe('what git says of the source', () => {
  test('a script that git ignores is named before anything runs', async () => {
    inGit('{name: train, run: steps/train.py}', { 'steps/train.py': 'print(1)\n', '.gitignore': 'steps/\n' });
    const ended = await project.run();
    expect(ended.code).toBe(1);
    expect(ended.step('train')).toMatchObject({
      attempts: [],
      reason:
        'steps/train.py is ignored by git, so steps will not find it: git add -f steps/train.py, or change .gitignore',
    });
    git(project.folder, 'add', '-f', 'steps/train.py');
    expect((await project.run()).record.state).toBe('succeeded');
  });

  test('so is a requirements file, and a working directory that holds nothing', async () => {
    const files = { 'a.py': '', 'requirements.txt': 'six\n', '.gitignore': 'requirements.txt\n' };
    inGit('{name: a, run: a.py, requirements: requirements.txt}', files);
    expect((await project.run()).step('a').reason).toContain('requirements.txt is ignored by git');
    project.write('automl.yaml', 'name: odd\nstages:\n  main:\n    - {name: a, command: pwd, working_directory: w}\n');
    mkdirSync(at('w'));
    expect((await project.run()).step('a').reason).toContain('its working directory w holds no file');
  });

  test('links stay links: to files, folders, nothing, themselves; one that leaves the project is warned of', async () => {
    inGit("{name: a, command: \"find . -type l | sort | tr '\\n' ' '; cat folder/f\"}", { 'd/f': 'content\n' });
    const links = { file: 'd/f', folder: 'd', nothing: 'nowhere', loop: 'loop', self: '.', out: '../x' };
    for (const [name, target] of Object.entries(links)) symlinkSync(target, at(name));
    const ended = await project.run();
    expect(ended.record.state).toBe('succeeded');
    expect(ended.out).toContain('./file ./folder ./loop ./nothing ./out ./self content');
    expect(ended.err).toContain('the link out leads out of the project, to ../x');
    const inRepository = ended.record.commit.tree;
    rmSync(at('.git'), { recursive: true });
    rmSync(at('record.json'));
    rmSync(at('summary.md'));
    expect((await project.run()).record.commit.tree).toBe(inRepository);
    expect(readlinkSync(at('self'))).toBe('.');
  });

  test('a submodule brings what git lists in it, and is named when it is not there', async () => {
    inGit('{name: a, command: "find sub -type f | sort"}', { 'other/lib.py': '', 'other/.gitignore': 'big\n' });
    git(at('other'), 'init', '-q');
    git(at('other'), 'add', '.');
    git(at('other'), 'commit', '-qm', 'x');
    git(project.folder, 'submodule', 'add', '-q', at('other'), 'sub');
    project.write('sub/big', 'ignored there');
    const { out } = await project.automl('run');
    expect(out).toContain('sub/lib.py');
    expect(out).toContain('sub/.gitignore');
    expect(out).not.toMatch(/sub\/(big|\.git\b(?!ignore))/);
    rmSync(at('sub'), { recursive: true });
    mkdirSync(at('sub'));
    expect((await project.automl('run')).err).toContain('submodule sub is not checked out');
  });

  test('LFS pointers are named wherever the attributes are set', async () => {
    inGit('{name: a, command: "true"}', {
      'data/.gitattributes': '*.bin filter=lfs\n',
      'data/x.bin': 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n',
    });
    expect((await project.automl('run')).err).toContain('only Git LFS pointers, not the files: data/x.bin');
  });

  test('a file too heavy to be copied for every step is named', async () => {
    inGit('{name: a, command: "true"}', { 'weights.bin': '' });
    truncateSync(at('weights.bin'), 101 * 1024 * 1024);
    expect((await project.automl('run')).err).toContain('weights.bin has 101 MiB and is copied for every step');
  });
});

/** Root is refused nothing, so these need another user to be true. */
const asRoot = process.getuid?.() === 0;

describe('files that the user may not touch', () => {
  (asRoot ? test.skip : test)('are named when they are part of the source', async () => {
    inGit('{name: a, command: "true"}', { secret: '' });
    chmodSync(at('secret'), 0);
    expect((await project.automl('run')).err).toContain("the project can't be read (EACCES");
  });
});
