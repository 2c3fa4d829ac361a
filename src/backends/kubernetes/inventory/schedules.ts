/** The schedules of a namespace: CronJobs that were made for workflows. */
import type { KnownSchedule } from '../../../schedule/store.ts';
import type { KubeApi } from '../client/api.ts';
import type { CronJob } from '../client/types.ts';
import { labels, managedComponent } from '../objects/labels.ts';
import { nameOf } from '../scheduling/project.ts';
import { knownSchedule } from '../scheduling/store.ts';

export interface DeployedSchedule extends KnownSchedule {
  /** Of the CronJob. */
  readonly object: string;
  readonly workflow: string;
  /** As people know it: `github.com/acme/models`. */
  readonly repository: string;
  readonly file: string;
  readonly concurrency: 'forbid' | 'replace' | 'allow';
  /** ISO time since when it is suspended; null: it is not, or nobody has noted it. */
  readonly suspendedSince: string | null;
  /** That its runs are of; null: of a branch, or of files without one. */
  readonly commit: string | null;
}

/** By workflow and name. @throws ApiError */
export async function deployedSchedules(api: KubeApi): Promise<readonly DeployedSchedule[]> {
  const { items } = await api.list('CronJob', { labelSelector: managedComponent('schedule') });
  return items.map(deployed).sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

function deployed(cronJob: CronJob): DeployedSchedule {
  const { metadata, spec } = cronJob;
  const { labels: own = {}, annotations = {} } = metadata ?? {};
  const known = knownSchedule(cronJob);
  return {
    ...known,
    object: nameOf(cronJob),
    workflow: own[labels.workflow] ?? '',
    repository: annotations[labels.repository] ?? '',
    file: annotations[labels.file] ?? '',
    concurrency: concurrencyOf(spec.concurrencyPolicy),
    suspendedSince: known.suspended === null ? null : (annotations[labels.suspendedAt] ?? null),
    commit: annotations[labels.commit] ?? null,
  };
}

function concurrencyOf(policy: string | undefined): DeployedSchedule['concurrency'] {
  return policy === 'Forbid' ? 'forbid' : policy === 'Replace' ? 'replace' : 'allow';
}

function keyOf({ workflow, name, object }: DeployedSchedule): string {
  return [workflow, name, object].join(' ');
}
