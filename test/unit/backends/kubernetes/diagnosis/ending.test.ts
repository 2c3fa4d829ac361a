import { describe, expect, test } from '@jest/globals';
import { lossOf, type Loss } from '../../../../../src/backends/kubernetes/diagnosis/ending.ts';
import { recorded } from './recorded.ts';
import { disrupted, event, job, pod, refused, terminated, waiting } from './upstream.ts';

const none = { pod: null, job: null, events: [] };
const of = (name: string) => {
  const { pod: seen = null, job: own = null, events } = recorded(name);
  const { state, exit_code, reason } = lossOf({ pod: seen, job: own, events });
  return [state, exit_code, reason];
};

describe('what a real cluster says of a step that ended without its agent', () => {
  test.each([
    ['agent-vanished', 'failed', null, 'result lost: the step agent ended with 1 and no result: Traceback'],
    ['silent-success', 'failed', null, 'result lost: the step agent ended with 0 and no result'],
    ['exit-137', 'failed', 137, 'exit 137: a process was killed by SIGKILL; memory may have run out'],
    ['oom', 'failed', 137, 'ran out of memory: it needs more than its limit of 32 MiB; raise resources.memory'],
    ['api-evicted', 'failed', null, 'was evicted while it ran: its node was drained, or the cluster was scaled down'],
    ['deleted', 'failed', null, 'its pod was deleted while it ran (kubectl delete, or a controller)'],
    [
      'emptydir',
      'failed',
      null,
      "was evicted: its volume at /extra held more than its limit of 10 MiB: raise the volume's size",
    ],
    [
      'ephemeral',
      'failed',
      null,
      "was evicted: it wrote more than its limit of 10 MiB of ephemeral storage to the node's disk: write less, or to a volume",
    ],
    [
      'deadline',
      'timed-out',
      null,
      'did not end within the 8 s that start_timeout and timeout allow together (activeDeadlineSeconds)',
    ],
    [
      'job-deadline',
      'timed-out',
      null,
      'did not end within the 8 s that start_timeout and timeout allow together (activeDeadlineSeconds)',
    ],
    ['init-fails', 'failed', null, 'its init container "fetch" failed (exit 4): no such host'],
    ['no-shell', 'failed', null, 'image "diag/junk:1" has no shell (sh): use an image with Python or a shell'],
    ['no-command', 'failed', null, 'command "trian" was not found in image "debian:12"'],
    ['no-file', 'failed', null, 'command "/opt/train" was not found in image "debian:12"'],
    ['not-executable', 'failed', null, 'command "/etc/hostname" is not executable in image "debian:12"'],
    [
      'no-directory',
      'failed',
      null,
      'the working directory can\'t be used in image "debian:12": mkdir /etc/hostname: not a directory',
    ],
    [
      'wrong-arch',
      'failed',
      null,
      'the command of image "diag/junk:1" is no program for the node\'s processor architecture: build the image for that one, or choose other nodes with node_selector',
    ],
    [
      'image-missing',
      'failed',
      null,
      'image "team/train:9" was not found in the registry: check the name, or add image_pull_secrets',
    ],
    [
      'quota',
      'failed',
      null,
      'asks for 3 CPUs; quota "team-quota" of namespace ml-quota allows 2 CPUs in all (requests.cpu): lower it, or have the quota raised',
    ],
  ])('%s', (name, ...result) => {
    expect(of(name)).toEqual(result);
  });
});

