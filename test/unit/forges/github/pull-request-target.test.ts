import { expect, test } from '@jest/globals';
import { githubContext } from '../../../../src/forges/github/context.ts';
import { refuseUnlessAllowed } from '../../../../src/forges/github/pull-request-target.ts';

const context = (event: string) => githubContext({ GITHUB_EVENT_NAME: event }, undefined);

test('pull_request_target is refused, with what to write in place of it', () => {
  const act = () => {
    refuseUnlessAllowed(context('pull_request_target'), { allowPullRequestTarget: false });
  };
  expect(act).toThrow(/the secrets of the repository: write `on: pull_request`.*allow-pull-request-target: true/);
});

test('it is not where somebody has allowed it, and its fork stays one', () => {
  const allowed = context('pull_request_target');
  refuseUnlessAllowed(allowed, { allowPullRequestTarget: true });
  expect(allowed.fork).toBe(true);
});

test.each(['pull_request', 'push', 'issue_comment'])('%s needs no allowance', (event) => {
  refuseUnlessAllowed(context(event), { allowPullRequestTarget: false });
});
