import { describe, expect, test } from '@jest/globals';
import { environmentOf, type Trigger } from '../../../src/plan/environment.ts';
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
