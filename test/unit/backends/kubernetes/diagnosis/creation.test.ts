import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../../../../src/backends/kubernetes/client/api.ts';
import { creationSentence, passingRefusal } from '../../../../../src/backends/kubernetes/diagnosis/creation.ts';

const refusal = (said: string, status = 403): ApiError =>
  new ApiError(`could not create Job x: ${said}`, { status, reason: 'Forbidden', said });

describe('a Job that could not be made', () => {
  test('for a quota that is used up says which, and not that anybody waits', () => {
    const said =
      'jobs.batch "wine-train-r1-a1" is forbidden: exceeded quota: full, requested: count/jobs.batch=1, used: count/jobs.batch=5, limited: count/jobs.batch=5';
    expect(creationSentence(refusal(said), 'ml')).toBe(
      'quota "full" of namespace ml is used up (count/jobs.batch 1 more, 5 of 5 in use): delete what is not needed any more, or have the quota raised',
    );
  });

  test('for a quota that would never do says so', () => {
    const said =
      'jobs.batch "x" is forbidden: exceeded quota: none, requested: count/jobs.batch=1, used: count/jobs.batch=0, limited: count/jobs.batch=0';
    expect(creationSentence(refusal(said), 'ml')).toBe(
      'asks for 1 count/jobs.batch; quota "none" of namespace ml allows 0 count/jobs.batch in all (count/jobs.batch): lower it, or have the quota raised',
    );
    expect(passingRefusal(refusal(said), 'ml')).toBeNull();
  });

  test('for a right that is missing says which', () => {
    const said =
      'jobs.batch is forbidden: User "ci" cannot create resource "jobs" in API group "batch" in the namespace "ml"';
    expect(creationSentence(refusal(said), 'ml')).toMatch(/^user "ci" may not create jobs in namespace ml: /);
  });

  test('for any other reason says what the server, or the machine, said', () => {
    expect(creationSentence(refusal('no jobs for you'), 'ml')).toBe('could not create Job x: no jobs for you');
    expect(creationSentence(refusal('etcd is down', 500), 'ml')).toBe('could not create Job x: etcd is down');
    expect(creationSentence(new Error('the disk is full'), 'ml')).toBe('the disk is full');
  });
});
