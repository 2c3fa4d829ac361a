/** The objects that a run needs before its first step, and what becomes of them at its end. */
import type { Plan } from '../../plan/plan.ts';
import { canonical } from '../../records/canonical.ts';
import type { RunRecord } from '../../records/schema.ts';
import type { Source } from '../../source/source.ts';
import type { KubeApi } from './client/api.ts';
import type { Kind, Kinds } from './client/types.ts';
import { holdsBystanders } from './diagnosis/bystanders.ts';
import { forgetSecrets, pruneHistory } from './history.ts';
import { inLanes } from './lanes.ts';
import { anchorObject, planObjects, recordObject } from './objects/anchor.ts';
import { injectedObjects } from './objects/injected.ts';
import { ofRun } from './objects/labels.ts';
import type { OwnedRun } from './objects/metadata.ts';
import type { Owner, RunFacts } from './objects/run-facts.ts';
import { refuseEmptySecrets, secretObject } from './objects/secret.ts';
import { claimObject } from './objects/store.ts';
import { createOwned } from './ownership.ts';

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

/**
 * Makes them, or finds those that were made before.
 * @throws ApiError @throws NotOurs @throws AutomlError PREFLIGHT for a source that is too large
 */
export async function createRunObjects(request: RunRequest): Promise<RunFacts> {
  const { api, plan, owner } = request;
  refuseEmptySecrets(request.secrets);
  const identity = { id: plan.run.id, owner, workflow: plan.workflow };
  const { object, created } = await createOwned(api, 'ConfigMap', anchorObject(plan, owner), identity);
  const { name = '', uid = '' } = object.metadata ?? {};
  try {
    return await createDependents(request, { ...identity, anchor: { name, uid } });
  } catch (error) {
    // Best effort: the first error is the one that counts. An anchor that was there before may be of a run that has ended.
    if (created) await api.delete('ConfigMap', name, { uid }).catch(() => false);
    throw error;
  }
}

/** What the anchor takes along when it goes. */
async function createDependents(request: RunRequest, run: OwnedRun): Promise<RunFacts> {
  const { api, plan, source, runner, secrets, needsStore, assignsUsers, grace, verbose } = request;
  const injected = await injectedObjects(run, { root: source.root, files: source.files, runner });
  const ownSecrets = [...secrets].map(([name, values]) => ({ name, object: secretObject(run, name, values) }));
  const claim = needsStore && plan.store.claim === undefined ? claimObject(run, plan.store) : null;
  const make = <K extends Kind>(kind: K, object: Kinds[K]) => {
    return () => createOwned(api, kind, object, run).then(() => undefined);
  };
  await inLanes(4, [
    ...[...planObjects(run, plan), ...injected].map((map) => make('ConfigMap', map)),
    ...ownSecrets.map((secret) => make('Secret', secret.object)),
    ...(claim === null ? [] : [make('PersistentVolumeClaim', claim)]),
  ]);
  const store = {
    claim: plan.store.claim ?? claim?.metadata?.name ?? '',
    sharesNode: plan.store.accessMode === 'ReadWriteOnce',
  };
  return {
    ...run,
    assignsUsers,
    injected: injected.map(({ metadata }) => metadata?.name ?? ''),
    store: needsStore ? store : null,
    ownSecrets: new Map(ownSecrets.map((secret) => [secret.name, secret.object.metadata?.name ?? ''])),
    grace,
    verbose,
  };
}

/** Seconds that the Jobs of a failed run stay, for `kubectl describe` and `kubectl logs`. */
const failedJobsStay = 24 * 3600;

/**
 * Stores the record, then takes away what only the running needed (the Jobs of a run that succeeded or was cancelled at
 * once, those of a failed one after a day) and what is too old.
 */
export async function finishRun(api: KubeApi, facts: RunFacts, record: RunRecord): Promise<void> {
  await api.create('ConfigMap', recordObject(facts, record, canonical(record)));
  await removeJobs(api, facts, record);
  await forgetSecrets(api, facts);
  await pruneHistory(api, facts);
}

async function removeJobs(api: KubeApi, facts: RunFacts, record: RunRecord): Promise<void> {
  const selection = { labelSelector: ofRun(facts.id) };
  if (record.state !== 'failed') {
    await api.deleteAll('Job', selection);
    return;
  }
  const [{ items }, pods] = await Promise.all([api.list('Job', selection), api.list('Pod', selection)]);
  // Containers of somebody else do not know that the run is over.
  const shared = pods.items.filter(holdsBystanders).map(({ metadata }) => async () => {
    await api.delete('Pod', metadata?.name ?? '');
  });
  const patches = items.map(({ metadata }) => async () => {
    await api.patch('Job', metadata?.name ?? '', { spec: { ttlSecondsAfterFinished: failedJobsStay } });
  });
  await inLanes(8, [...shared, ...patches]);
}
