import { expect, test } from '@jest/globals';
import type { Resources } from '../../../src/workflow/model.ts';
import { limitsOf } from '../../../src/workflow/resources.ts';

test.each<[string, Resources, ReturnType<typeof limitsOf>]>([
  ['nothing that is asked for limits nothing', {}, {}],
  ['memory that is asked for is the limit, CPU is not', { cpu: 1, memory: 2 }, { memory: 2 }],
  ['a limit of its own counts', { cpu: 1, memory: 2, limits: { cpu: 3, memory: 4 } }, { cpu: 3, memory: 4 }],
  ['a limit of CPU leaves that of memory', { memory: 2, limits: { cpu: 3 } }, { cpu: 3, memory: 2 }],
  ['a limit may be there alone', { limits: { memory: 4 } }, { memory: 4 }],
  ['null takes the limit away', { memory: 2, limits: { memory: null } }, {}],
])('%s', (_, resources, expected) => {
  expect(limitsOf(resources)).toEqual(expected);
});
