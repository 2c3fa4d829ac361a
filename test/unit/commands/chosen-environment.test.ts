import { describe, expect, test } from '@jest/globals';
import { chosenEnvironment } from '../../../src/commands/chosen-environment.ts';
import type { Trigger } from '../../../src/plan/environment.ts';

const file = { environments: [], preview: true };
const byHand: Trigger = { event: 'command', branch: null, tag: null, defaultBranch: null };
const pull: Trigger = { ...byHand, event: 'pull_request', pull: 7 };

describe('a run deploys', () => {
  test('to what is asked for, else where what started it says', () => {
    expect(chosenEnvironment(file, { trigger: byHand, environment: 'staging' })).toBe('staging');
    expect(chosenEnvironment(file, { trigger: byHand })).toBe('dev');
    expect(chosenEnvironment(file, { trigger: pull })).toBe('pr-7');
  });

  test('to the preview of its own pull request alone', () => {
    expect(chosenEnvironment(file, { trigger: pull, environment: 'pr-7' })).toBe('pr-7');
    for (const trigger of [byHand, { ...pull, pull: 8 }])
      expect(() => chosenEnvironment(file, { trigger, environment: 'pr-7' })).toThrow(
        'the environment pr-7 is the preview of pull request 7: only CI jobs of that one deploy there',
      );
  });
});