describe('what is lost, and no failure of the code,', () => {
  const isLost = (pod: Loss['pod']) => lossOf({ ...none, pod }).lost ?? false;

  test.each(['api-evicted', 'deleted'])('is %s', (name) => {
    expect(isLost(recorded(name).pod ?? null)).toBe(true);
  });

  test.each(['agent-vanished', 'silent-success', 'exit-137', 'oom', 'emptydir', 'ephemeral', 'deadline', 'init-fails'])(
    'is not %s',
    (name) => {
      expect(isLost(recorded(name).pod ?? null)).toBe(false);
    },
  );

  test.each<[string, Loss['pod'], boolean]>([
    ['a node without room', pod({ phase: 'Failed', reason: 'OutOfcpu', message: 'Pod was rejected: no cpu' }), true],
    [
      'a node that forbids it',
      pod({ phase: 'Failed', reason: 'SysctlForbidden', message: 'Pod was rejected: no' }),
      false,
    ],
    ['a node under pressure', terminated(137, 'Error', '', { reason: 'Evicted', message: 'The node was low' }), true],
    ['an unreadable log', terminated(0, 'Completed', '{"automl":1,"sha256":"a"}'), true],
  ])('as of %s: %#', (_what, seen, expected) => {
    expect(isLost(seen)).toBe(expected);
  });

  test('is a Job that somebody deleted', () => {
    expect(lossOf(none).lost).toBe(true);
    expect(lossOf({ ...none, job: job(), pod: waiting('ContainerCreating', ''), isJobDeleted: true }).lost).toBe(true);
  });
});

describe('what Kubernetes says, by its source, of a step that ended without its agent', () => {
  test.each([
    // pkg/scheduler/framework/preemption/preemption.go
    [
      disrupted('PreemptionByScheduler', 'default-scheduler: preempting to accommodate a higher priority pod'),
      'a pod of higher priority took its place: give it a higher priority_class',
    ],
    // pkg/controller/tainteviction/taint_eviction.go
    [
      disrupted('DeletionByTaintManager', 'Taint manager: deleting due to NoExecute taint'),
      'was evicted while it ran: its node got a taint that it does not tolerate, or was lost',
    ],
    // pkg/controller/podgc/gc_controller.go
    [disrupted('DeletionByPodGC', 'PodGC: node no longer exists'), 'its node was lost or deleted while it ran'],
    // pkg/kubelet/nodeshutdown/nodeshutdown_manager.go
    [
      disrupted('TerminationByKubelet', 'Pod was terminated in response to imminent node shutdown.'),
      'its node was shut down while it ran',
    ],
    // pkg/kubelet/preemption/preemption.go
    [
      disrupted('TerminationByKubelet', 'Pod was preempted by Kubelet to accommodate a critical pod.'),
      'a critical pod took its place on the node',
    ],
    // somebody's own controller
    [
      disrupted('RebalancedByDescheduler', 'too many pods of one owner'),
      'the cluster ended it: too many pods of one owner',
    ],
    // pkg/kubelet/eviction/helpers.go
    [
      terminated(137, 'Error', '', {
        reason: 'Evicted',
        message:
          'The node was low on resource: memory. Threshold quantity: 100Mi, available: 83484Ki. Container step was using 4817708Ki, request is 2Gi, has larger consumption of memory. ',
      }),
      'was evicted: its node ran out of memory, and it used more than the 2 GiB it asks for: raise resources.memory to what it needs',
    ],
    [
      terminated(137, 'Error', '', {
        reason: 'Evicted',
        message:
          'The node was low on resource: ephemeral-storage. Threshold quantity: 5Gi, available: 4Gi. Container step was using 80Gi, request is 0, has larger consumption of ephemeral-storage. ',
      }),
      'was evicted: its node ran out of ephemeral-storage, and it used more than it asks for (nothing)',
    ],
    [
      terminated(137, 'Error', '', { reason: 'Evicted', message: 'The node had condition: [DiskPressure]. ' }),
      'was evicted: its node had DiskPressure',
    ],
    [
      terminated(137, 'Error', '', {
        reason: 'Evicted',
        message: 'Container step exceeded its local ephemeral storage limit "1Gi". ',
      }),
      "was evicted: it wrote more than its limit of 1 GiB of ephemeral storage to the node's disk: write less, or to a volume",
    ],
    // pkg/kubelet/nodeshutdown/nodeshutdown_manager.go
    [
      terminated(143, 'Error', '', {
        reason: 'Terminated',
        message: 'Pod was terminated in response to imminent node shutdown.',
      }),
      'its node was shut down while it ran',
    ],
    // pkg/kubelet/lifecycle/predicate.go
    [
      pod({
        phase: 'Failed',
        reason: 'OutOfcpu',
        message: "Pod was rejected: Node didn't have enough resource: cpu, requested: 2000, used: 1000, capacity: 2000",
      }),
      'its node had no cpu left when it came: another pod was faster',
    ],
    [
      pod({ phase: 'Failed', reason: 'NodeAffinity', message: 'Pod was rejected: Predicate NodeAffinity failed' }),
      'its node refused to run it: Pod was rejected: Predicate NodeAffinity failed',
    ],
    // pkg/kubelet/status/status_manager.go
    [
      terminated(137, 'ContainerStatusUnknown', 'The container could not be located when the pod was terminated'),
      'result lost: its node does not know how its container ended',
    ],
    // pkg/kubelet/kuberuntime/kuberuntime_container.go
    [
      terminated(128, 'StartError', 'OCI runtime create failed: something else entirely: unknown'),
      "its container can't be started: OCI runtime create failed: something else entirely",
    ],
    [terminated(139, 'Error'), 'exit 139: a process was killed by SIGSEGV (segmentation fault)'],
    [
      terminated(1, 'Error', '', {}, { deletionTimestamp: '2026-01-01T00:00:00Z' }),
      'its pod was deleted while it ran (kubectl delete, or a controller)',
    ],
    [waiting('ContainerCreating', ''), 'its pod was deleted before it started (kubectl delete, or a controller)'],
  ])('%#: $status.message', (seen, reason) => {
    const result = lossOf({ ...none, pod: seen });
    expect([result.state, result.reason]).toEqual(['failed', reason]);
  });

  test.each([
    [terminated(130, 'Error', '', {}, { deletionTimestamp: '2026-01-01T00:00:00Z' }), 'while it ran'],
    [waiting('ContainerCreating', ''), 'before it started'],
  ])('a Job that was deleted is told apart from a pod that was: %#', (seen, when) => {
    expect(lossOf({ ...none, job: job(), pod: seen, isJobDeleted: true })).toMatchObject({
      state: 'failed',
      exit_code: null,
      reason: `its Job was deleted ${when} (kubectl delete, or a controller)`,
    });
  });

  test('memory that ran out while requirements were installed is told apart from the code', () => {
    const { pod: seen = null } = recorded('oom');
    expect(lossOf({ ...none, pod: seen, phase: 'installing' }).reason).toBe(
      'ran out of memory while its requirements were installed: it needs more than its limit of 32 MiB; raise resources.memory',
    );
  });

  test('code of an image of its own has no agent whose result could be lost', () => {
    const { pod: seen = null } = recorded('exit-3');
    expect(lossOf({ ...none, pod: seen, step: { code: { kind: 'image', args: [] } } }).reason).toBe('exit 3');
  });
});

