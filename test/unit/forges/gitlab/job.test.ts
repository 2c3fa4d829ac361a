import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { gitlabJob } from '../../../../src/forges/gitlab/job.ts';

const page = readFileSync(path.join(import.meta.dirname, '../../../../docs/gitlab.md'), 'utf8');

describe('the CI file for GitLab', () => {
  test('is the one that docs/gitlab.md shows', () => {
    const image = /ghcr\.io\/[^"]+/.exec(page)?.[0] ?? '';
    expect(page).toContain(`# .gitlab-ci.yml\n${gitlabJob('', image)}`);
  });

  test.each([
    ['', 'automl run --record run.json --summary report.md'],
    ['models/wine', 'automl run models/wine --record run.json --summary report.md'],
    ['my models', "automl run './my models' --record run.json --summary report.md"],
    ["it's: $(models) #1", String.raw`automl run './it'\''s: $(models) #1' --record run.json --summary report.md`],
    ['-p', "automl run './-p' --record run.json --summary report.md"],
  ])('names the folder "%s"', (folder, line) => {
    expect(parse(gitlabJob(folder, 'i'))).toMatchObject({ automl: { script: [line] } });
  });
});
