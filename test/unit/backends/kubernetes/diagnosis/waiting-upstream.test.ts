import { describe, expect, test } from '@jest/globals';
import {
  troubleOfDeployment,
  troubleOfJob,
  troubleOfPod,
} from '../../../../../src/backends/kubernetes/diagnosis/waiting.ts';
import { disk, unresolvable, upstreamPods } from './upstream-pods.ts';
import { job, node, refused, unschedulable, waiting } from './upstream.ts';

describe('what Kubernetes says, by its source, of a pod that does not start', () => {
  test.each(upstreamPods)('$name', ({ pod: seen, events = [], sentence, grace }) => {
    const trouble = troubleOfPod(seen, events);
    expect(trouble?.sentence ?? null).toBe(sentence);
    expect(trouble?.permanent === true ? trouble.grace : undefined).toBe(grace);
  });

  test('names the taint of a node where nodes may be listed, but none that is tolerated or passes', () => {
    const seen = unschedulable(`0/2 nodes are available: 2 node(s) had untolerated taint(s). ${unresolvable}`, {
      tolerations: [{ key: 'spot', operator: 'Exists' }],
    });
    const taints = ['spot', 'node.kubernetes.io/not-ready', 'team'].map((key) => ({ key, effect: 'NoSchedule' }));
    const trouble = troubleOfPod(seen, [], { nodes: [node({ cpu: '4' }, taints)] });
    expect(trouble).toEqual({
      permanent: true,
      code: 'taint',
      sentence: 'it does not tolerate the taint team of the nodes: add it to tolerations',
      grace: 60,
    });
  });

  test('a claim that is not bound is waited for when nothing more is known', () => {
    const seen = unschedulable(
      '0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found',
      disk,
    );
    expect(troubleOfPod(seen, [])).toMatchObject({
      permanent: false,
      sentence: 'waits for a volume to be made for claim "run-store"',
    });
  });
});

describe('what Kubernetes says, by its source, of a Job without pods', () => {
  test.each([
    [
      'pods "train-" is forbidden: exceeded quota: q, requested: pods=1,requests.memory=2Gi, used: pods=3,requests.memory=1Gi, limited: pods=10,requests.memory=1Gi',
      'asks for 2 GiB of memory; quota "q" of namespace ml allows 1 GiB of memory in all (requests.memory): lower it, or have the quota raised',
      true,
    ],
    [
      'pods "train-" is forbidden: minimum cpu usage per Container is 100m, but request is 50m',
      'namespace ml allows at least 100m cpu a container (LimitRange), and it asks for 50m: change resources.cpu',
      true,
    ],
    [
      'pods "train-" is forbidden: maximum memory usage per Pod is 1Gi.  No limit is specified',
      'namespace ml allows at most 1Gi memory a pod (LimitRange), and it names none: change resources.memory',
      true,
    ],
    [
      'Internal error occurred: failed calling webhook "mutate.istio.io": failed to call webhook: Post "https://istiod.istio-system.svc:443/inject?timeout=10s": context deadline exceeded',
      'the cluster\'s admission webhook "mutate.istio.io" does not answer: context deadline exceeded',
      false,
    ],
    [
      'admission webhook "validate.kyverno.svc-fail" denied the request: \n\nresource Pod/ml/train- was blocked due to the following policies\n\nrequire-labels: team',
      'the admission webhook "validate.kyverno.svc-fail" refuses its pod: resource Pod/ml/train- was blocked due to the following policies require-labels: team',
      true,
    ],
    [
      'pods is forbidden: User "system:serviceaccount:ml:ci" cannot create resource "pods" in API group "" in the namespace "ml"',
      'user "system:serviceaccount:ml:ci" may not create pods in namespace ml: "automl doctor" shows what is missing',
      true,
    ],
    [
      'Pod "train-4k2lp" is invalid: spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
      'the cluster finds its pod invalid: spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
      true,
    ],
    [
      'pods "train-" is forbidden: unable to create new content in namespace ml because it is being terminated',
      'namespace ml is being deleted: choose another one',
      true,
    ],
    ['etcdserver: request timed out', 'the cluster refuses its pod: etcdserver: request timed out', false],
  ])('%s', (message, sentence, lasts) => {
    const [seen, failure] = refused(message);
    expect(troubleOfJob(seen, [failure])).toMatchObject({ sentence, permanent: lasts });
  });

  test('old refusals are no news once its pods are there', () => {
    const [, failure] = refused(
      'pods "train-" is forbidden: exceeded quota: q, requested: pods=1, used: pods=9, limited: pods=9',
    );
    expect(troubleOfJob(job({ active: 1 }), [failure])).toBeNull();
  });

  test('a Job that a queue holds back is waited for', () => {
    expect(troubleOfJob({ ...job(), spec: { template: {}, suspend: true } }, [])).toMatchObject({ permanent: false });
  });
});

test('a Deployment that is late names what keeps its replicas, also where that passes', () => {
  const conditions = [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }];
  const spec = { selector: {}, template: {}, progressDeadlineSeconds: 300 };
  const slow = waiting('CreateContainerError', 'context deadline exceeded');
  expect(troubleOfDeployment({ metadata: {}, spec, status: { conditions } }, [], [slow])).toEqual({
    permanent: true,
    code: 'not-ready',
    sentence: 'was not ready within 300 s: the node is slow to start its container',
    grace: 0,
  });
});
