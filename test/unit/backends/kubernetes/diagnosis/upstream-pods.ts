/** Pods that do not start, with what Kubernetes' own source says of them. */
import type { Event, Pod } from '../../../../../src/backends/kubernetes/client/types.ts';
import { event, pod, unschedulable, waiting } from './upstream.ts';

export interface Situation {
  readonly name: string;
  /** Where the text comes from, in kubernetes/kubernetes unless it says otherwise. */
  readonly from: string;
  readonly pod: Pod;
  readonly events?: readonly Event[];
  readonly sentence: string | null;
  readonly grace?: number;
}

export const unresolvable = 'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';
const victimless =
  'preemption: 0/3 nodes are available: 1 No preemption victims found for incoming pod, 2 Preemption is not helpful for scheduling.';
const large = { containers: [{ name: 'step', image: 'i', resources: { requests: { cpu: '64', memory: '1Ti' } } }] };
export const disk = { volumes: [{ name: 'store', persistentVolumeClaim: { claimName: 'run-store' } }] };

/** `grace` undefined: it passes. */
export const upstreamPods: readonly Situation[] = [
  {
    name: 'several reasons, none of which other pods cause',
    from: 'pkg/scheduler/framework/types.go, FitError',
    pod: unschedulable(
      `0/3 nodes are available: 1 node(s) had untolerated taint {dedicated: gpu}, 2 Insufficient cpu. ${unresolvable}`,
      large,
    ),
    sentence:
      'no node takes it: it does not tolerate the taint dedicated=gpu of the nodes: add it to tolerations; asks for 64 CPUs; no node that it may run on has as much: lower resources.cpu, or add a larger node',
    grace: 60,
  },
  {
    name: 'one node is too small and another is busy',
    from: 'pkg/scheduler/framework/types.go, FitError',
    pod: unschedulable(`0/3 nodes are available: 3 Insufficient memory. ${victimless}`, large),
    sentence: 'asks for 1 TiB of memory, which no node has free: it waits for other pods to end',
  },
  {
    name: 'the only node that would do is not ready',
    from: 'pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go, before 1.34',
    pod: unschedulable(
      `0/2 nodes are available: 1 Insufficient cpu, 1 node(s) had untolerated taint {node.kubernetes.io/unreachable: }. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.`,
      large,
    ),
    sentence:
      'no node takes it: asks for 64 CPUs; no node that it may run on has as much: lower resources.cpu, or add a larger node; a node takes no pods for now (node.kubernetes.io/unreachable)',
  },
  {
    name: 'taints that the scheduler does not name',
    from: 'pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go, 1.34',
    pod: unschedulable(`0/3 nodes are available: 3 node(s) had untolerated taint(s). ${unresolvable}`),
    sentence:
      'it does not tolerate the taints of the nodes (kubectl describe nodes shows them): add them to tolerations',
  },
  {
    name: 'a cordoned node',
    from: 'pkg/scheduler/framework/plugins/nodeunschedulable/node_unschedulable.go',
    pod: unschedulable(`0/1 nodes are available: 1 node(s) were unschedulable. ${unresolvable}`),
    sentence: 'a node takes no new pods for now (cordoned)',
  },
  {
    name: 'nodes with as many pods as they may have',
    from: 'pkg/scheduler/framework/plugins/noderesources/fit.go',
    pod: unschedulable(
      `0/1 nodes are available: 1 Too many pods. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.`,
    ),
    sentence: 'the nodes are full: they hold as many pods as they may',
  },
  {
    name: 'a store on a node that is full',
    from: 'pkg/scheduler/framework/plugins/interpodaffinity/filtering.go',
    pod: unschedulable(
      `0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't match pod affinity rules. ${victimless}`,
      large,
    ),
    sentence:
      "no node takes it: asks for 64 CPUs, which no node has free: it waits for other pods to end; it must run where the run's other pods are, and that node can't take it now",
  },
  {
    name: 'a volume in another zone, as older versions say it',
    from: 'pkg/scheduler/framework/plugins/volumebinding/binder.go, before 1.33',
    pod: unschedulable(`0/3 nodes are available: 3 node(s) had volume node affinity conflict. ${unresolvable}`, disk),
    sentence:
      'the volume of claim "run-store" is on nodes that can\'t take it: free those, or use a storage class that waits for the first pod',
    grace: 60,
  },
  {
    name: 'a node that the autoscaler adds',
    from: 'kubernetes/autoscaler, cluster-autoscaler/processors/status/eventing_scale_up_processor.go',
    pod: unschedulable(`0/3 nodes are available: 3 Insufficient cpu. ${unresolvable}`, large),
    events: [event('TriggeredScaleUp', 'pod triggered scale-up: [{pool-a 1->2 (max: 4)}]')],
    sentence: 'waits for the node that the cluster is adding for it',
  },
  {
    name: 'a node that no autoscaler would add',
    from: 'kubernetes/autoscaler, cluster-autoscaler/processors/status/eventing_scale_up_processor.go',
    pod: unschedulable(`0/3 nodes are available: 3 Insufficient cpu. ${unresolvable}`, large),
    events: [
      event('NotTriggerScaleUp', "pod didn't trigger scale-up: 1 Insufficient cpu, 1 max node group size reached"),
    ],
    sentence: 'asks for 64 CPUs; no node that it may run on has as much: lower resources.cpu, or add a larger node',
    grace: 0,
  },
  {
    name: 'a cluster without nodes',
    from: 'pkg/scheduler/schedule_one.go, ErrNoNodesAvailable',
    pod: unschedulable('no nodes available to schedule pods'),
    sentence: 'the cluster has no node that takes pods',
  },
  {
    name: 'a reason nobody foresaw',
    from: 'pkg/scheduler/framework/types.go, FitError',
    pod: unschedulable(`0/1 nodes are available: 1 node(s) had the wrong colour. ${unresolvable}`),
    sentence: 'node(s) had the wrong colour',
  },
  {
    name: 'a volume that another node still has',
    from: 'pkg/controller/volume/attachdetach/reconciler/reconciler.go',
    pod: pod({}, disk),
    events: [
      event(
        'FailedAttachVolume',
        'Multi-Attach error for volume "pvc-77a0" Volume is already exclusively attached to one node and can\'t be attached to another',
      ),
    ],
    sentence: 'its volume is still attached to another node, and only one may have it',
  },
  {
    name: 'a volume that pods on another node use',
    from: 'pkg/controller/volume/attachdetach/reconciler/reconciler.go',
    pod: pod({}, disk),
    events: [
      event(
        'FailedAttachVolume',
        'Multi-Attach error for volume "pvc-77a0" Volume is already used by pod(s) prepare-k2j4h',
      ),
    ],
    sentence: 'its volume is still used by a pod on another node, and only one may have it',
  },
  {
    name: 'a secret that the kubelet has not read yet',
    from: 'pkg/kubelet/util/manager/cache_based_manager.go',
    pod: pod({}, disk),
    events: [event('FailedMount', 'MountVolume.SetUp failed for volume "aws" : object "ml"/"aws" not registered')],
    sentence: 'the node is still reading the objects that its volumes are made of',
  },
  {
    name: 'a node without the driver of a volume',
    from: 'pkg/volume/csi/csi_plugin.go',
    pod: pod({}, disk),
    events: [
      event(
        'FailedMount',
        'MountVolume.MountDevice failed for volume "store" : kubernetes.io/csi: attacher.MountDevice failed to create newCsiDriverClient: driver name ebs.csi.aws.com not found in the list of registered CSI drivers',
      ),
    ],
    sentence: 'claim "run-store" can\'t be mounted: the node has no CSI driver ebs.csi.aws.com',
  },
  {
    name: 'a network plugin that fails',
    from: 'containerd, internal/cri/server/sandbox_run.go',
    pod: pod({}),
    events: [
      event(
        'FailedCreatePodSandBox',
        'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "9a6e": plugin type="calico" failed (add): error getting ClusterInformation: connection is unauthorized',
      ),
    ],
    sentence: "its node can't give it a network: error getting ClusterInformation: connection is unauthorized",
  },
  {
    name: 'a network that is not ready',
    from: 'pkg/kubelet/kubelet.go, NetworkNotReadyErrorMsg',
    pod: pod({}),
    events: [
      event(
        'NetworkNotReady',
        'network is not ready: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:cni plugin not initialized',
      ),
    ],
    sentence:
      "its node can't give it a network: container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:cni plugin not initialized",
  },
  {
    name: 'an image that Docker Hub does not show to strangers',
    from: 'containerd, core/remotes/docker/resolver.go',
    pod: waiting(
      'ErrImagePull',
      'failed to pull and unpack image "docker.io/team/train:1": failed to resolve reference "docker.io/team/train:1": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    ),
    sentence:
      'image "team/train:1" does not exist or needs a login to the registry docker.io: check the name, or add image_pull_secrets',
    grace: 0,
  },
  {
    name: 'an image whose own name looks like an error',
    from: 'containerd, core/remotes/docker/resolver.go',
    pod: waiting(
      'ErrImagePull',
      'failed to resolve reference "docker.io/denied/timeout:503": docker.io/denied/timeout:503: not found',
      {
        containers: [{ name: 'step', image: 'denied/timeout:503' }],
      },
    ),
    sentence: 'image "denied/timeout:503" was not found in the registry: check the name, or add image_pull_secrets',
    grace: 0,
  },
  {
    name: 'a registry with a certificate nobody knows',
    from: 'Go, crypto/x509',
    pod: waiting(
      'ErrImagePull',
      'failed to do request: Head "https://r.example/v2/x/manifests/1": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ),
    sentence:
      'image "team/train:1" can\'t be pulled: the node does not trust the registry docker.io (x509: certificate signed by unknown authority): give the node its CA, or use another registry',
    grace: 0,
  },
  {
    name: 'a pull that is retried, told by events only',
    from: 'pkg/kubelet/images/image_manager.go, before 1.32',
    pod: waiting('ImagePullBackOff', 'Back-off pulling image "team/train:1"'),
    events: [
      event(
        'Failed',
        'Failed to pull image "team/train:1": rpc error: code = NotFound desc = docker.io/team/train:1: not found',
      ),
    ],
    sentence: 'image "team/train:1" was not found in the registry: check the name, or add image_pull_secrets',
    grace: 0,
  },
  {
    name: 'a pull that is retried, told by nobody',
    from: 'pkg/kubelet/images/image_manager.go, before 1.32',
    pod: waiting('ImagePullBackOff', 'Back-off pulling image "team/train:1"'),
    sentence: 'image "team/train:1" can\'t be pulled',
  },
  {
    name: 'a runtime that is slow',
    from: 'pkg/kubelet/kuberuntime/kuberuntime_container.go',
    pod: waiting('CreateContainerError', 'context deadline exceeded'),
    sentence: 'the node is slow to start its container',
  },
  {
    name: 'an image without a command',
    from: 'containerd, internal/cri/server/container_create.go',
    pod: waiting('CreateContainerError', 'failed to generate container "4f" spec: no command specified'),
    sentence: 'image "team/train:1" says no command to run (CMD or ENTRYPOINT): give the step one',
    grace: 0,
  },
  {
    name: 'a container that is only being made',
    from: 'pkg/kubelet/kubelet_pods.go',
    pod: waiting('ContainerCreating', ''),
    sentence: null,
  },
];
