import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isAncestor, readGit, runGit } from '../../../src/source/git.ts';

let folder: string;
/** Commits, in their order. */
let first: string;
let second: string;

const origin = (): string => path.join(folder, 'origin');
const shallow = (): string => path.join(folder, 'shallow');

async function commit(): Promise<string> {
  const me = ['-c', 'user.name=me', '-c', 'user.email=me@example.com', '-c', 'commit.gpgsign=false'];
  await runGit(['-C', origin(), ...me, 'commit', '--quiet', '--allow-empty', '--message', 'more']);
  return (await runGit(['-C', origin(), 'rev-parse', 'HEAD'])).trim();
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'automl-git-'));
  await runGit(['init', '--quiet', origin()]);
  first = await commit();
  await runGit(['clone', '--quiet', '--depth', '1', `file://${origin()}`, shallow()]);
  second = await commit();
  await runGit(['-C', shallow(), 'fetch', '--quiet', '--depth', '1']);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('whether a commit comes before another', () => {
  test('is what git says where it knows all of them', async () => {
    expect(await isAncestor(origin(), first, second)).toBe(true);
    expect(await isAncestor(origin(), second, first)).toBe(false);
    expect(await isAncestor(origin(), second, 'f'.repeat(40))).toBeNull();
  });

  test('nobody knows in a shallow clone that a CI uses again and again', async () => {
    expect(await isAncestor(shallow(), first, second)).toBeNull();
  });
});

test('records of runs are no uncommitted changes, also where nothing hides them from git; other files are', async () => {
  await mkdir(path.join(origin(), '.automl', 'runs', 'r1'), { recursive: true });
  await writeFile(path.join(origin(), '.automl', 'runs', 'r1', 'record.json'), '{}');
  expect((await readGit(origin())).facts?.dirty).toBe(false);
  await writeFile(path.join(origin(), 'new.py'), '');
  expect((await readGit(origin())).facts?.dirty).toBe(true);
});
