/** What the cluster can tell before a run starts: everything that is in its way, at once. Nothing is created. */
import type { Plan } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import { judgeCapacity } from './capacity.ts';
import { driverProblem } from './driver.ts';
import { judgeExposure } from './exposure.ts';
import { missingRights, rightsSentence } from './missing-rights.ts';
import { refuseMissingObjects } from './named-objects.ts';
import { noticeWarnings } from './notices.ts';
import { readNamespace } from './namespace.ts';
import { refuseByProject } from './project.ts';
import { rightsFor, type Right } from './rights.ts';
import { keepsFiles, needsStore, storeProblem } from './store.ts';

export interface ClusterFacts {
  readonly api: KubeApi;
  /** What steps get to see of the project, relative to its root. */
  readonly files: readonly string[];
  /** Names of the secrets whose values the run brings. */
  readonly ownSecrets: ReadonlySet<string>;
  /** The run sees to CronJobs; absent: it does not. */
  readonly cronJobs?: boolean;
}

export interface ClusterPreflight {
  /** A sentence for each step that can't run. */
  readonly refused: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
  /** Sentences about the run as a whole: with any of them it can't start. */
  readonly problems: readonly string[];
  readonly namespace: {
    /** Pods get their user from the namespace (OpenShift), and must not name one. */
    readonly assignsUsers: boolean;
  };
}

/** @throws ApiError when the cluster can't be asked at all */
export async function preflight(
  plan: Plan,
  { api, files, ownSecrets, cronJobs = false }: ClusterFacts,
): Promise<ClusterPreflight> {
  const rights = rightsFor(plan, { ownSecrets: ownSecrets.size > 0, cronJobs });
  const [namespace, missing, objects, capacity, exposure, store, driver, untold] = await Promise.all([
    readNamespace(api),
    missingRights(
      api,
      rights.filter(({ need }) => need !== 'optional'),
    ),
    refuseMissingObjects(plan, api, ownSecrets),
    judgeCapacity(plan, api),
    judgeExposure(plan, api),
    needsStore(plan) ? storeProblem(plan, api) : null,
    driverProblem(plan, api),
    noticeWarnings(plan, api, ownSecrets),
  ]);
  const refusals = refuseByProject(plan, files);
  const { assignsUsers, problem } = namespace;
  // In a namespace that is not there everything is missing: that is one problem, not twenty.
  if (problem !== null) {
    return { refused: refusals.toMap(), warnings: [], problems: [problem], namespace: { assignsUsers } };
  }
  refusals.addAll(objects);
  if (store !== null) for (const step of plan.steps.filter(keepsFiles)) refusals.add(step.name, store);
  refusals.addAll(capacity.refusals);
  refusals.addAll(exposure.refusals);
  const lacks = await rightsSentence(
    api,
    (missing ?? []).filter(({ need }) => need === 'required'),
    { file: plan.file, ownSecrets },
  );
  return {
    refused: refusals.toMap(),
    warnings: [...capacity.warnings, ...exposure.warnings, ...untold, ...rightsWarnings(missing)],
    problems: [lacks, driver].filter((sentence) => sentence !== null),
    namespace: { assignsUsers },
  };
}

function rightsWarnings(missing: readonly Right[] | null): readonly string[] {
  if (missing === null)
    return ['the cluster does not say which rights the account has: a right that is missing shows when it is used'];
  const events = missing.some(({ need, resource }) => need === 'wanted' && resource === 'events');
  return events ? ['the account may not read events: why a pod waits will stay unknown'] : [];
}
