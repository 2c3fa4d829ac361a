/** How the steps of steps/automl.yaml end: name, state, exit code, sentence. */
import type { StepRecord } from '../../../src/records/schema.ts';

export const deleted = 'was deleted while it ran (kubectl delete, or a controller)';
const noImage = 'was not found in the registry: check the name, or add image_pull_secrets';

type End = readonly [name: string, state: StepRecord['state'], exitCode: number | null, reason: string];

export const expected: readonly End[] = [
  ['exits', 'failed', 3, 'exit 3'],
  ['raises', 'failed', 1, 'exit 1: ValueError in raises.py:1: Input X contains NaN'],
  ['no-program', 'failed', 127, 'command "pyhton" was not found'],
  ['slow', 'timed-out', null, 'ran longer than its timeout of 2 s'],
  ['stubborn', 'timed-out', null, 'ran longer than its timeout of 2 s'],
  [
    'greedy',
    'failed',
    null,
    'was killed by SIGKILL; the kernel killed a process because memory had run out: raise resources.memory',
  ],
  [
    'greedy-child',
    'failed',
    5,
    'exit 5; the kernel killed a process because memory had run out: raise resources.memory',
  ],
  [
    'unwritable',
    'failed',
    1,
    "exit 1: PermissionError in unwritable.py:1: [Errno 13] Permission denied: '/etc/hostile' (a pod can write to its working directory, $TMPDIR and its volumes)",
  ],
  [
    'unresolved',
    'failed',
    null,
    "greeting.txt could not be installed: the package index nowhere.invalid can't be reached, DNS does not know its name: check `python.index`, or set `python.proxy`",
  ],
  ['binary', 'failed', 4, 'exit 4'],
  ['forger', 'failed', 6, 'exit 6'],
  ['scribbling-failure', 'failed', 8, 'exit 8'],
  ['installs-for-ever', 'failed', null, 'the requirements were not installed within 30 s (start_timeout)'],
  ['no-image', 'failed', null, `image "no-such-image:1" ${noImage}`],
  ['unpulled', 'failed', null, 'image "no-such-image:2" is not on the node, and its pull policy is Never'],
  [
    'bad-image',
    'failed',
    null,
    'image "No Such Image" is not a valid image name: repository name (library/No Such Image) must be lowercase',
  ],
  [
    'unplaced',
    'failed',
    null,
    'did not start within 10 s (start_timeout): no node that may take it has the label hostile/nowhere=yes: correct node_selector',
  ],
  [
    'huge',
    'failed',
    null,
    'did not start within 10 s (start_timeout): asks for 100 CPUs; no node that it may run on has as much: lower resources.cpu, or add a larger node',
  ],
  [
    'no-class',
    'failed',
    null,
    'claim "classless" names the storage class "no-such-class", which the cluster does not have: correct it (kubectl get storageclass lists them)',
  ],
  ['evicted', 'failed', null, 'was evicted while it ran: its node was drained, or the cluster was scaled down'],
  [
    'overfull',
    'failed',
    null,
    "was evicted: its volume at /data held more than its limit of 1 MiB: raise the volume's size",
  ],
  ['pod-deleted', 'failed', null, `its pod ${deleted}`],
  ['job-deleted', 'failed', null, `its Job ${deleted}`],
  ['job-orphaned', 'failed', null, `its Job ${deleted}`],
  ['unwanted', 'skipped', null, 'condition `steps.maker.outputs.items[0].n > 5` is false'],
  ['after-exits', 'skipped', null, 'exits failed'],
  ['crashing', 'failed', null, 'the service exited with 9 before it was ready'],
  ['wrong', 'failed', null, 'smoke test GET / answered without "goodbye": hello'],
];
