/** Runs in a cluster. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import { refusedNotices } from '../backends/kubernetes/driving/notices.ts';
import { storedBaseline } from '../backends/kubernetes/driving/baseline.ts';
import { isOver } from '../backends/kubernetes/driving/stored-run.ts';
import { anchorName } from '../backends/kubernetes/objects/names.ts';
import { runId } from '../backends/kubernetes/objects/owner.ts';
import { refuseEmptySecrets } from '../backends/kubernetes/objects/secret.ts';
import { needsStore } from '../backends/kubernetes/preflight/store.ts';
import { createAnchor, createRunObjects, removeAnchor } from '../backends/kubernetes/run-objects.ts';
import { AutomlError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { runsFolder } from '../records/file-store.ts';
import { newWideRunId } from '../records/run-id.ts';
import type { Source } from '../source/source.ts';
import type { Workflow } from '../workflow/model.ts';
import { begunRun, endRun } from './begun-run.ts';
import { checkCluster } from './cluster-check.ts';
import { hasClusterSchedules } from './scheduled-environment.ts';
import { ClusterRun } from './cluster-run.ts';
import type { ExecuteRequest } from './execute.ts';
import { keepsSchedules, tryToKeepSchedules } from './keep-schedules.ts';
import { ciRunKey } from './run-key.ts';
import type { PreparedRun, RunSetup } from './setup.ts';
import { submissionOf, type Submission } from './submission.ts';
import { PreviewSweep } from './sweep-previews.ts';
import type { World } from './world.ts';

/** The cluster's scheduler and quota decide how many pods run; this only bounds what is asked of the API server at once. */
export const stepsAtOnce = 200;

export async function kubernetesSetup(
  request: ExecuteRequest,
  cluster: Cluster,
  recordsRoot: string,
  world: World,
): Promise<RunSetup> {
  const { id, isBegun } = await chooseRun(request, cluster, recordsRoot, world);
  const allowsOlder = request.allowOlder === true;
  const submission = submissionOf({ detach: request.detach === true, allowsOlder }, world);
  const previews = new PreviewSweep();
  return {
    backend: 'kubernetes',
    place: `kubernetes ${cluster.api.namespace}`,
    parallel: stepsAtOnce,
    runId: id,
    begun: isBegun ? await begunRun(cluster, id, world, { submission, allowsOlder }) : null,
    prepare: (plan, source, workflow) =>
      prepare({ plan, source, workflow }, { ...request, submission, previews }, cluster, world),
    close: async () => {
      await previews.close();
      await cluster.close();
    },
  };
}

/**
 * A key names one run after another: each time that it is used again when the run before is over, it stands for the
 * next; until then for that one.
 */
async function chooseRun(
  request: ExecuteRequest,
  { api }: Cluster,
  recordsRoot: string,
  world: World,
): Promise<{ readonly id: string; readonly isBegun: boolean }> {
  if (request.runId !== undefined) return { id: request.runId, isBegun: false };
  const runKey = request.runKey ?? ciRunKey(request, world.env);
  if (runKey === null) return { id: newWideRunId(world.random), isBegun: false };
  for (let generation = 1; ; generation++) {
    const id = runId(`${runKey}#${String(generation)}`);
    if ((await api.get('ConfigMap', anchorName(id))) !== null) {
      if (!(await isOver(api, id))) return { id, isBegun: true };
    } else if (!existsSync(path.join(runsFolder(recordsRoot), id))) return { id, isBegun: false };
  }
}

async function prepare(
  { plan, source, workflow }: { readonly plan: Plan; readonly source: Source; readonly workflow: Workflow },
  request: ExecuteRequest & { readonly submission: Submission; readonly previews: PreviewSweep },
  cluster: Cluster,
  world: World,
): Promise<PreparedRun> {
  const { api } = cluster;
  const { secrets, owner, isBefore, allowsOlder, grace, ...found } = await checkCluster(
    plan,
    source,
    { ...request, usesCronJobs: hasClusterSchedules(workflow) && keepsSchedules(plan, workflow) },
    api,
    world,
  );
  if (found.problems.length > 0) throw new AutomlError('PREFLIGHT', found.problems.join('\n'));
  const { assignsUsers } = found.namespace;
  const keeping = { api, plan, workflow, source, owner, assignsUsers, allowsOlder };
  let isNew = false;
  let people: Parameters<typeof tryToKeepSchedules>[1] | null = null;
  const run = new ClusterRun({
    cluster,
    world,
    isBefore,
    allowsOlder,
    submission: request.submission,
    end: (other, reason) => endRun(cluster, other, reason, world),
    note: (sentence) => {
      if (request.logLevel === 'debug') world.err.write(`${sentence}\n`);
    },
    anchor: async (running) => {
      refuseEmptySecrets(secrets);
      const anchored = await createAnchor(api, running, owner);
      isNew = anchored.created;
      return anchored;
    },
    begin: async (fenced, anchored, running) => {
      try {
        const facts = await createRunObjects(
          {
            api: fenced,
            plan: running,
            owner,
            source,
            runner: path.join(world.home, 'runner'),
            secrets,
            needsStore: needsStore(running),
            assignsUsers,
            grace,
            verbose: request.logLevel === 'debug',
          },
          anchored,
        );
        if (people !== null) await tryToKeepSchedules(keeping, people, world);
        if (people !== null && request.forge !== undefined)
          request.previews.begin({ api, owner, plan, forge: request.forge }, people, world);
        return facts;
      } catch (error) {
        // One that was there before may have been begun by somebody else.
        if (isNew) await removeAnchor(fenced, anchored);
        throw error;
      }
    },
  });
  const notices = refusedNotices(api, secrets);
  const open: PreparedRun['open'] = (running) => {
    people = running;
    return run.open(running);
  };
  const baseline: PreparedRun['baseline'] = (running) => storedBaseline(api, owner, running, world.now());
  return { refused: found.refused, warnings: found.warnings, notices, baseline, open };
}
