/** A run that the cluster has, without the folder that it was started from. */
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import { storedBaseline } from '../backends/kubernetes/driving/baseline.ts';
import { drivenNotices } from '../backends/kubernetes/driving/notices.ts';
import { readPlan } from '../backends/kubernetes/driving/stored-run.ts';
import { AutomlError } from '../errors.ts';
import { runsFolder } from '../records/file-store.ts';
import { ClusterRun } from './cluster-run.ts';
import { goOn } from './execute.ts';
import type { BegunRun } from './setup.ts';
import type { Submission } from './submission.ts';
import type { World } from './world.ts';

export interface GoingOn {
  /** How it gets a driver in the cluster, if its plan says so; null: this process drives it where nobody does. */
  readonly submission: Submission | null;
  /** An older commit may replace the services of a newer one. */
  readonly allowsOlder: boolean;
}

const drivingHere: GoingOn = { submission: null, allowsOlder: false };

/** Null: it never got as far as a plan. @throws ApiError */
export async function begunRun(
  cluster: Cluster,
  id: string,
  world: World,
  { submission, allowsOlder }: GoingOn = drivingHere,
): Promise<BegunRun | null> {
  const stored = await readPlan(cluster.api, id);
  if (stored === null) return null;
  const { plan, facts } = stored;
  const run = new ClusterRun({
    cluster,
    world,
    anchor: () => Promise.resolve({ run: facts, created: false }),
    begin: () => Promise.reject(new AutomlError('NOT_FOUND', `the plan of run ${id} is gone`)),
    end: (other, reason) => endRun(cluster, other, reason, world),
    // There is no repository here; the times of the commits tell.
    isBefore: () => Promise.resolve(null),
    allowsOlder,
    submission,
    note: () => undefined,
  });
  return {
    plan,
    prepared: {
      refused: new Map(),
      warnings: [],
      notices: drivenNotices(cluster.api, facts),
      baseline: (running) => storedBaseline(cluster.api, facts.owner, running, world.now()),
      open: (open) => run.open(open),
    },
  };
}

/** A run that nobody drives: cancelled, and seen to its end. */
export async function endRun(cluster: Cluster, id: string, reason: string, world: World): Promise<void> {
  const begun = await begunRun(cluster, id, world);
  // It never had a step: the sweep takes its anchor.
  if (begun === null) return;
  const place = `kubernetes ${cluster.api.namespace}`;
  const about = {
    backend: 'kubernetes',
    place,
    output: 'text',
    logLevel: 'error',
    cancel: reason,
    detach: true,
  } as const;
  await goOn({ begun, id, runs: runsFolder(world.cwd), ...about }, world);
}
