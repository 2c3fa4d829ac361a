import { describe, expect, test } from '@jest/globals';
import { gitFailure } from '../../../../src/source/remote/git-failure.ts';
import { readGitUrl } from '../../../../src/source/remote/git-url.ts';

const none = { token: null, sshKey: null, knownHosts: null };
const sentence = (
  said: string,
  url = 'https://git.example/a/b',
  access: Partial<typeof none> | { token: string } = {},
) => gitFailure(new Error(said), readGitUrl(url), { ...none, ...access }).message;

describe('what git complains of', () => {
  test.each([
    [
      "fatal: unable to access 'https://git.example/a/b/': Could not resolve host: git.example",
      "git.example can't be reached",
    ],
    ['fatal: unable to access: Failed to connect to git.example port 443: Connection refused', "can't be reached"],
    ["fatal: could not read Username for 'https://git.example': terminal prompts disabled", 'wants a login'],
    ['remote: Repository not found.\nfatal: repository not found', 'there is no such repository, or it is private'],
    ["remote: The project you were looking for could not be found or you don't have permission", 'or it is private'],
    ['fatal: unable to access: SSL certificate problem: unable to get local issuer certificate', 'NODE_EXTRA_CA_CERTS'],
    ["fatal: detected dubious ownership in repository at '/srv/x'", 'safe.directory'],
    ['No ED25519 host key is known for git.example and you have requested strict checking.', '--known-hosts FILE'],
    ['@@@@@\nWARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!\nHost key verification failed.', 'another host key'],
    ['git@git.example: Permission denied (publickey).', 'give a deploy key'],
    ["fatal: transport 'file' not allowed", 'another kind of address'],
    ['fatal: something new', 'git failed (git: fatal: something new)'],
  ])('%s', (said, expected) => {
    expect(sentence(said)).toContain(expected);
    expect(sentence(said)).toMatch(/^https:\/\/git\.example\/a\/b can't be cloned: /);
  });

  test('is another thing with a login than without', () => {
    const refused = 'fatal: Authentication failed for https://git.example/a/b';
    expect(sentence(refused)).toContain('wants a login');
    expect(sentence(refused, 'https://git.example/a/b', { token: 'hunter2' })).toContain('does not take the token');
  });

  test('is repeated without the token, whatever its form', () => {
    const token = 'hunter2/=';
    const said = `fatal: ${token} ${encodeURIComponent(token)} ${Buffer.from(token).toString('base64')}`;
    const failure = gitFailure(new Error(said), readGitUrl('https://git.example/a/b'), { ...none, token });
    expect(failure.message).toContain('fatal: *** *** ***');
    expect(String(failure.cause)).not.toContain(token);
  });
});
