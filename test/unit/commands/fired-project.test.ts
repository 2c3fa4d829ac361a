import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ConfigMap } from '../../../src/backends/kubernetes/client/types.ts';
import { projectArchive } from '../../../src/backends/kubernetes/objects/injected.ts';
import { scheduledSource } from '../../../src/backends/kubernetes/scheduling/source.ts';
import { withFiredProject, type FiredContext } from '../../../src/commands/fired-project.ts';
import { Repository } from '../../integration/remote/repository.ts';
import { owner } from '../backends/kubernetes/objects/facts.ts';
import { commit } from '../backends/kubernetes/scheduling/schedules.ts';
import { worldOf } from './world.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'automl-fired-'));
  for (const name of ['project/data', 'scheduled', 'logins/0', 'logins/1', 'work'])
    await mkdir(path.join(folder, name), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const context = (): FiredContext => ({
  world: worldOf({ cwd: path.join(folder, 'work'), cache: 'cache', env: { PATH: process.env['PATH'] } }),
  signal: new AbortController().signal,
  mounts: { scheduled: path.join(folder, 'scheduled'), logins: path.join(folder, 'logins') },
});

async function mount(maps: readonly ConfigMap[]): Promise<void> {
  for (const { binaryData = {} } of maps)
    for (const [name, data] of Object.entries(binaryData))
      await writeFile(path.join(folder, 'scheduled', name), Buffer.from(data, 'base64'));
}

describe('the files of a commit', () => {
  const file = 'models/wine/automl.yaml';
  const files = ['.hidden', 'automl.yaml', 'data/link', 'train.py'];
  beforeEach(async () => {
    const root = path.join(folder, 'project');
    for (const name of ['.hidden', 'automl.yaml', 'train.py']) await writeFile(path.join(root, name), `of ${name}`);
    await symlink('../train.py', path.join(root, 'data', 'link'));
    const maps = await scheduledSource({ owner, workflow: 'wine' }, { root, files });
    await mount(maps);
  });

  test('stand where they did in the repository, with the commit as it was', async () => {
    const from = { commit: commit({ dirty: true, tree: 'feed' }) };
    const seen = await withFiredProject({ from, owner: { ...owner, file } }, context(), async (project) => ({
      project,
      text: await readFile(path.join(project.folder, 'models/wine/data/link'), 'utf8'),
    }));
    expect(seen.text).toBe('of train.py');
    expect(seen.project).toMatchObject({
      trigger: { event: 'schedule' },
      source: { root: path.join(seen.project.folder, 'models/wine'), repository: seen.project.folder, files, ...from },
    });
    expect(existsSync(seen.project.folder)).toBe(false);
  });

  test('are byte for byte what a run of the commit itself brings: modes, links, names and all', async () => {
    const root = path.join(folder, 'strange');
    const names = ['a b.txt', 'bild-äöü-日本.bin', 'data/out', 'data/nowhere', `${'deep/'.repeat(25)}end`, 'run.sh'];
    for (const name of names) await mkdir(path.dirname(path.join(root, name)), { recursive: true });
    for (const name of names.filter((each) => !each.startsWith('data/')))
      await writeFile(path.join(root, name), Buffer.from([0, 255, 10, 13]));
    await chmod(path.join(root, 'run.sh'), 0o755);
    await symlink('../../elsewhere', path.join(root, 'data', 'out'));
    await symlink('/nowhere', path.join(root, 'data', 'nowhere'));
    const listed = names.sort();
    await rm(path.join(folder, 'scheduled'), { recursive: true });
    await mkdir(path.join(folder, 'scheduled'));
    await mount(await scheduledSource({ owner, workflow: 'wine' }, { root, files: listed }));
    const seen = await withFiredProject(
      { from: { commit: commit() }, owner: { ...owner, file } },
      context(),
      async ({ source }) => ({
        files: source?.files,
        archive: await projectArchive(source ?? { root: '', files: [] }),
      }),
    );
    expect(seen.files).toEqual(listed);
    expect(seen.archive.equals(await projectArchive({ root, files: listed }))).toBe(true);
  });
});

describe('the head of a branch', () => {
  let repository: Repository;
  beforeEach(() => {
    repository = new Repository({ 'automl.yaml': 'x' });
  });
  afterEach(() => {
    repository.remove();
  });
  const head = (branch: string) => {
    const from = { url: repository.url, branch };
    return withFiredProject({ from, owner }, context(), ({ commit: about, source }) =>
      Promise.resolve({ about, source }),
    );
  };

  test('is what it is now', async () => {
    const second = repository.commit({ 'automl.yaml': 'y' });
    expect((await head('main')).about).toEqual({ head: second, merge: null, ref: 'main' });
    expect((await head('main')).source).toBeUndefined();
  });

  test('shows nobody what a link leads to in place of the workflow file', async () => {
    await writeFile(path.join(folder, 'login'), 'a-token');
    await rm(path.join(repository.folder, 'automl.yaml'));
    await symlink(path.join(folder, 'login'), path.join(repository.folder, 'automl.yaml'));
    repository.git('add', '--all');
    repository.git('commit', '--quiet', '--message', 'link');
    await expect(head('main')).rejects.toThrow('automl.yaml is a link that leads out of its repository');
  });

  test('that is gone is told', async () => {
    await expect(head('gone')).rejects.toThrow('gone');
  });
});
