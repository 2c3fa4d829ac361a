/** What can go wrong around a step, what is said of it, and what to do: docs/diagnosis.md is this table. */
import type { ApiError } from '../../../../../src/backends/kubernetes/client/api.ts';
import type { Pod } from '../../../../../src/backends/kubernetes/client/types.ts';
import { creationSentence } from '../../../../../src/backends/kubernetes/diagnosis/creation.ts';
import { lossOf, type Loss } from '../../../../../src/backends/kubernetes/diagnosis/ending.ts';
import type { Trouble, TroubleCode } from '../../../../../src/backends/kubernetes/diagnosis/trouble.ts';
import { troubleOfJob, troubleOfPod } from '../../../../../src/backends/kubernetes/diagnosis/waiting.ts';
import { Sight } from '../../../../../src/backends/kubernetes/sight.ts';
import { apiError } from '../fake-api.ts';
import { recorded } from './recorded.ts';
import { disrupted, event, job, node, pod, refused, terminated, unschedulable, waiting } from './upstream.ts';

export interface Situation {
  readonly name: string;
  /** Null where there is none: the step had begun. */
  readonly code: TroubleCode | null;
  readonly sentence: string;
  /** What to do about it, in the user's words. */
  readonly fix: string;
}

function of(name: string, trouble: Trouble | null, fix: string): Situation {
  return { name, code: trouble?.code ?? null, sentence: trouble?.sentence ?? '', fix };
}

/** As a real cluster said it. */
function seen(name: string, file: string, fix: string): Situation {
  const { pod: found, job, events, claims = [] } = recorded(file);
  if (found != null) return of(name, troubleOfPod(found, events, { claims }), fix);
  return of(name, job === undefined ? null : troubleOfJob(job, events), fix);
}

/** As the API server tells the Job controller. */
function refusal(name: string, said: string, fix: string): Situation {
  const [job, failure] = refused(said);
  return of(name, troubleOfJob(job, [failure]), fix);
}

/** As the node tells while a pod waits. */
function onNode(
  name: string,
  reason: string,
  said: string,
  fix: string,
  spec: Pod['spec'] = { containers: [] },
): Situation {
  return of(name, troubleOfPod(pod({}, spec), [event(reason, said)]), fix);
}

function ended(name: string, loss: Partial<Loss> & { readonly pod: Pod | null }, fix: string): Situation {
  const { reason } = lossOf({ job: null, events: [], ...loss });
  return { name, code: null, sentence: reason ?? '', fix };
}

function endedAs(name: string, file: string, fix: string, more: Partial<Loss> = {}): Situation {
  const { pod: found = null, job = null, events } = recorded(file);
  return ended(name, { pod: found, job, events, ...more }, fix);
}

function creation(name: string, error: ApiError, fix: string): Situation {
  return { name, code: null, sentence: creationSentence(error, 'ml'), fix };
}

const claim = (claimName: string): Pod['spec'] => ({
  containers: [],
  volumes: [{ name: 'store', persistentVolumeClaim: { claimName } }],
});
const unresolvable = 'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';
const pullOf = (said: string): Pod =>
  waiting('ErrImagePull', `failed to pull and unpack image "team/train:1": ${said}`);
const startOf = (said: string): Pod => waiting('RunContainerError', said);
const evicted = (message: string): Pod => terminated(137, 'Error', '', { reason: 'Evicted', message });

export const images: readonly Situation[] = [
  seen('an image that is not there', 'image-missing', 'push it, or correct `image`'),
  seen(
    'an image that needs a login',
    'registry-private',
    'add `image_pull_secrets`, or a pull secret to the ServiceAccount',
  ),
  seen('a pull secret that is missing', 'pull-secret', 'make the Secret; the command stands in the sentence'),
  seen('a pull secret with a wrong login', 'registry-login', 'make it anew'),
  seen('a registry whose name is not known', 'registry-unknown', 'correct `image`, or the DNS of the nodes'),
  seen(
    'a registry that can not be reached',
    'registry-refused',
    'open the way from the nodes; it is tried again until `start_timeout`',
  ),
  seen('a registry that fails', 'registry-broken', 'wait; it is tried again'),
  seen('a registry that limits pulls', 'registry-limit', 'log in with `image_pull_secrets`, or mirror the image'),
  of(
    'a registry whose certificate is not trusted',
    troubleOfPod(pullOf('tls: failed to verify certificate: x509: certificate signed by unknown authority'), []),
    "give the nodes the registry's CA",
  ),
  of(
    'time skew between node and registry',
    troubleOfPod(
      pullOf(
        'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2020-01-01T00:00:00Z is before 2026-01-01T00:00:00Z',
      ),
      [],
    ),
    "set the node's clock",
  ),
  seen('a name that no image can have', 'image-name', 'correct `image`'),
  seen('an image that must be on the node, and is not', 'image-never', 'load it onto the nodes, or let it be pulled'),
  seen('an image for another processor', 'image-arch', 'build it for the nodes, or set `node_selector`'),
  endedAs('a program for another processor', 'wrong-arch', 'the same'),
  seen('an image that runs as root', 'root-image', 'write `USER 10001` into the image'),
  endedAs('an image without a shell', 'no-shell', 'use one with Python or `sh`'),
];

