import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runGit } from '../../../src/source/git.ts';
import { repositoryOf, withWorktree, type WorktreeRequest } from '../../../src/source/worktree.ts';

let folder = '';
let origin = '';
let checkout = '';
let temporary = '';
let head = '';

const identity = ['-c', 'user.name=t', '-c', 'user.email=t@localhost'];
const git = (place: string, ...args: string[]): Promise<string> => runGit(['-C', place, ...identity, ...args]);

/** Commits a file at the origin. */
async function commit(branch: string, change: () => Promise<void>): Promise<string> {
  await git(origin, 'switch', '--quiet', '--force-create', branch, 'main');
  await change();
  await git(origin, 'add', '--all');
  await git(origin, 'commit', '--quiet', '--message=change');
  const sha = (await git(origin, 'rev-parse', 'HEAD')).trim();
  await git(origin, 'switch', '--quiet', 'main');
  return sha;
}

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'automl-worktree-')));
  [origin, checkout, temporary] = [
    path.join(folder, 'origin'),
    path.join(folder, 'checkout'),
    path.join(folder, 'tmp'),
  ];
  await mkdir(origin);
  await mkdir(temporary);
  await git(origin, 'init', '--quiet', '--initial-branch=main');
  await writeFile(path.join(origin, 'train.py'), 'old');
  await git(origin, 'add', '--all');
  await git(origin, 'commit', '--quiet', '--message=first');
  await runGit(['clone', '--quiet', '--depth=1', `file://${origin}`, checkout]);
  head = await commit('better', () => writeFile(path.join(origin, 'train.py'), 'new'));
});
afterEach(() => rm(folder, { recursive: true }));

const env = { ...process.env };
const use = <T>(fields: Partial<WorktreeRequest>, act: (place: string) => Promise<T>): Promise<T> =>
  withWorktree({ checkout, commit: head, ref: null, token: null, links: 'kept', ...fields }, { env, temporary }, act);

describe('a commit of the origin', () => {
  test('stands in a folder of its own, which goes away', async () => {
    const seen = await use({}, async (place) => {
      expect((await git(place, 'rev-parse', 'HEAD')).trim()).toBe(head);
      expect((await git(place, 'status', '--porcelain')).trim()).toBe('');
      expect(await repositoryOf(place)).toBe(place);
      return readFile(path.join(place, 'train.py'), 'utf8');
    });
    expect(seen).toBe('new');
    expect(await readFile(path.join(checkout, 'train.py'), 'utf8')).toBe('old');
    expect(await readdir(temporary)).toEqual([]);
    expect((await git(checkout, 'worktree', 'list')).trim().split('\n')).toHaveLength(1);
  });

  test('goes away too when what uses it fails', async () => {
    await expect(use({}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await readdir(temporary)).toEqual([]);
  });

  test('is found by its ref, as long as that is the same commit', async () => {
    await git(origin, 'update-ref', 'refs/merge-requests/7/head', head);
    const ref = 'refs/merge-requests/7/head';
    await use({ ref }, async (place) => {
      expect((await git(place, 'rev-parse', 'HEAD')).trim()).toBe(head);
    });
    const gone = 'b'.repeat(40);
    await expect(use({ ref, commit: gone }, () => Promise.resolve())).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringMatching(/somebody has pushed meanwhile/),
    });
  });

  test('that the origin does not have is an error that says what helps', async () => {
    await expect(use({ commit: 'b'.repeat(40) }, () => Promise.resolve())).rejects.toMatchObject({
      code: 'FORGE',
      message: expect.stringMatching(/can't fetch the commit b{40} \(.*\): the checkout must keep its credentials/),
    });
  });

  test.each(['main', '--upload-pack=touch pwned', 'a'.repeat(39), ''])('is never %j', async (name) => {
    await expect(use({ commit: name }, () => Promise.resolve())).rejects.toThrow(/no commit is named/);
  });

  test('has its links only where they are asked for', async () => {
    const linked = await commit('linked', () => symlink('/etc/passwd', path.join(origin, 'automl.yaml')));
    await expect(use({ commit: linked, links: 'refused' }, () => Promise.resolve())).rejects.toThrow(
      /symbolic links \(automl\.yaml\)/,
    );
    await use({ commit: linked }, (place) => {
      expect(existsSync(path.join(place, 'automl.yaml'))).toBe(true);
      return Promise.resolve();
    });
    await use({ links: 'refused' }, () => Promise.resolve());
  });

  test('runs nothing that its files name for git', async () => {
    const ran = `touch '${folder}/ran'`;
    const hostile = await commit('hostile', async () => {
      const files = {
        '.gitattributes': '* filter=evil diff=evil merge=evil\n',
        '.gitconfig': `[filter "evil"]\nsmudge = ${ran}\nprocess = ${ran}\n[core]\nfsmonitor = ${ran}\n`,
        '.gitmodules': `[submodule "m"]\npath = m\nurl = "ext::sh -c ${ran}"\nupdate = !${ran}\n`,
        '.lfsconfig': `[lfs]\nurl = "file://${folder}/lfs"\n`,
        'model.bin': `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 9\n`,
      };
      for (const [name, text] of Object.entries(files)) await writeFile(path.join(origin, name), text);
      for (const name of ['.githooks', '.husky']) {
        await mkdir(path.join(origin, name));
        await writeFile(path.join(origin, name, 'post-checkout'), `#!/bin/sh\n${ran}\n`, { mode: 0o755 });
      }
      await git(origin, 'update-index', '--add', '--cacheinfo', `160000,${head},m`);
    });
    await git(checkout, 'config', 'submodule.recurse', 'true');
    await git(checkout, 'config', 'core.hooksPath', '.githooks');
    await use({ commit: hostile }, async (place) => {
      expect(await readFile(path.join(place, 'model.bin'), 'utf8')).toContain('git-lfs');
    });
    expect(existsSync(path.join(folder, 'ran'))).toBe(false);
  });

  test('keeps the token out of every file', async () => {
    await use({ token: 'ghs_secret' }, () => Promise.resolve());
    const config = await readFile(path.join(checkout, '.git', 'config'), 'utf8');
    expect(config).not.toMatch(/ghs_secret|extraheader|credential/);
  });

  test('runs no hook of the checkout', async () => {
    const hook = path.join(checkout, '.git', 'hooks', 'post-checkout');
    await mkdir(path.dirname(hook), { recursive: true });
    await writeFile(hook, `#!/bin/sh\ntouch '${folder}/ran'\n`);
    await chmod(hook, 0o755);
    await use({}, () => Promise.resolve());
    expect(existsSync(path.join(folder, 'ran'))).toBe(false);
  });
});

test('a folder outside every repository is an error that says what to do', async () => {
  await expect(repositoryOf(temporary)).rejects.toMatchObject({
    code: 'PREFLIGHT',
    message: expect.stringMatching(/no checkout of a repository .*: check it out before this step/s),
  });
});
