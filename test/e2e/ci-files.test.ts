/** Every CI file of the repository and its documentation, as linters and the forges' own parsers see them. */
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { parse } from 'yaml';
import { runChild } from '../cluster/child.ts';
import { programFromGo } from '../go.ts';
import { programFromPyPI } from '../pypi.ts';

// The first time the linters are built.
jest.setTimeout(600_000);

const root = path.join(import.meta.dirname, '..', '..');
const cli = path.join(root, 'dist', 'cli.js');
const workflows = ['ci.yml', 'release.yml'].map((name) => path.join('.github', 'workflows', name));
/** Files that people include: their `spec:` is a document of its own. */
const gitlabFiles = ['gitlab/automl.gitlab-ci.yml', 'gitlab/templates/automl/template.yml'];

interface Example {
  /** Page and number of the example. */
  readonly name: string;
  readonly text: string;
}

/** Complete files in the documentation, by what only such a file has. */
async function examples(isOne: (text: string) => boolean): Promise<readonly Example[]> {
  const names = (await readdir(path.join(root, 'docs'))).filter((name) => name.endsWith('.md'));
  const pages = ['README.md', ...names.map((name) => `docs/${name}`)];
  const texts = await Promise.all(pages.map((page) => readFile(path.join(root, page), 'utf8')));
  return pages.flatMap((page, place) =>
    [...(texts[place] ?? '').matchAll(/^```ya?ml\n([^]*?)^```$/gm)]
      .map(([, text = '']) => text)
      .filter(isOne)
      .map((text, number) => ({ name: `${page.replaceAll(/[/.]/g, '-')}-${number}.yml`, text })),
  );
}

const isWorkflow = (text: string): boolean => /^on:/m.test(text) && /^jobs:/m.test(text);
const isPipeline = (text: string): boolean => text.includes('.gitlab-ci.yml') || /^include:|^ {2}script:/m.test(text);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'automl-ci-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A repository with these workflow files, and the action where they are of ours. */
async function repositoryOf(name: string, files: readonly Example[]): Promise<string> {
  const repository = path.join(folder, name);
  const written = path.join(repository, '.github', 'workflows');
  await mkdir(written, { recursive: true });
  await Promise.all(files.map((file) => writeFile(path.join(written, file.name), file.text)));
  await runChild('git', ['init', '--quiet', repository]);
  return repository;
}

async function initialised(): Promise<Example> {
  const project = path.join(folder, 'project');
  await mkdir(project);
  await writeFile(path.join(project, 'train.py'), 'print(1)\n');
  const { code, stderr } = await runChild(process.execPath, [cli, 'init'], { cwd: project });
  if (code !== 0) throw new Error(stderr);
  return { name: 'init.yml', text: await readFile(path.join(project, '.github', 'workflows', 'automl.yml'), 'utf8') };
}

/** What a linter says; '' where it has nothing against it. */
async function complaints(...child: Parameters<typeof runChild>): Promise<string> {
  const { code, stdout, stderr } = await runChild(...child);
  return code === 0 ? '' : `${stdout}${stderr}`;
}

async function actionlint(cwd: string): Promise<string> {
  const program = await programFromGo('github.com/rhysd/actionlint/cmd/actionlint', 'v1.7.12');
  return complaints(program, ['-shellcheck=', '-pyflakes='], { cwd });
}

async function zizmor(cwd: string, ...options: readonly string[]): Promise<string> {
  const program = await programFromPyPI({ name: 'zizmor', version: '1.32.0', program: 'zizmor' });
  return complaints(program, ['--offline', '--no-progress', ...options], { cwd });
}

/** What GitHub's own parser has against it. */
async function parsed(text: string): Promise<unknown> {
  const parser = path.join(root, 'test', 'github', 'parse-workflow.js');
  const { stdout, stderr } = await runChild(process.execPath, ['--disable-warning=ExperimentalWarning', parser], {
    input: text,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('of this repository', () => {
  test.each(workflows)('%s is as GitHub reads it', async (file) => {
    expect(await parsed(await readFile(path.join(root, file), 'utf8'))).toEqual([]);
  });

  test('are as actionlint wants them', async () => {
    expect(await actionlint(root)).toBe('');
  });

  test('are as zizmor wants them, with the action', async () => {
    expect(await zizmor(root, '.github', 'action.yml')).toBe('');
  });

  test('take each action by its commit, with the version that it is said to be', async () => {
    const texts = await Promise.all(workflows.map((file) => readFile(path.join(root, file), 'utf8')));
    const used = texts.flatMap((text) => [...text.matchAll(/uses: (.+)$/gm)].map(([, name = '']) => name));
    expect(used.length).toBeGreaterThan(5);
    for (const name of used) expect(name).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    // One version of each.
    expect(new Set(used).size).toBe(new Set(used.map((name) => name.split('@')[0])).size);
  });
});

describe('for others to copy', () => {
  /** Readable versions, as GitHub's documentation has them; docs/security.md says how to pin. */
  const readable = 'rules: {unpinned-uses: {config: {policies: {"*": ref-pin}}}}\n';

  test('are workflows as actionlint, zizmor and GitHub want them', async () => {
    const files = [...(await examples(isWorkflow)), await initialised()];
    for (const page of ['github', 'slash-commands'])
      expect(files.map(({ name }) => name)).toContain(`docs-${page}-md-0.yml`);
    const repository = await repositoryOf('examples', files);
    const config = path.join(folder, 'zizmor.yml');
    await writeFile(config, readable);
    const refused = await Promise.all(files.map(async ({ name, text }) => [name, await parsed(text)]));
    expect(refused).toEqual(files.map(({ name }) => [name, []]));
    expect(await actionlint(repository)).toBe('');
    expect(await zizmor(repository, '--config', config, '.github')).toBe('');
  });

  test('are pipelines as GitLab wants them', async () => {
    const included = await Promise.all(gitlabFiles.map((file) => readFile(path.join(root, file), 'utf8')));
    const files = [
      ...(await examples(isPipeline)),
      ...included.map((text, number) => ({ name: `included-${number}.yml`, text })),
    ];
    const program = await programFromPyPI({ name: 'check-jsonschema', version: '0.39.0', program: 'python' });
    const paths = files.map(({ name }) => path.join(folder, `gitlab-${name}`));
    await Promise.all(paths.map((file, place) => writeFile(file, lastDocument(files[place]?.text ?? ''))));
    const args = ['-m', 'check_jsonschema', '--builtin-schema', 'vendor.gitlab-ci', ...paths];
    expect(await complaints(program, args)).toBe('');
  });
});

function lastDocument(text: string): string {
  const last = text.split(/^---$/m).at(-1) ?? '';
  if (parse(last) === null) throw new Error('nothing to check');
  return last;
}
