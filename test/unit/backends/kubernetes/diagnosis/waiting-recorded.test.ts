import { describe, expect, test } from '@jest/globals';
import type { Trouble } from '../../../../../src/backends/kubernetes/diagnosis/trouble.ts';
import {
  troubleOfDeployment,
  troubleOfJob,
  troubleOfPod,
} from '../../../../../src/backends/kubernetes/diagnosis/waiting.ts';
import { nodes, recorded, situations } from './recorded.ts';

function troubleIn(name: string, facts = {}): Trouble | null {
  const { pod, job, deployment, pods, events, claims = [] } = recorded(name);
  if (deployment !== undefined) return troubleOfDeployment(deployment, events, pods);
  if (pod != null) return troubleOfPod(pod, events, { claims, ...facts });
  return job === undefined ? null : troubleOfJob(job, events);
}

/** Situation, seconds of grace or `passing`, sentence. */
const table: readonly (readonly [string, number | 'passing', string])[] = [
  ['affinity', 'passing', "it must run where the run's other pods are, and that node can't take it now"],
  ['busy', 'passing', 'asks for 2 CPUs, which no node has free: it waits for other pods to end'],
  [
    'claim-bad-class',
    10,
    'claim "bad-class" names the storage class "fast-ssd", which the cluster does not have: correct it (kubectl get storageclass lists them)',
  ],
  [
    'claim-elsewhere',
    60,
    `the volume of claim "elsewhere" is on nodes that can't take it: free those, or use a storage class that waits for the first pod`,
  ],
  [
    'claim-missing',
    10,
    'claim "datasets" does not exist in namespace ml: create the PersistentVolumeClaim, or correct the workflow file',
  ],
  [
    'claim-no-class',
    10,
    'claim "no-class" names no storage class, and the cluster has no default one or no volume that fits: set store.storage_class (kubectl get storageclass lists them)',
  ],
  [
    'claim-provisions',
    'passing',
    'waits for a volume of storage class "diag-csi" to be made by csi.example.com for claim "slow"',
  ],
  ['claim-waits', 'passing', 'waits for a volume of storage class "diag-wait" to be made for claim "waits"'],
  ['cpu-and-selector', 60, 'no node that may take it has the label gpu=a100: correct node_selector'],
  [
    'env-config',
    10,
    'config map "settings" does not exist in namespace ml: kubectl create configmap settings --namespace ml --from-literal=KEY=value',
  ],
  ['env-key', 10, 'secret "half" in namespace ml has no key "KEY": add it, or correct the workflow file'],
  ['env-secret', 10, 'secret "aws" does not exist in namespace ml: automl create secret aws --namespace ml KEY=value'],
  [
    'gate',
    'passing',
    'is held back by the scheduling gate kueue.x-k8s.io/admission: a queue of the cluster lets it go',
  ],
  [
    'image-arch',
    0,
    `image "diag/arm:1" has no build for the node's processor architecture: build it for that one, or choose other nodes with node_selector`,
  ],
  ['image-missing', 0, 'image "team/train:9" was not found in the registry: check the name, or add image_pull_secrets'],
  [
    'image-name',
    0,
    'image "Debian:12:x" is not a valid image name: repository name (library/Debian) must be lowercase',
  ],
  ['image-never', 0, 'image "team/train:8" is not on the node, and its pull policy is Never'],
  ['image-no-tag', 0, 'image "debian:99" was not found in the registry: check the name, or add image_pull_secrets'],
  [
    'limit-range',
    0,
    'namespace ml-limits allows at most 1Gi memory a container (LimitRange), and it asks for 2Gi: change resources.memory',
  ],
  [
    'mount-config',
    10,
    'config map "settings" does not exist in namespace ml: kubectl create configmap settings --namespace ml --from-literal=KEY=value',
  ],
  ['mount-key', 10, 'secret "half" in namespace ml has no key "KEY": add it, or correct the workflow file'],
  [
    'mount-secret',
    10,
    'secret "aws" does not exist in namespace ml: automl create secret aws --namespace ml KEY=value',
  ],
  [
    'named-user',
    0,
    `image "diag/named:1" runs as "app", a name, and the pod must not run as root: write USER with a number in the image, or set runAsUser in the step's pod settings`,
  ],
  [
    'no-device',
    60,
    'asks for 1 nvidia.com/gpu; no node that it may run on has as much: check the name in resources, or add such a node',
  ],
  [
    'pod-security',
    0,
    'namespace ml-restricted enforces PodSecurity "restricted:latest", which its pod violates: allowPrivilegeEscalation != false (must set securityContext.allowPrivilegeEscalation=false), unrestricted capabilities (must set securityContext.capabilities.drop=["ALL"]), runAsNonRoot != true (must set securityContext.runAsNonRoot=true), seccompProfile (must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")',
  ],
  ['policy', 0, 'the admission policy "diag-team-label" refuses its pod: every pod needs a team label'],
  [
    'priority',
    0,
    'priority class "urgent" does not exist: correct priority_class (kubectl get priorityclass lists them)',
  ],
  [
    'pull-secret',
    10,
    'image "registry.example.com/private/train:1" needs a login, and secret "registry-login" (image_pull_secrets) does not exist in namespace ml or holds none: kubectl create secret docker-registry registry-login --namespace ml --docker-server=registry.example.com --docker-username=NAME --docker-password=PASSWORD',
  ],
  [
    'quota-busy',
    'passing',
    'quota "team-quota" of namespace ml-quota is used up (requests.cpu 1500m more, 1 of 2 in use): it waits for other pods to end',
  ],
  [
    'quota-unset',
    0,
    'quota "team-quota" of namespace ml-quota wants every pod to say requests.cpu and requests.memory: set resources.cpu and resources.memory',
  ],
  [
    'quota',
    0,
    'asks for 3 CPUs; quota "team-quota" of namespace ml-quota allows 2 CPUs in all (requests.cpu): lower it, or have the quota raised',
  ],
  [
    'registry-broken',
    'passing',
    `image "registry.example.com/broken/train:1" can't be pulled: the registry registry.example.com is failing`,
  ],
  [
    'registry-denied',
    0,
    'image "registry.example.com/denied/train:1" does not exist or needs a login to the registry registry.example.com: check the name, or add image_pull_secrets',
  ],
  [
    'registry-limit',
    'passing',
    'image "registry.example.com/limit/train:1" is waiting for the registry registry.example.com, which limits how often images are pulled',
  ],
  [
    'registry-login',
    0,
    `the registry registry.example.com does not let "wrong-login" (image_pull_secrets) pull image "registry.example.com/private/train:1": check the login in the secret, and the image's name`,
  ],
  [
    'registry-private',
    0,
    'image "registry.example.com/private/train:1" does not exist or needs a login to the registry registry.example.com: check the name, or add image_pull_secrets',
  ],
  [
    'registry-refused',
    'passing',
    `image "registry.example.com/team/train:1" can't be pulled: the registry registry.example.com can't be reached from the node (connect: connection refused)`,
  ],
  [
    'registry-unknown',
    'passing',
    `image "registry.invalid/team/train:1" can't be pulled: the registry registry.invalid can't be reached from the node (lookup registry.invalid: no such host)`,
  ],
  [
    'root-image',
    0,
    `image "debian:12" runs as root, which the pod must not: write USER with a number in the image, or set runAsUser in the step's pod settings`,
  ],
  ['runtime-class', 0, `runtime class "gvisor" does not exist: correct the step's pod settings`],
  ['sandbox', 'passing', `its node has no container runtime "runsc", which the pod's runtime class names`],
  ['selector', 60, 'no node that may take it has the label gpu=a100: correct node_selector'],
  [
    'service-account',
    10,
    'service account "trainer" does not exist in namespace ml: kubectl create serviceaccount trainer --namespace ml, or correct service_account',
  ],
  ['service-crash', 0, 'it ends with exit 3 each time it is started: ValueError: no model'],
  ['service-image', 0, 'image "team/api:9" was not found in the registry: check the name, or add image_pull_secrets'],
  ['service-oom', 0, 'it runs out of memory (resources.memory) each time it is started'],
  [
    'service-quota',
    0,
    'asks for 3 CPUs; quota "team-quota" of namespace ml-quota allows 2 CPUs in all (requests.cpu): lower it, or have the quota raised',
  ],
  ['service-unready', 0, 'was not ready within 15 s: its readiness probe failed: nothing listens on port 5000'],
  ['sidecar', 'passing', 'waits for its sidecar "proxy", which runs and is not ready: its startup probe fails'],
  [
    'too-much-cpu',
    60,
    'asks for 100 CPUs; no node that it may run on has as much: lower resources.cpu, or add a larger node',
  ],
  [
    'too-much-memory',
    60,
    'asks for 900 GiB of memory; no node that it may run on has as much: lower resources.memory, or add a larger node',
  ],
  ['volume-nfs', 'passing', `volume "extra" can't be mounted: unknown filesystem type 'nfs'`],
  [
    'webhook-broken',
    'passing',
    `the cluster's admission webhook "pods.guard.example.com" does not answer: service "guard" not found`,
  ],
  [
    'webhook-denied',
    0,
    'the admission webhook "pods.guard.example.com" refuses its pod: image debian:12 comes from a registry that is not allowed',
  ],
];

