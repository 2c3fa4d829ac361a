/** What is looked at in a cluster before a run, and by who only wants to know. Changes nothing. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import type { Owner } from '../backends/kubernetes/objects/run-facts.ts';
import { isService } from '../backends/kubernetes/objects/service.ts';
import { preflight, type ClusterPreflight } from '../backends/kubernetes/preflight/preflight.ts';
import { olderCommit } from '../backends/kubernetes/serving/commit-order.ts';
import { readSecrets } from '../backends/local/secrets.ts';
import type { Plan } from '../plan/plan.ts';
import { isAncestor } from '../source/git.ts';
import type { Source } from '../source/source.ts';
import type { ExecuteRequest } from './execute.ts';
import { ownerOf } from './owner.ts';
import type { World } from './world.ts';

export interface CheckRequest extends Pick<
  ExecuteRequest,
  'repository' | 'alias' | 'secretFiles' | 'secretLines' | 'allowOlder' | 'grace'
> {
  /** The run sees to CronJobs; absent: it does not. */
  readonly usesCronJobs?: boolean;
}

export interface ClusterCheck extends ClusterPreflight {
  readonly owner: Owner;
  /** Values that were given for this run alone. */
  readonly secrets: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Whether the commit of a plan comes before another one; null: nobody here knows. */
  readonly isBefore: (plan: Pick<Plan, 'commit'>, other: string) => Promise<boolean | null>;
  readonly allowsOlder: boolean;
  /** Seconds between TERM and KILL. */
  readonly grace: number;
}

export async function checkCluster(
  plan: Plan,
  source: Source,
  request: CheckRequest,
  api: KubeApi,
  world: World,
): Promise<ClusterCheck> {
  // Only what was given for this run: the files below .automl/ are for runs on this machine.
  const secrets = await readSecrets([], {
    files: request.secretFiles,
    lines: request.secretLines,
    root: source.root,
    cwd: world.cwd,
    isTracked: () => Promise.resolve(false),
  });
  const owner = await ownerOf(request, { root: source.root, file: plan.file, environment: plan.environment }, world);
  const found = await preflight(plan, {
    api,
    files: source.files,
    ownSecrets: new Set(secrets.keys()),
    cronJobs: request.usesCronJobs === true,
  });
  const isBefore: ClusterCheck['isBefore'] = ({ commit }, other) =>
    commit.head === null ? Promise.resolve(null) : isAncestor(source.root, commit.head, other);
  const common = { owner, secrets, isBefore, allowsOlder: request.allowOlder === true, grace: request.grace ?? 10 };
  if (found.problems.length > 0) return { ...found, ...common };
  const refused = new Map(found.refused);
  const serving = plan.steps.filter((step) => step.skip === undefined && isService(step));
  const order = { ...common, commit: plan.commit, isBefore: (other: string) => isBefore(plan, other) };
  const older = serving.length === 0 ? null : await olderCommit(api, owner, order);
  if (older !== null) for (const { name } of serving) refused.set(name, older.message);
  return { ...found, ...common, refused };
}
