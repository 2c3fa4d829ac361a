import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ownerId, projectId } from '../../../src/backends/kubernetes/objects/owner.ts';
import { ownerOf, repositoryAt } from '../../../src/commands/owner.ts';

describe('the owner of a run', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'automl-owner-'));
  });
  afterEach(() => rm(root, { recursive: true }));
  const place = () => ({ root, file: 'automl.yaml', environment: 'production' });

  test('is what the forge says, before what git says', async () => {
    const repository = { forge: 'github.com', id: '4711' };
    expect(await ownerOf({ repository }, place(), { host: 'here' })).toEqual({
      forge: 'github.com',
      repository: '4711',
      file: 'automl.yaml',
      environment: 'production',
    });
  });

  test('is the origin of the clone, without anybody’s password', async () => {
    execFileSync('git', ['-C', root, 'init', '-q']);
    execFileSync('git', ['-C', root, 'remote', 'add', 'origin', 'https://me:secret@git.example/a/b.git']);
    expect(await ownerOf({}, place(), { host: 'here' })).toMatchObject({ forge: 'git.example', repository: 'a/b' });
  });

  test('has the name that a person gave in place of the file’s', async () => {
    const named = await ownerOf({ alias: 'beer' }, place(), { host: 'here' });
    expect(named).toMatchObject({ repository: `here:${root}`, alias: 'beer' });
    expect(ownerId(named)).not.toBe(ownerId(await ownerOf({}, place(), { host: 'here' })));
    expect(projectId(named)).not.toBe(projectId(await ownerOf({}, place(), { host: 'here' })));
  });

  test('of a URL is that of a clone of it, or of the folder that it names', async () => {
    const host = 'here';
    expect(repositoryAt('git@Git.example:a/b.git', { host })).toEqual({ forge: 'git.example', id: 'a/b' });
    const { forge, repository } = await ownerOf({}, place(), { host });
    expect(repositoryAt(`file://${root}/`, { host })).toEqual({ forge, id: repository });
  });

  test('is the folder on this machine where there is no origin', async () => {
    expect(await ownerOf({}, place(), { host: 'here' })).toMatchObject({ forge: 'local', repository: `here:${root}` });
  });
});
