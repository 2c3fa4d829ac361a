/** The Job that drives a run: made once, and anew where it has given up before the run was over. */
import type { KubeApi } from '../client/api.ts';
import type { Event, Job, Pod } from '../client/types.ts';
import { endedSentence } from '../diagnosis/ended-pod.ts';
import { troubleOfJob, troubleOfPod } from '../diagnosis/waiting.ts';
import type { Trouble } from '../diagnosis/trouble.ts';
import { madeAt } from '../known-runs.ts';
import { driverExit, driverJob, type DriverOptions } from '../objects/driver.ts';
import { ofComponent } from '../objects/labels.ts';
import { driverName } from '../objects/names.ts';
import { createOwned } from '../ownership.ts';

/** @throws ApiError @throws NotOurs */
export async function makeDriver(api: KubeApi, options: DriverOptions): Promise<void> {
  for (;;) {
    const { object } = await createOwned(api, 'Job', driverJob(options), options.facts);
    if (endOf(object) === null) return;
    const { name = '', uid = '' } = object.metadata ?? {};
    await api.delete('Job', name, { uid });
  }
}

/** There is a Job that drives the run, or will when it can. @throws ApiError */
export async function hasDriver(api: KubeApi, id: string): Promise<boolean> {
  const job = await api.get('Job', driverName(id));
  return job !== null && endOf(job) === null;
}

/** The run is over: a driver that never came is not to come any more. One that has come ends by itself. @throws ApiError */
export async function removeIdleDriver(api: KubeApi, id: string): Promise<void> {
  const job = await api.get('Job', driverName(id));
  if (job === null || endOf(job) !== null || (job.status?.ready ?? 0) > 0) return;
  await api.delete('Job', driverName(id));
}

export interface DriverState {
  /** Why the Job makes no more pods; null: it does. */
  readonly end: string | null;
  /** What keeps its pod from driving, or how the last one ended; null: nothing that is known. */
  readonly trouble: Trouble | null;
  /** Its pod has failed by itself, and the next one is not there yet. */
  readonly hasFailed: boolean;
}

/** @throws ApiError */
export async function driverState(api: KubeApi, id: string): Promise<DriverState> {
  const [job, { items: pods }] = await Promise.all([
    api.get('Job', driverName(id)),
    api.list('Pod', { labelSelector: ofComponent(id, 'driver') }),
  ]);
  const [newest] = [...pods].sort((a, b) => madeAt(b.metadata ?? {}) - madeAt(a.metadata ?? {}));
  const last = newest === undefined || hasLeft(newest) ? null : endedSentence(newest);
  const none = { trouble: null, hasFailed: false };
  if (job === null) return { ...none, end: 'its Job was deleted' };
  const end = endOf(job);
  if (end !== null) return { ...none, end: last ?? end };
  if (last === null) return { ...none, end, trouble: await troubleOf(api, job, newest ?? null) };
  return { end, trouble: { permanent: false, code: 'container', sentence: last, grace: 0 }, hasFailed: true };
}

async function troubleOf(api: KubeApi, job: Job, pod: Pod | null): Promise<Trouble | null> {
  return pod === null ? troubleOfJob(job, await eventsOf(api, job)) : troubleOfPod(pod, await eventsOf(api, pod));
}

/** Without the right to read them less is known. */
async function eventsOf(api: KubeApi, { metadata }: Job | Pod): Promise<readonly Event[]> {
  const selection = { fieldSelector: `involvedObject.uid=${metadata?.uid ?? ''}` };
  const { items } = await api.list('Event', selection).catch(() => ({ items: [] }));
  return items;
}

/** It was told to stop, and another one comes. */
function hasLeft({ status }: Pod): boolean {
  return status?.containerStatuses?.[0]?.state?.terminated?.exitCode === driverExit.left;
}

/** Null: it makes another pod where one is needed. */
function endOf({ status }: Job): string | null {
  const end = status?.conditions?.find(
    ({ type, status: is }) => is === 'True' && (type === 'Complete' || type === 'Failed'),
  );
  if (end === undefined) return null;
  return end.type === 'Complete' ? 'its Job is complete' : (end.message ?? 'its Job has failed');
}
