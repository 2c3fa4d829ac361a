import { expect, test } from '@jest/globals';
import { detaching } from '../../../src/commands/run-options.ts';

test('who does not wait for a run leaves it to a driver in the cluster', () => {
  expect(detaching(true, undefined)).toEqual({ detach: true, driver: 'cluster' });
  expect(detaching(false, 'here')).toEqual({});
  expect(() => detaching(true, 'here')).toThrow('--detach leaves the run to a driver in the cluster');
});
