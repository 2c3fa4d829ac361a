import { describe, expect, it } from '@jest/globals';
import { podPlaces, podsFor } from '../../../../../src/backends/kubernetes/objects/pod-places.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import { plainPod } from '../../../../../src/workflow/pod.ts';
import { step } from '../../../engine/plans.ts';
import { children } from './facts.ts';

const code = { kind: 'python', file: 'a.py', args: [] } as const;

function pods(count: number, parallel: number, fields: Partial<PlanStep> = {}, attempt = 1): number {
  const swept = step('train', { code, ...fields });
  return podsFor(
    swept,
    children(swept, count).map((order) => ({ ...order, parallel, attempt })),
  );
}

describe('pods', () => {
  it.each([
    [200, 8, 32],
    [64, 1, 4],
    [1000, 2, 20],
    [2000, 200, 800],
  ])('are shared by %i children of which %i may run', (count, parallel, expected) => {
    expect(pods(count, parallel)).toBe(expected);
  });

  it.each([
    [63, 1],
    [100, 25],
    [2000, 500],
  ])('are one for each of %i children of which %i may run: few wait for long', (count, parallel) => {
    expect(pods(count, parallel)).toBe(count);
  });

  it('are not shared where no agent is sure to be there, or the pod is not as we make it', () => {
    expect(pods(200, 8, { code: { kind: 'command', argv: ['true'] } })).toBe(200);
    expect(pods(200, 8, { code: { kind: 'shell', script: 'true' } })).toBe(200);
    expect(pods(200, 8, { pod: { ...plainPod, patch: { hostNetwork: true } } })).toBe(200);
    expect(pods(200, 8, { code: { kind: 'notebook', file: 'a.ipynb' } })).toBe(32);
  });

  it('are not shared where one that is lost would fail others, or by what has to run again', () => {
    expect(pods(200, 8, { onLost: 'fail' })).toBe(200);
    expect(pods(200, 8, {}, 2)).toBe(200);
  });
});

describe('the places of children', () => {
  it.each([
    [200, 32],
    [65, 64],
    [64, 4],
    [1000, 20],
    [7, 7],
  ])('of %i in %i pods are in order, and as even as they can be', (count, among) => {
    const places = podPlaces(count, among);
    const shares = Array.from({ length: among }, (_, index) => places.filter((place) => place.index === index));
    const sizes = shares.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    expect(shares.flat()).toEqual(places);
    for (const share of shares) {
      expect(share.map(({ rank }) => rank)).toEqual(share.length === 1 ? [null] : share.map((_, rank) => rank));
    }
  });
});
