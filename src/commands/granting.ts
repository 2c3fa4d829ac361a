/** What `rbac` and `setup` share: from what was asked for to what is granted. */
import { identityAnnotations, type CloudIdentity } from '../backends/kubernetes/rights/cloud-identity.ts';
import type { Grant } from '../backends/kubernetes/rights/grant.ts';
import { driverAccount } from '../backends/kubernetes/objects/driver.ts';
import { roleName } from '../backends/kubernetes/objects/names.ts';
import { clusterRights, rightsFor, rightsForAny } from '../backends/kubernetes/preflight/rights.ts';
import { rightsOf, type Whom } from '../backends/kubernetes/preflight/verb-rights.ts';
import type { Subject } from '../backends/kubernetes/client/types.ts';
import { AutomlError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import { plainDriver } from '../workflow/driver.ts';
import { loadTarget } from './prepare.ts';
import { hasClusterSchedules } from './scheduled-environment.ts';
import { wholePlan } from './whole-plan.ts';
import type { World } from './world.ts';

export interface GrantRequest extends CloudIdentity {
  /** Folder or workflow file. */
  readonly target: string;
  /** Whatever any file may need, in place of the target's. */
  readonly all: boolean;
  readonly for: Whom;
  readonly name?: string;
  readonly serviceAccount?: string;
  /** `user:NAME`, `group:NAME`, `serviceaccount:NAMESPACE/NAME` */
  readonly subjects: readonly string[];
  /** `KEY=VALUE` */
  readonly annotations: readonly string[];
  /** Names of secrets whose values runs bring. */
  readonly secrets: readonly string[];
  /** Also what can only be read in the whole cluster. */
  readonly cluster: boolean;
}

/** @throws AutomlError USAGE @throws InvalidFile */
export function grantOf(request: GrantRequest, namespace: string, world: World): Grant {
  const asking = request.all ? null : askingFile(request.target, world);
  const plan = asking?.plan ?? null;
  const ownSecrets = request.secrets.length > 0;
  const run = asking === null ? rightsForAny() : rightsFor(asking.plan, { ownSecrets, cronJobs: asking.cronJobs });
  const name = request.name ?? usualName(plan, request.for);
  const subjects = request.subjects.map((text) => subjectOf(text, namespace));
  // Somebody who is there already needs no account.
  const account = request.serviceAccount ?? (subjects.length === 0 ? name : null);
  return {
    namespace,
    name,
    account,
    driverAccount: request.for === 'ci' ? driverOf(asking, account) : null,
    subjects,
    stepAccounts: request.for === 'ci' ? stepAccounts(plan) : [],
    annotations: { ...identityAnnotations(request), ...Object.fromEntries(request.annotations.map(annotationOf)) },
    rights: rightsOf(request.for, run),
    clusterRights: request.cluster ? clusterRights : [],
  };
}

/** Names of the Secrets that the file pulls images with. @throws InvalidFile */
export function pullSecrets({ all, target }: Pick<GrantRequest, 'all' | 'target'>, world: World): readonly string[] {
  return all ? [] : [...new Set(askingFile(target, world).plan.steps.flatMap(({ pod }) => pod.imagePullSecrets))];
}

interface Asking {
  readonly plan: Plan;
  /** Its schedules are CronJobs. */
  readonly cronJobs: boolean;
}

function askingFile(target: string, world: World): Asking {
  const loaded = loadTarget({ target, params: [] }, world);
  return { plan: wholePlan(loaded, 'rbac', world), cronJobs: hasClusterSchedules(loaded.workflow) };
}

function usualName(plan: Plan | null, whom: Whom): string {
  const name = plan === null ? 'automl' : roleName(plan.workflow);
  return whom === 'ci' ? name : `${name}-${whom}`;
}

/** Null too where the driver has the account that is made anyway. */
function driverOf(asking: Asking | null, account: string | null): string | null {
  const driver = asking?.plan.driver ?? (asking?.cronJobs === true ? plainDriver : null);
  if (asking === null || driver === null) return null;
  const own = driverAccount(asking.plan, driver);
  return own === account ? null : own;
}

function stepAccounts(plan: Plan | null): readonly string[] {
  return [...new Set(plan?.steps.flatMap(({ pod }) => pod.serviceAccount ?? []))].sort();
}

function subjectOf(text: string, namespace: string): Subject {
  const [, kind = '', name = ''] = /^(user|group|serviceaccount):(.+)$/i.exec(text) ?? [];
  const apiGroup = 'rbac.authorization.k8s.io';
  switch (kind.toLowerCase()) {
    case 'user':
      return { kind: 'User', apiGroup, name };
    case 'group':
      return { kind: 'Group', apiGroup, name };
    case 'serviceaccount': {
      const [last = '', place = namespace] = name.split('/').reverse();
      return { kind: 'ServiceAccount', name: last, namespace: place };
    }
    default:
      throw new AutomlError('USAGE', `--subject ${text}: write user:NAME, group:NAME or serviceaccount:NAMESPACE/NAME`);
  }
}

function annotationOf(text: string): readonly [string, string] {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new AutomlError('USAGE', `--annotation ${text}: write KEY=VALUE`);
  return [key, value];
}
