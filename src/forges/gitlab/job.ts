/**
 * The CI file that `automl init --ci gitlab` writes: complete, since nothing says that the server reaches ours. The same job as
 * in gitlab/, which is for including; docs/gitlab.md shows both.
 */

import { stringify } from 'yaml';
import { shellWord } from '../../shell-word.ts';

/** @param folder of the workflow file, relative to the repository; '' is the repository itself */
export function gitlabJob(folder: string, image: string): string {
  const target = folder === '' ? '' : ` ${/^[\w./][\w./-]*$/.test(folder) ? folder : shellWord(`./${folder}`)}`;
  const command = `automl run${target} --record run.json --summary report.md --junit junit.xml --code-quality code-quality.json`;
  return `automl:
  image: {name: "${image}", entrypoint: [""]}
  script:
    - ${stringify(command, { lineWidth: 0 }).trim()}
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    # The merge request has a pipeline of its own.
    - if: $CI_PIPELINE_SOURCE == "push" && $CI_OPEN_MERGE_REQUESTS && $CI_COMMIT_BRANCH != $CI_DEFAULT_BRANCH
      when: never
    - when: on_success
  artifacts:
    when: always
    paths: [run.json, report.md, "**/.automl/runs/*/logs/"]
    reports: {junit: junit.xml, codequality: code-quality.json}
`;
}
