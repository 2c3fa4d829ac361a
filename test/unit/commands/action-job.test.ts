import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { forgeOf } from '../../../src/commands/action-job.ts';
import { readActionInputs } from '../../../src/forges/github/action-inputs.ts';
import { FakeGitHub } from '../../github/fake.ts';
import { startGitHub, type RunningGitHub } from '../../github/server.ts';

let fake: FakeGitHub;
let github: RunningGitHub;
beforeEach(async () => {
  fake = new FakeGitHub();
  github = await startGitHub(fake);
  fake.openPull({ number: 7, head: 'topic', sha: 'a'.repeat(40) });
});
afterEach(() => github.close());

/** Comments of a pull request, as a job with these tokens finds them. */
async function found(input: string, variable?: string): Promise<unknown> {
  const inputs = readActionInputs((name) => (name === 'token' ? input : ''));
  const place = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'acme/models',
    GITHUB_API_URL: github.url,
  };
  const env = { ...place, ...(variable === undefined ? {} : { GITHUB_TOKEN: variable }) };
  const { connect } = await forgeOf(inputs, { env, version: '1.2.3' });
  if (typeof connect === 'string') return connect;
  const api = await connect();
  return api
    .comments(7)
    .list()
    .finally(() => api.close());
}

test('the token of the input is used, whatever the job has in its environment', async () => {
  expect(await found(fake.token, 'of-another-program')).toEqual([]);
  await expect(found('of-another-program', fake.token)).rejects.toThrow('the token is not valid there');
});

test('without one that of the environment is', async () => {
  expect(await found('', fake.token)).toEqual([]);
});
