/** Whose CronJobs: those of one workflow file, as they run in one environment. */
import type { KubeApi } from '../client/api.ts';
import type { CronJob } from '../client/types.ts';
import { labels, managed, managedComponent, ofOwner, ownerNotes, type Component } from '../objects/labels.ts';
import { ownerId } from '../objects/owner.ts';
import type { Owner } from '../objects/run-facts.ts';

export interface Project {
  readonly owner: Owner;
  readonly workflow: string;
}

/** Label selector: CronJobs, their Jobs and pods, and what they start from. */
export function ofSchedules({ owner }: Pick<Project, 'owner'>): string {
  return `${ofOwner(ownerId(owner))},${labels.component}=${'schedule' satisfies Component}`;
}

export interface ProjectCronJobs {
  /** By name. */
  readonly own: readonly CronJob[];
  /** Of the same file and environment under another owner: a CI knows a repository by its id, a person by its name. */
  readonly twins: readonly CronJob[];
}

/** @throws ApiError */
export async function cronJobsOf(api: KubeApi, { owner, workflow }: Project): Promise<ProjectCronJobs> {
  const labelSelector = `${managedComponent('schedule')},${managed(workflow)}`;
  const { items } = await api.list('CronJob', { labelSelector });
  const all = [...items].sort((a, b) => nameOf(a).localeCompare(nameOf(b)));
  const isOwn = ({ metadata }: CronJob): boolean => metadata?.labels?.[labels.owner] === ownerId(owner);
  const notes = Object.entries({ [labels.environment]: undefined, ...ownerNotes(owner) });
  const isSame = ({ metadata }: CronJob): boolean =>
    notes.every(([name, value]) => metadata?.annotations?.[name] === value);
  return { own: all.filter(isOwn), twins: all.filter((cronJob) => !isOwn(cronJob) && isSame(cronJob)) };
}

export function nameOf({ metadata }: Pick<CronJob, 'metadata'>): string {
  return metadata?.name ?? '';
}
