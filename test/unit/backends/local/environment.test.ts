import { expect, test } from '@jest/globals';
import { stepEnvironment } from '../../../../src/backends/local/environment.ts';

test('a step gets what the job has, without the tokens of the forge', () => {
  const gitlab = { GITLAB_TOKEN: 't', AUTOML_GITLAB_TOKEN: 't', CI_JOB_TOKEN: 't' };
  const github = { GITHUB_TOKEN: 't', GH_TOKEN: 't', GH_ENTERPRISE_TOKEN: 't', GITHUB_ENTERPRISE_TOKEN: 't' };
  const tokens = { ...gitlab, ...github, GITEA_TOKEN: 't' };
  expect(stepEnvironment({ ...tokens, CI_COMMIT_SHA: 'c1', HOME: '/root' })).toEqual({
    CI_COMMIT_SHA: 'c1',
    HOME: '/root',
  });
});

test('a step sees no input of the action, and nothing that stands for the job at the forge', () => {
  const inputs = { INPUT_TOKEN: 't', INPUT_KUBECONFIG: 'k', 'INPUT_PROXY-URL': 'p', STATE_token: 't' };
  const job = { ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't', ACTIONS_ID_TOKEN_REQUEST_URL: 'u' };
  const files = { GITHUB_ENV: 'f', GITHUB_OUTPUT: 'f', GITHUB_PATH: 'f', GITHUB_STATE: 'f', GITHUB_STEP_SUMMARY: 'f' };
  expect(stepEnvironment({ ...inputs, ...job, ...files, GITHUB_SHA: 'c1' })).toEqual({ GITHUB_SHA: 'c1' });
});
