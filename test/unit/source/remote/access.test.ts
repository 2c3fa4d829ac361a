import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gitEnvironment, type Access } from '../../../../src/source/remote/access.ts';
import { readGitUrl } from '../../../../src/source/remote/git-url.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "automl access's-"));
});
afterEach(() => rm(folder, { recursive: true }));

const nothing: Access = { token: null, sshKey: null, knownHosts: null };
const environment = (url: string, access: Partial<Access> = {}, env: Record<string, string> = {}) =>
  gitEnvironment(readGitUrl(url), { ...nothing, ...access }, { env, folder });
const settings = (env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Array.from({ length: Number(env['GIT_CONFIG_COUNT']) }, (_, at) => {
    return `${env[`GIT_CONFIG_KEY_${at}`] ?? 'none'}=${env[`GIT_CONFIG_VALUE_${at}`] ?? 'none'}`;
  });

describe('the environment of git', () => {
  test('has no other repository’s variables, nothing that prints more, and none of ours', async () => {
    const env = await environment(
      'https://github.com/a/b',
      {},
      {
        PATH: '/bin',
        GIT_DIR: '/elsewhere',
        GIT_TRACE_CURL: '1',
        GIT_SSH_COMMAND: 'ssh -o StrictHostKeyChecking=no',
        AUTOML_GIT_TOKEN: 'hunter2',
        SSH_ASKPASS: '/bin/window',
        GIT_SSL_CAINFO: '',
      },
    );
    expect(env).toMatchObject({
      PATH: '/bin',
      GIT_TERMINAL_PROMPT: '0',
      GIT_ASKPASS: '',
      GIT_ALLOW_PROTOCOL: 'https:ssh',
    });
    for (const name of [
      'GIT_DIR',
      'GIT_TRACE_CURL',
      'GIT_SSH_COMMAND',
      'AUTOML_GIT_TOKEN',
      'SSH_ASKPASS',
      'GIT_SSL_CAINFO',
    ]) {
      expect(Object.keys(env)).not.toContain(name);
    }
  });

  test('keeps the settings that somebody gave by the environment, before ours', async () => {
    const given = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'http.proxy', GIT_CONFIG_VALUE_0: 'http://proxy:1' };
    expect(settings(await environment('https://github.com/a/b', {}, given))).toEqual([
      'http.proxy=http://proxy:1',
      'core.hooksPath=/dev/null',
      'advice.detachedHead=false',
    ]);
  });

  test('names the token in one variable, and asks no helper of the user, who would keep it', async () => {
    const env = await environment('https://git.example:8443/a/b', { token: 'hunter2' });
    const [reset, helper] = settings(env);
    expect(reset).toBe('credential.helper=');
    expect(helper).toMatch(/^credential\.https:\/\/git\.example:8443\.helper=!f\(\)/);
    const holding = Object.entries(env).filter(([, value]) => value?.includes('hunter2'));
    expect(holding).toEqual([['AUTOML_GIT_TOKEN', 'hunter2']]);
  });

  test.each([
    ['https://github.com/a/b', 'x-access-token'],
    ['https://bitbucket.org/a/b', 'x-token-auth'],
    ['https://me@bitbucket.org/a/b', 'me'],
  ])('has for %s the user %s', async (url, user) => {
    expect(await environment(url, { token: 't' })).toMatchObject({ AUTOML_GIT_USER: user });
  });

  test('of an ssh URL has no token, and paths in quotes', async () => {
    const key = path.join(folder, 'given');
    await writeFile(key, 'k');
    const env = await environment('git@github.com:a/b', { token: 't', sshKey: key });
    expect(env['AUTOML_GIT_TOKEN']).toBeUndefined();
    expect(env['GIT_SSH_COMMAND']).toContain(`-o 'IdentityFile="${folder.replace("'", `'\\''`)}/key"'`);
    expect(await readFile(path.join(folder, 'key'), 'utf8')).toBe('k');
  });

  test('needs the files that are named', async () => {
    await expect(environment('git@github.com:a/b', { sshKey: '/nowhere/key' })).rejects.toThrow(
      "--ssh-key /nowhere/key can't be read",
    );
  });

  test('trusts what Node is told to trust, unless git was told itself', async () => {
    const extra = path.join(folder, 'extra.pem');
    await writeFile(extra, 'EXTRA');
    const file = path.join(folder, 'authorities.pem');
    const told = { NODE_EXTRA_CA_CERTS: extra };
    expect(settings(await environment('https://git.example/a', {}, told))).toContain(`http.sslCAInfo=${file}`);
    expect(await readFile(file, 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----[^]*EXTRA$/);
    const itself = await environment('https://git.example/a', {}, { ...told, GIT_SSL_CAINFO: '/own.pem' });
    expect(settings(itself).join()).not.toContain('sslCAInfo');
    const gone = await environment('https://git.example/a', {}, { NODE_EXTRA_CA_CERTS: '/nowhere.pem' });
    expect(settings(gone).join()).not.toContain('sslCAInfo');
  });
});
