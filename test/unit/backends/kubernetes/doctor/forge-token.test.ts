import { describe, expect, test } from '@jest/globals';
import { checkForgeToken, type Fetch } from '../../../../../src/backends/kubernetes/doctor/forge-token.ts';

const github = {
  GITHUB_ACTIONS: 'true',
  GITHUB_API_URL: 'https://ghe.example/api/v3',
  GITHUB_REPOSITORY: 'acme/models',
  GITHUB_TOKEN: 'secret-token',
};
const gitlab = {
  GITLAB_CI: 'true',
  CI_API_V4_URL: 'https://git.example/api/v4',
  CI_PROJECT_ID: '7',
  CI_JOB_TOKEN: 'job',
};

function forge(status: number): { readonly fetch: Fetch; readonly asked: string[] } {
  const asked: string[] = [];
  const fetch: Fetch = (url, { headers }) => {
    asked.push(`${url} ${JSON.stringify(headers)}`);
    return Promise.resolve({ status });
  };
  return { fetch, asked };
}

describe('the token of the forge', () => {
  test('nobody is asked outside CI', async () => {
    const { fetch, asked } = forge(200);
    expect(await checkForgeToken({}, fetch)).toMatchObject({ state: 'unchecked' });
    expect(asked).toEqual([]);
  });

  test('the host is the one that the CI names', async () => {
    const { fetch, asked } = forge(200);
    expect(await checkForgeToken(github, fetch)).toMatchObject({ state: 'ok' });
    expect(asked[0]).toContain('https://ghe.example/api/v3/repos/acme/models');
    expect(asked[0]).toContain('Bearer secret-token');
  });

  test('a token that is missing is told with how to pass it', async () => {
    const check = await checkForgeToken({ ...github, GITHUB_TOKEN: '' }, forge(200).fetch);
    expect(check).toMatchObject({ state: 'failed', fix: expect.stringContaining('github.token') });
  });

  test('one that is not accepted, or may not see the project', async () => {
    expect(await checkForgeToken(github, forge(401).fetch)).toMatchObject({
      state: 'failed',
      text: 'GitHub does not accept GITHUB_TOKEN (401)',
    });
    expect((await checkForgeToken(github, forge(404).fetch)).text).toContain('may not read this project');
    expect((await checkForgeToken(github, forge(502).fetch)).text).toContain('answered 502');
  });

  test('a forge that can not be reached', async () => {
    const fetch: Fetch = () => Promise.reject(new Error('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') }));
    expect((await checkForgeToken(github, fetch)).text).toContain('(getaddrinfo ENOTFOUND)');
  });

  test('GitLab: its own token first, else that of the job', async () => {
    const { fetch, asked } = forge(200);
    await checkForgeToken(gitlab, fetch);
    await checkForgeToken({ ...gitlab, GITLAB_TOKEN: 'glpat' }, fetch);
    expect(asked[0]).toContain('https://git.example/api/v4/job {"job-token":"job"}');
    expect(asked[1]).toContain('https://git.example/api/v4/projects/7 {"private-token":"glpat"}');
    const both = { ...gitlab, GITLAB_TOKEN: 'glpat', AUTOML_GITLAB_TOKEN: 'ours' };
    expect((await checkForgeToken(both, fetch)).text).toContain('AUTOML_GITLAB_TOKEN');
    expect(asked[2]).toContain('{"private-token":"ours"}');
  });
});
