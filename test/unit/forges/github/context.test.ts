import { describe, expect, test } from '@jest/globals';
import { githubContext } from '../../../../src/forges/github/context.ts';
import { payloadsOf } from '../../../github/payloads.ts';

const pull = (from: string) => ({
  repository: { default_branch: 'main' },
  pull_request: {
    number: 7,
    head: { sha: 'head1', ref: 'topic', repo: { full_name: from } },
    base: { ref: 'main', sha: 'base1', repo: { full_name: 'org/models' } },
  },
});

const ofPull = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF_NAME: '7/merge', GITHUB_SHA: 'merge1' };
const ofComment = { GITHUB_EVENT_NAME: 'issue_comment', GITHUB_REF_NAME: 'main', GITHUB_SHA: 'c1' };

/** Below a pull request, as far as a payload says so. */
const commented = (said: object = {}) => ({
  action: 'created',
  repository: { default_branch: 'main' },
  issue: { number: 7, state: 'open', pull_request: { url: 'https://api.github.com/repos/org/models/pulls/7' } },
  comment: { id: 12, body: '/automl run', user: { login: 'alice' }, created_at: '2026-03-01T03:00:00Z' },
  ...said,
});

describe('what GitHub tells a job', () => {
  test('a push names its branch and commit', () => {
    const env = { GITHUB_EVENT_NAME: 'push', GITHUB_REF: 'refs/heads/main', GITHUB_REF_NAME: 'main', GITHUB_SHA: 'c1' };
    expect(githubContext(env, { repository: { default_branch: 'main' } })).toMatchObject({
      trigger: { event: 'push', branch: 'main', tag: null, defaultBranch: 'main' },
      head: 'c1',
      merge: null,
      fork: false,
      pull: null,
      inputs: {},
      comment: null,
    });
  });

  test('a pull request is about its head; the merge commit is kept beside it', () => {
    expect(githubContext(ofPull, pull('org/models'))).toMatchObject({
      trigger: { event: 'pull_request', branch: 'topic' },
      head: 'head1',
      merge: 'merge1',
      fork: false,
      pull: { number: 7, base: 'main', baseHead: 'base1', isClosed: false },
    });
  });

  test('a pull request on Gitea is a job of its head', () => {
    const env = {
      ...ofPull,
      GITEA_ACTIONS: 'true',
      GITHUB_REF: 'refs/pull/7/head',
      GITHUB_REF_NAME: 'refs/pull/7/head',
      GITHUB_SHA: 'head1',
    };
    expect(githubContext(env, pull('org/models'))).toMatchObject({
      trigger: { branch: 'topic' },
      head: 'head1',
      merge: null,
    });
  });

  test('a pull request from another repository is a fork, also when that one is gone', () => {
    expect(githubContext(ofPull, pull('stranger/models')).fork).toBe(true);
    const gone = { ...pull(''), pull_request: { ...pull('').pull_request, head: { sha: 's', ref: 'r', repo: null } } };
    expect(githubContext(ofPull, gone).fork).toBe(true);
  });

  test.each(['pull_request', 'pull_request_target', 'pull_request_review'])(
    'of a %s that nothing tells of, the worst is assumed',
    (name) => {
      expect(githubContext({ GITHUB_EVENT_NAME: name }, undefined).fork).toBe(true);
      expect(githubContext({ GITHUB_EVENT_NAME: name }, { pull_request: { number: '7' } }).fork).toBe(true);
    },
  );

  test.each(payloadsOf('pull_request', 'closed'))('a pull request that was closed is over', (payload) => {
    const { pull: told } = githubContext(ofPull, payload);
    expect(told).toMatchObject({ number: 2, base: 'master', isClosed: true });
  });

  test.each(payloadsOf('pull_request', 'synchronize'))('one that was pushed to goes on', (payload) => {
    expect(githubContext(ofPull, payload)).toMatchObject({
      trigger: { branch: 'changes', defaultBranch: 'master' },
      head: expect.stringMatching(/^[0-9a-f]{40}$/),
      fork: false,
      pull: { isClosed: false },
    });
  });

  test('every payload of a pull request that GitHub publishes is understood', () => {
    const payloads = payloadsOf('pull_request');
    expect(payloads).toHaveLength(29);
    for (const payload of payloads) expect(githubContext(ofPull, payload).pull?.number).toBe(2);
  });

  test('what a job of pull_request_target has checked out is not known', () => {
    const env = { GITHUB_EVENT_NAME: 'pull_request_target', GITHUB_REF_NAME: 'main', GITHUB_SHA: 'base1' };
    expect(githubContext(env, pull('stranger/models'))).toMatchObject({
      trigger: { event: 'pull_request_target', branch: 'topic' },
      head: null,
      merge: null,
      fork: true,
      pull: { number: 7 },
    });
  });

  test.each(payloadsOf('merge_group'))(
    'a merge queue runs what would be merged, which is no branch of anybody',
    (payload) => {
      const name = 'gh-readonly-queue/main/pr-104-929f8209';
      const env = { GITHUB_EVENT_NAME: 'merge_group', GITHUB_REF: `refs/heads/${name}`, GITHUB_REF_NAME: name };
      const { merge_group } = payload as { readonly merge_group: { readonly head_sha: string } };
      expect(githubContext(env, payload)).toMatchObject({
        trigger: { event: 'merge_group', branch: name, tag: null },
        head: merge_group.head_sha,
        merge: null,
        fork: false,
        pull: null,
      });
    },
  );

  test.each([
    ['of a branch is one of that branch', { head_branch: 'topic' }, 'topic', false],
    ['of the default branch is one of that', { head_branch: 'main' }, 'main', false],
    ['of a fork is one, however its branch is called', { head_repository: { full_name: 'x/models' } }, 'main', true],
    ['of a fork that is gone is one of a fork', { head_repository: null }, 'main', true],
    ['of a repository that it does not tell is one of a fork', { head_repository: {} }, 'main', true],
    ['of no branch deploys nowhere', { head_branch: null }, null, false],
  ])('a job after a run %s', (_, said, branch, fork) => {
    const env = { GITHUB_EVENT_NAME: 'workflow_run', GITHUB_REF_NAME: 'main', GITHUB_SHA: 'c1' };
    const repository = { default_branch: 'main', full_name: 'org/models' };
    const workflow_run = { head_branch: 'main', head_repository: repository, ...said };
    const context = githubContext(env, { repository, workflow_run });
    // What it has checked out, only the checkout knows.
    expect(context).toMatchObject({ trigger: { branch, defaultBranch: 'main' }, fork, head: null });
  });

  test('a job after a run that nothing tells of is taken for one of a fork', () => {
    expect(githubContext({ GITHUB_EVENT_NAME: 'workflow_run', GITHUB_REF_NAME: 'main' }, {}).fork).toBe(true);
  });

  test('a comment below a pull request is told, and not what is to be run', () => {
    expect(githubContext(ofComment, commented())).toMatchObject({
      trigger: { event: 'issue_comment', branch: null, defaultBranch: 'main' },
      head: null,
      merge: null,
      pull: { number: 7, base: null, isClosed: false },
      comment: { id: 12, pull: 7, body: '/automl run', author: 'alice', createdAt: Date.UTC(2026, 2, 1, 3) },
    });
  });

  test.each([
    ['below an issue', { issue: { number: 7, state: 'open' } }],
    ['below an issue on Gitea', { issue: { number: 7, state: 'open', pull_request: null } }],
    ['that was edited', { action: 'edited' }],
    ['that was deleted', { action: 'deleted' }],
    ['of nobody', { comment: { id: 12, body: '/automl run', user: null, created_at: '2026-03-01T03:00:00Z' } }],
    ['of no time', { comment: { id: 12, body: '/automl run', user: { login: 'alice' }, created_at: 'now' } }],
  ])('a comment %s is none to be obeyed', (_, said) => {
    expect(githubContext(ofComment, commented(said)).comment).toBeNull();
  });

  test('of a comment that GitHub publishes, below an issue, nothing is taken for a pull request', () => {
    for (const payload of payloadsOf('issue_comment'))
      expect(githubContext(ofComment, payload)).toMatchObject({ comment: null, pull: null });
  });

  test('a comment of a job of another event is none', () => {
    expect(githubContext({ ...ofComment, GITHUB_EVENT_NAME: 'push' }, commented()).comment).toBeNull();
  });

  test('a dispatch has what was filled in', () => {
    const env = { GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF_NAME: 'main', GITHUB_SHA: 'c1' };
    const inputs = { alpha: '0.3', fast: true, trees: 7, empty: '', nothing: null };
    expect(githubContext(env, { inputs }).inputs).toEqual({ alpha: '0.3', fast: 'true', trees: '7' });
    expect(githubContext(env, { inputs: null }).inputs).toEqual({});
    expect(githubContext({ ...env, GITHUB_EVENT_NAME: 'push' }, { inputs }).inputs).toEqual({});
    for (const payload of payloadsOf('workflow_dispatch'))
      expect(githubContext(env, payload).trigger.defaultBranch).not.toBeNull();
  });

  test('a schedule runs on the default branch', () => {
    const env = { GITHUB_EVENT_NAME: 'schedule', GITHUB_REF_NAME: 'main', GITHUB_SHA: 'c1' };
    const payload = { schedule: '0 3 * * 1', repository: { default_branch: 'main' } };
    expect(githubContext(env, payload)).toMatchObject({ trigger: { event: 'schedule', branch: 'main' }, head: 'c1' });
  });

  test('a later job comes after an earlier one, also when that is run again', () => {
    const sequence = (id: string, attempt?: string): number =>
      githubContext({ GITHUB_RUN_ID: id, ...(attempt === undefined ? {} : { GITHUB_RUN_ATTEMPT: attempt }) }, {})
        .sequence ?? NaN;
    const ids = [sequence('19482374652', '1'), sequence('19482374652', '2'), sequence('19482374653')];
    expect(ids).toEqual(ids.toSorted((a, b) => a - b));
    expect(new Set(ids).size).toBe(3);
    expect(sequence('19482374652', '12345')).toBeLessThan(sequence('19482374653'));
    expect(githubContext({}, {}).sequence).toBeNull();
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

  test('a payload of another shape is no reason to stop, nor is a part of one', () => {
    expect(githubContext({ GITHUB_EVENT_NAME: 'push' }, [1]).trigger.event).toBe('push');
    const odd = { ...pull('org/models'), action: 7, inputs: 'none', issue: [], comment: 1, merge_group: null };
    expect(githubContext(ofPull, odd)).toMatchObject({ head: 'head1', fork: false, pull: { number: 7 } });
  });
});
