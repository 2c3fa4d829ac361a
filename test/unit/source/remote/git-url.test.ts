import { describe, expect, test } from '@jest/globals';
import { readGitUrl } from '../../../../src/source/remote/git-url.ts';

describe('the address of a repository', () => {
  test.each([
    ['https://github.com/acme/models', 'https', 'github.com', null, 'models'],
    ['https://me@bitbucket.org/acme/models.git', 'https', 'bitbucket.org', 'me', 'models'],
    ['https://gitlab.example:8443/a/group/models.git/', 'https', 'gitlab.example', null, 'models'],
    ['http://127.0.0.1:3000/models', 'http', '127.0.0.1', null, 'models'],
    ['http://[::1]:3000/models', 'http', '[::1]', null, 'models'],
    ['git@GitHub.com:acme/models.git', 'ssh', 'github.com', 'git', 'models'],
    ['ssh://git@git.example:2222/acme/models', 'ssh', 'git.example', 'git', 'models'],
    ['file:///srv/my%20models.git', 'file', '', null, 'my-models'],
    ['file:///srv/-x/..', 'file', '', null, 'srv'],
  ])('%s', (url, scheme, host, user, folder) => {
    expect(readGitUrl(url)).toMatchObject({ scheme, url, host, user, folder });
  });

  test.each([
    ['http://git.example/a/b', 'use https or ssh'],
    ['git://git.example/a/b', 'git:// is no address'],
    ['ftp://git.example/a/b', 'ftp:// is no address'],
    ['https://github.com/', 'names no repository'],
    ['file://server/a', 'names no folder of this machine'],
    ['https://github.com/a/b?token=hunter2', 'which the address of a repository has not'],
    ['https://:hunter2@github.com/a/b', 'the URL has a password'],
    ['ssh://git:hunter2@github.com/a/b', 'the URL has a password'],
    ['https://ghp_hunter2@github.com/a/b', 'the URL has a password'],
    ['https://github_pat_hunter2@github.com/a/b', 'the URL has a password'],
    ['https://glpat-hunter2@gitlab.com/a/b', 'the URL has a password'],
    ['https://ATCTT3hunter2@bitbucket.org/a/b', 'the URL has a password'],
    ['ssh://-oProxyCommand=x/a', 'names no host'],
    ['-oProxyCommand=x', 'no URL of a repository'],
    ['--upload-pack=x', 'no URL of a repository'],
    ['ext::x', 'no URL of a repository'],
    ['/srv/models', 'file:///srv/models'],
    ['github.com/a/b', 'did you mean https://github.com/a/b?'],
    ['https://github.com/a b', 'white space'],
    ['', 'no URL of a repository'],
  ])('is not "%s"', (url, sentence) => {
    expect(() => readGitUrl(url)).toThrow(sentence);
    expect(() => readGitUrl(url)).not.toThrow('hunter2');
  });
});
