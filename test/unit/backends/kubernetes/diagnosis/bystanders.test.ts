import { describe, expect, it } from '@jest/globals';
import type { Pod } from '../../../../../src/backends/kubernetes/client/types.ts';
import { bystandersGoOn, holdsBystanders } from '../../../../../src/backends/kubernetes/diagnosis/bystanders.ts';

const status = (name: string, state: object) => ({
  name,
  image: 'i',
  imageID: '',
  ready: false,
  restartCount: 0,
  state,
});
const ended = { terminated: { exitCode: 0 } };

function pod(others: readonly object[], rest: Partial<Pod['metadata']> = {}, phase = 'Running'): Pod {
  const states = [ended, ...others];
  const name = (place: number): string => (place === 0 ? 'step' : `other-${place}`);
  return {
    metadata: { labels: { 'batch.kubernetes.io/job-name': 'j' }, ...rest },
    spec: { containers: states.map((_, place) => ({ name: name(place) })) },
    status: { phase, containerStatuses: states.map((state, place) => status(name(place), state)) },
  };
}

describe('containers beside the step’s', () => {
  it('go on until they have ended, or somebody has deleted the pod', () => {
    expect(bystandersGoOn(pod([{ running: {} }]))).toBe(true);
    expect(bystandersGoOn(pod([ended, { waiting: { reason: 'ImagePullBackOff' } }]))).toBe(true);
    expect(bystandersGoOn(pod([ended]))).toBe(false);
    expect(bystandersGoOn(pod([]))).toBe(false);
    expect(bystandersGoOn(pod([{ running: {} }], { deletionTimestamp: '2026-01-01T00:00:00Z' }))).toBe(false);
  });

  it('hold a pod of a step that has not ended, and none of a service', () => {
    expect(holdsBystanders(pod([{ running: {} }]))).toBe(true);
    expect(holdsBystanders(pod([]))).toBe(false);
    expect(holdsBystanders(pod([ended], {}, 'Succeeded'))).toBe(false);
    expect(holdsBystanders(pod([ended], {}, 'Failed'))).toBe(false);
    expect(holdsBystanders(pod([{ running: {} }], { labels: {} }))).toBe(false);
  });
});
