/** The objects that a run needs before its first step, and what becomes of them at its end. */
import path from 'node:path';
import type { Plan } from '../../plan/plan.ts';
import type { RunRecord } from '../../records/schema.ts';
import { hashFiles } from '../../source/hash.ts';
import type { Source } from '../../source/source.ts';
import { forgetInputs, forgetSecrets } from './clean-up.ts';
import type { KubeApi } from './client/api.ts';
import type { ConfigMap } from './client/types.ts';
import { holdsBystanders } from './diagnosis/bystanders.ts';
import { pruneHistory } from './history.ts';
import { inLanes } from './lanes.ts';
import { sweepLeftovers, type Sweep } from './leftovers.ts';
import { anchorObject, leftOutOf, planObjects, recordObject } from './objects/anchor.ts';
import { injectedBytes, injectedObjects } from './objects/injected.ts';
import { attemptKey, attemptKeysOf } from './objects/attempt-key.ts';
import { labelValue, ofWork } from './objects/labels.ts';
import type { OwnedRun } from './objects/metadata.ts';
import type { Owner, RunFacts } from './objects/run-facts.ts';
import { secretObject } from './objects/secret.ts';
import { isService } from './objects/service.ts';
import { claimObject } from './objects/store.ts';
import { createFresh, createOwned } from './ownership.ts';
import { makeSourceRoom } from './source-room.ts';

export interface RunRequest {
  readonly api: KubeApi;
  readonly plan: Plan;
  readonly owner: Owner;
  readonly source: Pick<Source, 'root' | 'files'>;
  /** Folder `runner/` of this installation. */
  readonly runner: string;
  /** Values of secrets that belong to this run alone, by the name that steps use. */
  readonly secrets: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly needsStore: boolean;
  readonly assignsUsers: boolean;
  readonly grace: number;
  readonly verbose: boolean;
}

/** A run as its anchor names it. */
export interface AnchoredRun {
  readonly run: OwnedRun;
  readonly anchor: ConfigMap;
  /** It was not there before. */
  readonly created: boolean;
}

/** Makes it, or finds the one that was made before. @throws ApiError @throws NotOurs */
export async function createAnchor(api: KubeApi, plan: Plan, owner: Owner): Promise<AnchoredRun> {
  const identity = { id: plan.run.id, owner, workflow: plan.workflow };
  const { object, created } = await createOwned(api, 'ConfigMap', anchorObject(plan, owner), identity);
  const { name = '', uid = '' } = object.metadata ?? {};
  return { run: { ...identity, anchor: { name, uid } }, anchor: object, created };
}

/** A run of which nothing but its anchor came to be. Best effort: it holds nothing, and the sweep knows it too. */
export async function removeAnchor(api: KubeApi, { anchor }: OwnedRun): Promise<void> {
  await api.delete('ConfigMap', anchor.name, { uid: anchor.uid }).catch(() => false);
}

/**
 * What the anchor takes along when it goes; the plan comes last: where it is, all is there.
 * @throws ApiError @throws NotOurs @throws AutomlError PREFLIGHT for a source that is too large
 */
export async function createRunObjects(request: RunRequest, run: OwnedRun): Promise<RunFacts> {
  const { api, plan, source, runner, secrets, needsStore, assignsUsers, grace, verbose } = request;
  const injected = await injectedObjects(run, { root: source.root, files: source.files, runner });
  await makeSourceRoom(api, run.id, injectedBytes(injected));
  const ownSecrets = [...secrets].map(([name, values]) => ({ name, object: secretObject(run, name, values) }));
  const claim = needsStore && plan.store.claim === undefined ? claimObject(run, plan.store) : null;
  const store = {
    claim: plan.store.claim ?? claim?.metadata?.name ?? '',
    sharesNode: plan.store.accessMode === 'ReadWriteOnce',
  };
  const facts: RunFacts = {
    ...run,
    assignsUsers,
    injected: injected.map(({ metadata }) => metadata?.name ?? ''),
    source: await sourceDigest(plan, source),
    store: needsStore ? store : null,
    ownSecrets: new Map(ownSecrets.map((secret) => [secret.name, secret.object.metadata?.name ?? ''])),
    grace,
    verbose,
  };
  await inLanes(4, [
    ...injected.map((map) => () => createFresh(api, 'ConfigMap', map, run)),
    ...ownSecrets.map((secret) => () => createFresh(api, 'Secret', secret.object, run)),
    ...(claim === null ? [] : [() => createOwned(api, 'PersistentVolumeClaim', claim, run).then(() => undefined)]),
  ]);
  const [first, ...others] = planObjects(facts, plan);
  for (const part of [...others, ...(first === undefined ? [] : [first])])
    await createFresh(api, 'ConfigMap', part, run);
  return facts;
}

/** Without the workflow file: what it says of a service is told apart by itself, and what it says of others must not be. */
export async function sourceDigest(
  { steps, file }: Plan,
  { root, files }: RunRequest['source'],
): Promise<string | null> {
  if (!steps.some((step) => step.skip === undefined && isService(step))) return null;
  const own = path.posix.basename(file);
  return hashFiles(
    root,
    files.filter((name) => name !== own),
  );
}

/** Seconds that the Jobs of a failed run stay, for `kubectl describe` and `kubectl logs`. */
const failedJobsStay = 24 * 3600;

export interface Finish extends Pick<Sweep, 'say'> {
  /** A warning for people. */
  readonly warn: (sentence: string) => void;
}

/**
 * Stores the record, then takes away what only the running needed (the Jobs of a run that succeeded or was cancelled at
 * once, those of a failed one after a day), what is too old, and what others left.
 */
export async function finishRun(
  api: KubeApi,
  facts: RunFacts,
  record: RunRecord,
  { say, warn }: Finish,
): Promise<void> {
  const { object } = await api.create('ConfigMap', recordObject(facts, record));
  const leftOut = leftOutOf(object);
  if (leftOut !== null)
    warn(`the record in the cluster is too large and goes without ${leftOut}: this machine has all of it`);
  await removeJobs(api, facts, record);
  await forgetSecrets(api, facts);
  await forgetInputs(api, facts);
  await pruneHistory(api, facts);
  await sweepLeftovers({ api, run: facts, say });
}

async function removeJobs(api: KubeApi, facts: RunFacts, record: RunRecord): Promise<void> {
  const selection = { labelSelector: ofWork(facts.id) };
  if (record.state !== 'failed') {
    await api.deleteAll('Job', selection);
    return;
  }
  const [{ items }, pods] = await Promise.all([api.list('Job', selection), api.list('Pod', selection)]);
  // Containers of somebody else do not know that the run is over.
  const shared = pods.items.filter(holdsBystanders).map(({ metadata }) => async () => {
    await api.delete('Pod', metadata?.name ?? '');
  });
  const known = keysOf(record);
  const patches = items.map((job) => async () => {
    const name = job.metadata?.name ?? '';
    if (attemptKeysOf(job).some((key) => known.has(key)))
      await api.patch('Job', name, { spec: { ttlSecondsAfterFinished: failedJobsStay } });
    // Its driver was killed before it could say that it had begun it, and it may go on.
    else await api.delete('Job', name);
  });
  await inLanes(8, [...shared, ...patches]);
}

/** Of all attempts that the record knows. */
function keysOf({ steps }: RunRecord): ReadonlySet<string> {
  return new Set(
    steps.flatMap(({ name, children, attempts }) =>
      (children ?? [{ iteration: null, attempts }]).flatMap((task) =>
        task.attempts.map(({ attempt }) => attemptKey(labelValue(name), task.iteration, attempt)),
      ),
    ),
  );
}
