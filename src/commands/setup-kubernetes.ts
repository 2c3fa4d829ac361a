/** Runs in a cluster. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { KubernetesBackend } from '../backends/kubernetes/backend.ts';
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import { anchorName } from '../backends/kubernetes/objects/names.ts';
import { runId } from '../backends/kubernetes/objects/owner.ts';
import { Pages } from '../backends/kubernetes/pages.ts';
import { preflight } from '../backends/kubernetes/preflight/preflight.ts';
import { needsStore } from '../backends/kubernetes/preflight/store.ts';
import { createRunObjects, finishRun } from '../backends/kubernetes/run-objects.ts';
import { readSecrets } from '../backends/local/secrets.ts';
import { AutomlError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { runsFolder } from '../records/file-store.ts';
import { newWideRunId } from '../records/run-id.ts';
import type { Source } from '../source/source.ts';
import type { ExecuteRequest } from './execute.ts';
import { ownerOf } from './owner.ts';
import type { OpenRun, OpenedRun, PreparedRun, RunSetup } from './setup.ts';
import type { World } from './world.ts';

/** The cluster's scheduler and quota decide how many pods run; this only bounds what is asked of the API server at once. */
const stepsAtOnce = 200;

export async function kubernetesSetup(
  request: ExecuteRequest,
  cluster: Cluster,
  root: string,
  world: World,
): Promise<RunSetup> {
  return {
    backend: 'kubernetes',
    place: `kubernetes ${cluster.api.namespace}`,
    parallel: stepsAtOnce,
    runId: await chooseRunId(request, cluster, root, world),
    prepare: (plan, source) => prepare(plan, source, request, cluster, world),
    close: () => cluster.close(),
  };
}

/** A key names one run after another: each time that it is used again, it stands for the next. */
async function chooseRunId({ runKey }: ExecuteRequest, { api }: Cluster, root: string, world: World): Promise<string> {
  if (runKey === undefined) return newWideRunId(world.random);
  for (let generation = 1; ; generation++) {
    const id = runId(`${runKey}#${String(generation)}`);
    const known = existsSync(path.join(runsFolder(root), id)) || (await api.get('ConfigMap', anchorName(id))) !== null;
    if (!known) return id;
  }
}

async function prepare(
  plan: Plan,
  source: Source,
  request: ExecuteRequest,
  cluster: Cluster,
  world: World,
): Promise<PreparedRun> {
  const { api } = cluster;
  // Only what was given for this run: the files below .automl/ are for runs on this machine.
  const secrets = await readSecrets([], {
    files: request.secretFiles,
    lines: request.secretLines,
    root: source.root,
    cwd: world.cwd,
    isTracked: () => Promise.resolve(false),
  });
  const owner = await ownerOf(request, { root: source.root, file: plan.file, environment: plan.environment }, world);
  const found = await preflight(plan, { api, files: source.files, ownSecrets: new Set(secrets.keys()) });
  if (found.problems.length > 0) throw new AutomlError('PREFLIGHT', found.problems.join('\n'));
  return {
    refused: found.refused,
    warnings: found.warnings,
    open: (run) => open(run),
  };

  async function open({ plan: running, writer, onEnded, onOutput, warn }: OpenRun): Promise<OpenedRun> {
    const facts = await createRunObjects({
      api,
      plan: running,
      owner,
      source,
      runner: path.join(world.home, 'runner'),
      secrets,
      needsStore: needsStore(running),
      assignsUsers: found.namespace.assignsUsers,
      grace: request.grace ?? 10,
      verbose: request.logLevel === 'debug',
    });
    const pages = new Pages({ api, facts, journal: writer.journal, warn });
    const backend = new KubernetesBackend({
      api,
      plan: running,
      facts,
      logPath: (task, attempt) => writer.logPath(task, attempt),
      onEnded,
      onOutput,
    });
    return {
      backend,
      journal: pages,
      finish: async (record) => {
        await pages.close();
        await finishRun(api, facts, record);
      },
    };
  }
}