describe('a pod that is not there any more', () => {
  test('may have finished, unless something else is known', () => {
    expect(lossOf({ ...none, job: job() }).reason).toBe(
      'result lost: its pod was deleted before its result could be read',
    );
    expect(lossOf(none).reason).toBe('result lost: its Job was deleted by somebody else');
  });

  test('was never there when the cluster refused it', () => {
    const [own, failure] = refused('admission webhook "guard" denied the request: no');
    expect(lossOf({ pod: null, job: own, events: [failure] }).reason).toBe(
      'the admission webhook "guard" refuses its pod: no',
    );
  });

  test('was sent away by the scheduler or by a taint', () => {
    const gone = (reason: string) => lossOf({ pod: null, job: job(), events: [event(reason, '')] }).reason;
    expect(gone('Preempted')).toBe('a pod of higher priority took its place: give it a higher priority_class');
    expect(gone('TaintManagerEviction')).toBe('was evicted from its node while it ran');
  });

  test('that ran when it was last seen may have finished', () => {
    const running = { name: 'step', image: 'i', imageID: '', ready: true, restartCount: 0, state: { running: {} } };
    expect(lossOf({ ...none, job: job(), pod: pod({ phase: 'Running', containerStatuses: [running] }) }).reason).toBe(
      'result lost: its pod was deleted while it ran (kubectl delete, or a controller)',
    );
  });
});
