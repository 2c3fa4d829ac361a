import { describe, expect, test } from '@jest/globals';
import { obeysComments } from '../../../../src/forges/github/comment-workflow.ts';

const job = (step: string): string => `jobs: {a: {runs-on: x, steps: [{uses: actions/checkout@v6}, ${step}]}}`;
const action = job('{uses: automl-action/automl-action@v1}');

describe('a workflow file obeys commands in comments', () => {
  test.each([
    ['by the action', `on: {issue_comment: {types: [created]}}\n${action}`],
    ['among other events', `on: [push, issue_comment]\n${action}`],
    ['by an action of another owner', `on: issue_comment\n${job("{uses: 'acme/automl-action@0123'}")}`],
    ['by the command line', `on: issue_comment\n${job('{run: npx automl-action run}')}`],
    ['by a workflow that it calls', 'on: issue_comment\njobs: {a: {uses: acme/ci/.github/workflows/automl.yml@v1}}'],
  ])('%s', (_, text) => {
    expect(obeysComments(text)).toBe(true);
  });

  test.each([
    ['is started by something else', `# not by issue_comment\non: pull_request\n${action}`],
    ['does something else', `on: issue_comment\n${job('{run: echo thanks}')}`],
    ['is none', 'on: issue_comment'],
    ['is no YAML', 'on: [issue_comment'],
  ])('not where it %s', (_, text) => {
    expect(obeysComments(text)).toBe(false);
  });
});