const behind = new Sight({ eventsOf: () => [], readEvents: () => Promise.resolve([]) });
behind.seeJob(job(), false);

export const namespace: readonly Situation[] = [
  seen('a quota that is used up', 'quota-busy', 'nothing: it waits, until `start_timeout`'),
  refusal(
    'a quota of Jobs that is used up',
    'jobs.batch "train" is forbidden: exceeded quota: full, requested: count/jobs.batch=1, used: count/jobs.batch=5, limited: count/jobs.batch=5',
    'delete Jobs that have ended; it waits, until `start_timeout`',
  ),
  seen('a quota that is too small for the step', 'quota', 'ask for less, or have it raised'),
  seen('a quota that wants amounts', 'quota-unset', 'set `resources`'),
  seen('more than a LimitRange allows', 'limit-range', 'ask for less'),
  refusal(
    'less than a LimitRange allows',
    'pods "train-" is forbidden: minimum cpu usage per Container is 100m, but request is 50m',
    'ask for more',
  ),
  seen('a pod that PodSecurity forbids', 'pod-security', 'take out of `pod:` what it names, or use another namespace'),
  seen('a webhook that says no', 'webhook-denied', 'do what its message asks for'),
  seen('a policy that says no', 'policy', 'do what its message asks for'),
  seen('a webhook that is not there', 'webhook-broken', 'tell the owner of the cluster; it is tried again'),
  refusal(
    'a webhook that does not answer in time',
    'Internal error occurred: failed calling webhook "mutate.example.com": failed to call webhook: Post "https://hook.example.svc:443/mutate?timeout=10s": context deadline exceeded',
    'tell the owner of the cluster; it is tried again',
  ),
  refusal(
    'a right that is missing',
    'pods is forbidden: User "system:serviceaccount:ml:ci" cannot create resource "pods" in API group "" in the namespace "ml"',
    'give the Role that `automl rbac FILE` prints ([rights](clusters.md#rights))',
  ),
  refusal('a pod that the Job controller can not make', 'etcdserver: request timed out', 'wait; it is tried again'),
  {
    name: 'a Job controller that is behind',
    code: null,
    sentence: behind.obstacle,
    fix: 'wait; tell the owner of the cluster',
  },
  refusal(
    'a namespace that is being deleted',
    'pods "train-" is forbidden: unable to create new content in namespace ml because it is being terminated',
    'name another with `-n`',
  ),
  creation(
    'a Deployment for which no quota is left',
    apiError(
      403,
      'deployments.apps "api" is forbidden: exceeded quota: full, requested: count/deployments.apps=1, used: count/deployments.apps=5, limited: count/deployments.apps=5',
    ),
    'delete what is not needed any more',
  ),
  seen('a service account that is missing', 'service-account', 'make it, or correct `service_account`'),
  seen('a priority class that is missing', 'priority', 'correct `priority_class`'),
  seen('a runtime class that is missing', 'runtime-class', 'correct `runtimeClassName` under `pod:`'),
];

export const nodes: readonly Situation[] = [
  seen('too many CPUs', 'too-much-cpu', 'ask for less'),
  seen('too much memory', 'too-much-memory', 'ask for less'),
  seen('a GPU that no node has', 'no-device', 'check the name under `resources`; install the device plugin'),
  seen('nodes that are busy', 'busy', 'nothing: it waits'),
  seen('a label that no node has', 'selector', 'correct `node_selector`'),
  of(
    'an affinity that no node has',
    troubleOfPod(
      unschedulable(`0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector. ${unresolvable}`),
      [],
    ),
    'correct `affinity` under `pod:`',
  ),
  of(
    'a taint that is not tolerated',
    troubleOfPod(unschedulable(`0/1 nodes are available: 1 node(s) had untolerated taint(s). ${unresolvable}`), [], {
      nodes: [node({ cpu: '4' }, [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }])],
    }),
    'add it to `tolerations`',
  ),
  of(
    'nodes that are cordoned',
    troubleOfPod(unschedulable(`0/1 nodes are available: 1 node(s) were unschedulable. ${unresolvable}`), []),
    'wait, or `kubectl uncordon`',
  ),
  of(
    'a cluster without nodes',
    troubleOfPod(unschedulable('no nodes available to schedule pods'), []),
    'add a node; an autoscaler is waited for',
  ),
  onNode(
    'a network that the node can not give (CNI)',
    'FailedCreatePodSandBox',
    'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "0123": plugin type="calico" failed (add): no IP addresses available',
    'tell the owner of the cluster; it is tried again',
  ),
  seen('a runtime that the node does not have', 'sandbox', 'correct the runtime class, or choose other nodes'),
];

