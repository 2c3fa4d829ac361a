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
