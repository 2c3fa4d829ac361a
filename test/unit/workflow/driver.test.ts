import { describe, expect, test } from '@jest/globals';
import { plainDriver } from '../../../src/workflow/driver.ts';
import { found, workflowOf } from './read.ts';

const file = (top: string): string => `name: a\n${top}stages: {}\n`;
const gibibyte = 1024 ** 3;

describe('driver', () => {
  test('is the process that begins the run, unless the file says otherwise', () => {
    expect(workflowOf(file('')).driver).toBeNull();
    expect(workflowOf(file('driver: here\n')).driver).toBeNull();
    expect(workflowOf(file('driver: cluster\n')).driver).toEqual(plainDriver);
  });

  test('may be given an image, an account and resources, key by key', () => {
    expect(workflowOf(file('driver: {}\n')).driver).toEqual(plainDriver);
    expect(workflowOf(file('driver: {image: mine, service_account: d, resources: {cpu: 2}}\n')).driver).toEqual({
      image: 'mine',
      serviceAccount: 'd',
      resources: { cpu: 2, memory: gibibyte / 4, limits: { memory: gibibyte } },
    });
  });

  test('that asks for more memory may use that, and no more', () => {
    const { driver } = workflowOf(file('driver: {resources: {memory: 2Gi}}\n'));
    expect(driver?.resources).toEqual({ cpu: 0.1, memory: 2 * gibibyte });
  });

  test.each([
    ['driver: there\n', '2:9 error'],
    ['driver: {images: x}\n', '2:10 error UNKNOWN_KEY'],
    ['driver: {resources: {limits: {memory: 100Mi}}}\n', 'error MIN_OVER_MAX'],
  ])('%j is a mistake', (top, message) => {
    expect(found(file(top)).join('\n')).toContain(message);
  });
});
