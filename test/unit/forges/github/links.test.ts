import { expect, test } from '@jest/globals';
import { githubLinks } from '../../../../src/forges/github/links.ts';

const env = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/models', GITHUB_RUN_ID: '900' };

test('files lead to their line in the commit, whatever they are called', () => {
  const { file, run } = githubLinks(env, 'abc');
  expect(run).toBe('https://github.com/acme/models/actions/runs/900');
  expect(file?.('steps/train.py', 7)).toBe('https://github.com/acme/models/blob/abc/steps/train.py#L7');
  expect(file?.('what #1?/100%.py', null)).toBe('https://github.com/acme/models/blob/abc/what%20%231%3F/100%25.py');
  expect(file?.('../elsewhere.py', 1)).toBeNull();
});

test('there are none outside a job', () => {
  expect(githubLinks({}, 'abc')).toEqual({});
});
