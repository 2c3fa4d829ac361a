/** Two and more replicas of gunicorn: drivers that die while they roll out, other numbers of replicas, a node that goes. */
import { kubectl, makeNamespace } from '../cluster.ts';
import { startSecondNode } from '../extras/second-node.ts';
import type { RunEnded } from '../hostile/run.ts';
import { Deployer } from './deployer.ts';
import { Repository, type Change } from './repository.ts';
import { gunicorn, workflowOf } from './workflow.ts';

interface Scaled {
  /** Pods of the service. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface Replicas {
  /** By the same command again. */
  readonly goneOn: RunEnded;
  /** By the run of the next commit. */
  readonly takenOver: RunEnded;
  /** By the run of the next commit, which is bad as well. */
  readonly undone: { readonly run: RunEnded } & Scaled;
  /** From 2 to 4. */
  readonly up: Scaled;
  /** From 4 to between 2 and 6. */
  readonly autoscaled: Scaled;
  /** A bad revision of it when an autoscaler has made 5 of them, and a good one. */
  readonly spoilt: Scaled;
  readonly revised: Scaled;
  /** From there to 2. */
  readonly down: Scaled;
  /** The node of all of them. */
  readonly drained: Scaled;
  readonly answers: readonly string[];
  readonly failures: readonly string[];
}

const slowStart = 'time.sleep(3)';

export async function playReplicas(image: string): Promise<Replicas> {
  const team = new Deployer(await makeNamespace('gunicorn'), new Repository('gunicorn'));
  const workflow = (replicas: unknown, settings = {}): object =>
    workflowOf('gunicorn', image, { serve: [gunicorn('api', settings, { replicas })] });
  const scaled = async (change: () => Promise<unknown>): Promise<Scaled> => {
    const before = await team.pods('api');
    await change();
    await team.rolledOut();
    return { before, after: await team.pods('api') };
  };
  const scale = (replicas: unknown, revision: string): Promise<Scaled> =>
    scaled(() => team.deploy(JSON.stringify(replicas), { revision, workflow: workflow(replicas) }));
  const kill = async (scene: string, change: Change, ...args: readonly string[]): Promise<void> => {
    team.scene(scene);
    team.repository.commit(change);
    const before = await team.pods('api');
    const { child, ended } = team.start(...args);
    await team.newPod('api', before);
    child.kill('SIGKILL');
    // It leaves no record.
    await ended.catch(() => undefined);
  };

  const crash = { revision: 'bad', first: 'raise RuntimeError("no model here")' };
  await team.ask(await team.deploy('first', { revision: 'one', workflow: workflow(2) }), 'api');
  const key = ['--run-key', `${team.namespace} killed`];
  await kill('killed', { revision: 'two', first: slowStart }, ...key);
  const goneOn = await team.start(...key).ended;
  await kill('killed again', { revision: 'three', first: slowStart });
  const takenOver = await team.deploy('newer', { revision: 'four' });
  const before = await team.pods('api');
  await kill('killed in a bad one', { revision: 'bad', first: 'time.sleep(600)' });
  const bad = await team.deploy('newer and bad', crash);
  await team.rolledOut();
  const undone = { run: bad, before, after: await team.pods('api') };
  const up = await scale(4, 'four');
  const autoscaled = await scale({ min: 2, max: 6 }, 'four');
  // In place of the autoscaler, which would need somebody to measure.
  await kubectl(['scale', 'deployments', '--all', '--replicas=5'], team);
  await team.rolledOut();
  const spoilt = await scaled(() => team.deploy('autoscaled and bad', crash));
  const revised = await scale({ min: 2, max: 6 }, 'five');
  const down = await scale(2, 'five');
  const node = await startSecondNode();
  try {
    await team.deploy('to the second node', { workflow: workflow(2, { pod: node.pod }) });
    team.scene('drain');
    const drained = await scaled(node.drain);
    return { goneOn, takenOver, undone, up, autoscaled, spoilt, revised, down, drained, ...(await team.report()) };
  } finally {
    await node.stop();
  }
}
