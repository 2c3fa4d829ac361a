import { describe, expect, test } from '@jest/globals';
import { parseRemote } from '../../../src/source/remote-url.ts';

describe('a remote', () => {
  test.each([
    'https://github.com/acme/models.git',
    'https://github.com/acme/models',
    'https://github.com/acme/models/',
    'https://user:token@GitHub.com/acme/models.git',
    'http://github.com:8080/acme/models',
    'ssh://git@github.com:22/acme/models.git',
    'git://github.com/acme/models.git',
    'git@github.com:acme/models.git',
    'git@github.com:acme/models',
  ])('%s names the same repository', (url) => {
    expect(parseRemote(url)).toEqual({ forge: 'github.com', path: 'acme/models' });
  });

  test('may have groups in groups', () => {
    expect(parseRemote('git@gitlab.example:a/b/c.git')).toEqual({ forge: 'gitlab.example', path: 'a/b/c' });
  });

  test.each(['', '/srv/git/models.git', '../models', 'C:\\models', 'file:///srv/models.git'])(
    '%j is no forge',
    (url) => {
      expect(parseRemote(url)).toBeNull();
    },
  );
});