describe('what a real cluster says of something that does not start', () => {
  test.each(table)('%s', (name, grace, sentence) => {
    const trouble = troubleIn(name);
    expect(trouble?.sentence).toBe(sentence);
    expect(trouble?.permanent === true ? trouble.grace : 'passing').toBe(grace);
  });

  test('is nothing when the pod has run, or runs', () => {
    for (const name of ['exit-3', 'oom', 'deadline', 'quiet-message', 'emptydir', 'service-fine']) {
      expect([name, troubleIn(name)]).toEqual([name, null]);
    }
  });

  test('names the largest node where nodes may be listed', () => {
    const sentences = ['too-much-cpu', 'too-much-memory', 'no-device', 'busy'].map(
      (name) => troubleIn(name, { nodes })?.sentence,
    );
    expect(sentences).toEqual([
      'asks for 100 CPUs; the largest node has 2: lower resources.cpu, or add a larger node',
      'asks for 900 GiB of memory; the largest node has 23.4 GiB: lower resources.memory, or add a larger node',
      'asks for 1 nvidia.com/gpu; no node has any: check the name in resources, or add such a node',
      'asks for 2 CPUs, which no node has free: it waits for other pods to end',
    ]);
  });

  test('holds nothing that differs in the next run: no names of pods, no ids, no addresses', () => {
    for (const name of situations) {
      const { pod } = recorded(name);
      const sentence = troubleIn(name)?.sentence ?? '';
      const { name: own = 'none', uid = 'none' } = pod?.metadata ?? {};
      expect(sentence).not.toContain(own);
      expect(sentence).not.toContain(uid);
      expect(sentence).not.toMatch(/\d+\.\d+\.\d+\.\d+|node-1|pods "|\n/);
    }
  });
});
