import { describe, expect, test } from '@jest/globals';
import { environmentOf, environmentOfRun, isPullRequest, type Trigger } from '../../../src/plan/environment.ts';
import type { Environment } from '../../../src/workflow/model.ts';

const environments: Environment[] = [
  { name: 'production', when: ['default-branch', 'tag', 'schedule'] },
  { name: 'staging', when: [{ branch: 'next' }] },
];
const trigger = (part: Partial<Trigger>): Trigger => ({
  event: 'push',
  branch: null,
  tag: null,
  defaultBranch: 'main',
  ...part,
});

describe('the environment of a run', () => {
  test.each<[string, Partial<Trigger>, string | null]>([
    ['the default branch', { branch: 'main' }, 'production'],
    ['another branch', { branch: 'topic' }, null],
    ['a branch that is named', { branch: 'next' }, 'staging'],
    ['a tag', { tag: 'v1' }, 'production'],
    ['a schedule', { event: 'schedule', branch: 'main' }, 'production'],
    ['a pull request from a branch called main', { event: 'pull_request', branch: 'main' }, null],
    ['a person', { event: 'command', branch: 'topic' }, 'dev'],
  ])('of %s', (_, part, expected) => {
    expect(environmentOf(environments, trigger(part))).toBe(expected);
  });

  test('is nowhere when the default branch is not known', () => {
    expect(environmentOf(environments, trigger({ branch: null, defaultBranch: null }))).toBeNull();
  });

  test('may be meant for pull requests', () => {
    const previews: Environment[] = [{ name: 'preview', when: ['pull-request'] }];
    expect(environmentOf(previews, trigger({ event: 'pull_request', branch: 'topic' }))).toBe('preview');
    expect(environmentOf(previews, trigger({ branch: 'topic' }))).toBeNull();
  });
});

describe('with previews the environment of a run', () => {
  const file = { environments, preview: true };
  const pull = trigger({ event: 'pull_request', branch: 'topic', pull: 7 });

  test.each<[string, Partial<Trigger>, string | null]>([
    ['of a pull request', pull, 'pr-7'],
    ['of a merge request', { event: 'merge_request_event', branch: 'topic', pull: 7 }, 'pr-7'],
    ['that a comment below one has started', { event: 'issue_comment', branch: 'main', pull: 7 }, 'pr-7'],
    ['of a pull request whose number nobody tells', { event: 'pull_request', branch: 'topic' }, null],
    ['of the default branch', { branch: 'main' }, 'production'],
    ['of another branch', { branch: 'topic' }, null],
    ['of a person', { event: 'command' }, 'dev'],
  ])('%s', (_, part, expected) => {
    expect(environmentOfRun(file, trigger(part))).toBe(expected);
  });

  test('is that of a rule for pull requests where there is one', () => {
    const ruled = [...environments, { name: 'review', when: ['pull-request'] as const }];
    expect(environmentOfRun({ environments: ruled, preview: true }, pull)).toBe('review');
  });

  test('is none of a pull request where the file has no previews', () => {
    expect(environmentOfRun({ environments, preview: false }, pull)).toBeNull();
  });
});

test('what is said of a pull request is never that of the branch it stands on', () => {
  expect(isPullRequest({ event: 'issue_comment', pull: 7 })).toBe(true);
  expect(isPullRequest({ event: 'pull_request_target' })).toBe(true);
  expect(isPullRequest({ event: 'push' })).toBe(false);
  const comment = trigger({ event: 'issue_comment', branch: 'main', pull: 7 });
  expect(environmentOf(environments, comment)).toBeNull();
});