export const storage: readonly Situation[] = [
  seen('a claim that is missing', 'claim-missing', 'make it, or correct `claim`'),
  seen('a claim without a class', 'claim-no-class', 'set `store.storage_class`'),
  seen('a class that is missing', 'claim-bad-class', 'correct it'),
  seen('a volume that nobody has made yet', 'claim-provisions', 'look whether the provisioner runs'),
  seen('a claim that waits for its first pod', 'claim-waits', 'nothing: it waits'),
  seen('a volume on another node', 'claim-elsewhere', 'use a class with `WaitForFirstConsumer`'),
  onNode(
    'a volume that another node has (RWO)',
    'FailedAttachVolume',
    'Multi-Attach error for volume "store" Volume is already exclusively attached to one node and can\'t be attached to another',
    'wait for the other pod to end, or use a class with ReadWriteMany',
    claim('data'),
  ),
  onNode(
    'a volume that can not be attached',
    'FailedAttachVolume',
    'AttachVolume.Attach failed for volume "store" : rpc error: code = NotFound desc = disk 0123 not found',
    'look at the storage; it is tried again',
    claim('data'),
  ),
  seen('a volume that can not be mounted', 'volume-nfs', 'install on the nodes what it needs'),
  seen('a Secret that is missing', 'env-secret', 'make it; the command stands in the sentence'),
  seen('a ConfigMap that is missing', 'env-config', 'make it; the command stands in the sentence'),
  seen('a key that is missing', 'env-key', 'add it, or correct `key`'),
];

const crashing = pod({
  initContainerStatuses: [
    {
      name: 'mesh-proxy',
      image: 'mesh/proxy:1',
      imageID: '',
      ready: false,
      restartCount: 4,
      state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container' } },
      lastState: { terminated: { exitCode: 1, reason: 'Error', message: 'no certificate' } },
    },
  ],
});

export const starts: readonly Situation[] = [
  endedAs('a command that the image does not have', 'no-command', 'correct `command`, or add it to the image'),
  endedAs('a command that is no program', 'not-executable', '`chmod +x` it in the image'),
  of(
    'an image that says no command',
    troubleOfPod(startOf('failed to create containerd container: no command specified'), []),
    'give the step a `command`',
  ),
  endedAs('a working directory that is a file', 'no-directory', 'correct `WORKDIR` of the image'),
  of(
    'a mount point in a read-only image',
    troubleOfPod(
      startOf(
        'failed to create containerd task: OCI runtime create failed: error mounting "/var/lib/x" to rootfs at "/data": mkdirat /run/rootfs/data: read-only file system: unknown',
      ),
      [],
    ),
    'correct `mount`',
  ),
  of(
    'a configuration of the container that is wrong',
    troubleOfPod(
      waiting('CreateContainerConfigError', 'failed to prepare subPath for volumeMount "volume-0" of container "step"'),
      [],
    ),
    'correct what it names',
  ),
  of(
    'too little memory to start',
    troubleOfPod(
      startOf(
        'failed to create shim task: OCI runtime create failed: container init was OOM-killed (memory limit too low?): unknown',
      ),
      [],
    ),
    'raise `resources.memory`',
  ),
  endedAs('an init container that fails', 'init-fails', 'its log is shown before, each line with its name'),
  seen('a sidecar that does not get ready', 'sidecar', 'mend it, or keep the injector away'),
  of('a sidecar that crashes', troubleOfPod(crashing, []), 'the same; the end of its log is shown'),
  endedAs('a step that does not end', 'deadline', 'raise `timeout`, or find out why it hangs'),
];

export const losses: readonly Situation[] = [
  endedAs('the code needs too much memory', 'oom', 'raise `resources.memory`'),
  endedAs('its packages need too much memory', 'oom', 'raise `resources.memory`', { phase: 'installing' }),
  endedAs('a volume that is full', 'emptydir', 'raise `size` of the volume'),
  endedAs('more temporary files than allowed', 'ephemeral', 'write less, or into a volume'),
  ended(
    'a node without memory',
    {
      pod: evicted(
        'The node was low on resource: memory. Threshold quantity: 100Mi, available: 83484Ki. Container step was using 4817708Ki, request is 2Gi, has larger consumption of memory. ',
      ),
    },
    'raise `resources.memory`; `on_lost` says what follows',
  ),
  ended(
    'a node without disk',
    { pod: evicted('The node had condition: [DiskPressure]. ') },
    '`on_lost` says what follows',
  ),
  endedAs('an eviction', 'api-evicted', '`on_lost` says what follows'),
  ended(
    'a preemption',
    { pod: disrupted('PreemptionByScheduler', 'default-scheduler: preempting to accommodate a higher priority pod') },
    'set `priority_class`; `on_lost` says what follows',
  ),
  ended(
    'a node that is lost',
    { pod: disrupted('DeletionByPodGC', 'PodGC: node no longer exists') },
    '`on_lost` says what follows',
  ),
  endedAs('a pod that somebody deleted', 'deleted', '`on_lost` says what follows'),
];
