import { expect, test } from '@jest/globals';
import { taskKey } from '../../src/plan/plan.ts';

test('a child of a fanned-out step is named by its number', () => {
  expect(taskKey({ step: 'train', iteration: 2 })).toBe('train#2');
});
