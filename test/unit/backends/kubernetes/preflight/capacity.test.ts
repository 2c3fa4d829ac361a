import { describe, expect, test } from '@jest/globals';
import type { LimitRange } from '../../../../../src/backends/kubernetes/client/types.ts';
import { judgeCapacity } from '../../../../../src/backends/kubernetes/preflight/capacity.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import type { Resources } from '../../../../../src/workflow/model.ts';
import { plainPod } from '../../../../../src/workflow/pod.ts';
import { plan, step } from '../../../engine/plans.ts';
import { FakeApi } from '../fake-api.ts';

const GiB = 2 ** 30;

async function judge(api: FakeApi, resources: Resources, fields: Partial<PlanStep> = {}) {
  const { refusals, warnings } = await judgeCapacity(plan([step('train', { resources, ...fields })]), api);
  return { reason: refusals.toMap().get('train'), warnings };
}

function withNodes(
  ...nodes: readonly { readonly labels?: Record<string, string>; readonly allocatable: Record<string, string> }[]
): FakeApi {
  const api = new FakeApi();
  nodes.forEach(({ labels = {}, allocatable }, index) => {
    api.put('Node', { metadata: { name: `node-${index}`, labels }, status: { allocatable } });
  });
  return api;
}

const small = { allocatable: { cpu: '1930m', memory: '4Gi' } };
const gpu = { labels: { gpu: 'yes' }, allocatable: { cpu: '8', memory: '32Gi', 'nvidia.com/gpu': '2' } };

describe('the nodes', () => {
  test('a step that fits the largest node is not refused', async () => {
    expect(await judge(withNodes(small, gpu), { cpu: 8, memory: 32 * GiB, devices: { 'nvidia.com/gpu': 2 } })).toEqual({
      reason: undefined,
      warnings: [],
    });
  });

  test('more than the largest node has, in numbers', async () => {
    const { reason } = await judge(withNodes(small), { cpu: 64 });
    expect(reason).toBe(
      'it asks for 64 CPUs, and the largest node has 1.93 CPUs: lower resources.cpu, or add a larger node',
    );
    expect((await judge(withNodes(small), { memory: 64 * GiB })).reason).toContain(
      'it asks for 64 GiB of memory, and the largest node has 4 GiB of memory',
    );
  });

  test('a device that no node has', async () => {
    expect((await judge(withNodes(small), { devices: { 'nvidia.com/gpu': 1 } })).reason).toBe(
      'it asks for 1 nvidia.com/gpu, and no node has any: lower resources, or add such a node',
    );
  });

  test('amounts that are on different nodes', async () => {
    const large = { allocatable: { cpu: '64', memory: '2Gi' } };
    expect((await judge(withNodes(small, large), { cpu: 4, memory: 4 * GiB })).reason).toContain(
      'it asks for 4 CPUs, 4 GiB of memory, and no node has all of it at once',
    );
  });

  test('only nodes that the node selector picks count', async () => {
    const pod = { ...plainPod, nodeSelector: { gpu: 'yes' } };
    expect((await judge(withNodes(gpu, { allocatable: { cpu: '64' } }), { cpu: 16 }, { pod })).reason).toContain(
      'the largest node with its node_selector has 8 CPUs',
    );
    expect((await judge(withNodes(small), { cpu: 16 }, { pod })).reason).toBeUndefined();
  });

  test('where nodes are made as they are needed it is a warning', async () => {
    const pool = { labels: { 'karpenter.sh/nodepool': 'default' }, allocatable: { cpu: '2' } };
    const { reason, warnings } = await judge(withNodes(pool), { cpu: 16 });
    expect(reason).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('it waits for a node that the cluster may add')]);
  });

  test('nodes that may not be read say nothing', async () => {
    expect((await judge(withNodes(small).forbid('Node'), { cpu: 64 })).reason).toBeUndefined();
  });

  test('a limit alone is also what is asked for', async () => {
    expect((await judge(withNodes(small), { limits: { cpu: 16 } })).reason).toContain('it asks for 16 CPUs');
  });

  test('a patch of the containers may say anything', async () => {
    const pod = { ...plainPod, patch: { containers: [] } };
    expect((await judge(withNodes(small), { cpu: 64 }, { pod })).reason).toBeUndefined();
  });
});

function withQuota(hard: Record<string, string>, more: { readonly scopes?: string[] } = {}): FakeApi {
  return new FakeApi().put('ResourceQuota', { metadata: { name: 'team' }, spec: { hard, ...more } });
}

describe('quotas', () => {
  test('more than the hard limit is refused, in numbers', async () => {
    expect((await judge(withQuota({ 'requests.cpu': '4' }), { cpu: 8 })).reason).toBe(
      'it asks for 8 CPUs, and ResourceQuota "team" allows 4 CPUs in all: lower resources.cpu',
    );
    expect(
      (await judge(withQuota({ 'requests.nvidia.com/gpu': '1' }), { devices: { 'nvidia.com/gpu': 2 } })).reason,
    ).toContain('allows 1 nvidia.com/gpu in all');
    expect((await judge(withQuota({ pods: '0' }), {})).reason).toContain('ResourceQuota "team" allows 0 pods');
  });

  test('what others use of it now is no reason', async () => {
    const api = withQuota({ cpu: '4' });
    api.put('ResourceQuota', {
      metadata: { name: 'team' },
      spec: { hard: { cpu: '4' } },
      status: { used: { cpu: '4' } },
    });
    expect((await judge(api, { cpu: 2 })).reason).toBeUndefined();
  });

  test('an amount that must be said, unless a LimitRange says it', async () => {
    const api = withQuota({ 'limits.memory': '8Gi', 'limits.cpu': '8' });
    expect((await judge(api, { memory: GiB })).reason).toBe(
      'ResourceQuota "team" wants every pod to say limits.cpu: set resources.limits.cpu',
    );
    api.put('LimitRange', limitRange({ default: { cpu: '2' } }));
    expect((await judge(api, { memory: GiB })).reason).toBeUndefined();
  });

  test('one with a scope is for some pods only', async () => {
    expect((await judge(withQuota({ cpu: '1' }, { scopes: ['BestEffort'] }), { cpu: 8 })).reason).toBeUndefined();
  });
});

/** As on the wire, where the default is not called `_default`. */
function limitRange(item: Readonly<Record<string, unknown>>): LimitRange {
  return { metadata: { name: 'range' }, spec: { limits: [{ type: 'Container', ...item }] } };
}

describe('limit ranges', () => {
  test('above the most and below the least', async () => {
    const api = new FakeApi().put('LimitRange', limitRange({ max: { memory: '2Gi' }, min: { cpu: '500m' } }));
    expect((await judge(api, { memory: 4 * GiB, cpu: 0.1 })).reason).toBe(
      'it asks for 4 GiB of memory, and LimitRange "range" allows a container 2 GiB of memory at most: lower resources.memory; ' +
        'it asks for 0.1 CPUs, and LimitRange "range" wants a container to ask for 0.5 CPUs at least: raise resources.cpu',
    );
  });

  test('more than the limit that a container gets which has none', async () => {
    const api = new FakeApi().put('LimitRange', limitRange({ default: { cpu: '500m' } }));
    expect((await judge(api, { cpu: 2 })).reason).toContain('limits it to 0.5 CPUs: set resources.limits.cpu');
    expect((await judge(api, { cpu: 2, limits: { cpu: 2 } })).reason).toBeUndefined();
    expect((await judge(api, { cpu: 0.25 })).reason).toBeUndefined();
  });
});
