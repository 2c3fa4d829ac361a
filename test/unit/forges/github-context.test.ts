import { describe, expect, test } from '@jest/globals';
import { githubContext } from '../../../src/forges/github/context.ts';

const pull = (from: string) => ({
  repository: { default_branch: 'main' },
  pull_request: {
    head: { sha: 'head1', ref: 'topic', repo: { full_name: from } },
    base: { repo: { full_name: 'org/models' } },
  },
});

describe('what GitHub tells a job', () => {
  test('a push names its branch and commit', () => {
    const env = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_REF_NAME: 'main', GITHUB_SHA: 'c1' };
    expect(githubContext(env, { repository: { default_branch: 'main' } })).toMatchObject({
      trigger: { event: 'push', branch: 'main', tag: null, defaultBranch: 'main' },
      head: 'c1',
      merge: null,
      fork: false,
    });
  });

  test('a pull request is about its head; the merge commit is kept beside it', () => {
    const env = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF_NAME: '7/merge', GITHUB_SHA: 'merge1' };
    expect(githubContext(env, pull('org/models'))).toMatchObject({
      trigger: { event: 'pull_request', branch: 'topic' },
      head: 'head1',
      merge: 'merge1',
      fork: false,
    });
  });

  test('a pull request from another repository is a fork, also when that one is gone', () => {
    expect(githubContext({}, pull('stranger/models')).fork).toBe(true);
    const gone = { ...pull(''), pull_request: { ...pull('').pull_request, head: { sha: 's', ref: 'r', repo: null } } };
    expect(githubContext({}, gone).fork).toBe(true);
  });

  test('a tag is no branch', () => {
    const env = {
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/tags/v1',
      GITHUB_REF_NAME: 'v1',
      GITHUB_REF_TYPE: 'tag',
    };
    expect(githubContext(env, {}).trigger).toMatchObject({ branch: null, tag: 'v1' });
  });

  test('a payload of another shape is no reason to stop', () => {
    expect(githubContext({ GITHUB_EVENT_NAME: 'push' }, [1]).trigger.event).toBe('push');
  });
});
