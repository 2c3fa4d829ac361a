/** Which fire of a schedule a Job stands for, and when its run begins. */
import { createHash } from 'node:crypto';
import { AutomlError } from '../../../errors.ts';
import { firesBetween } from '../../../schedule/fires.ts';
import type { CronJob, Job } from '../client/types.ts';
import { byHand } from '../objects/cron-job.ts';
import type { FireOrder } from '../objects/fire-order.ts';
import { labels } from '../objects/labels.ts';

export interface Fire {
  readonly cronJob: { readonly name: string; readonly uid: string };
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** When its Job was made, in milliseconds since the epoch by the server's clock. */
  readonly made: number;
  /** A person has started it: it stands for no fire, even where one has the same time. */
  readonly isByHand: boolean;
  /** The same for the same fire, and for no other. */
  readonly key: (at: number) => string;
}

/** Of the controller: https://kubernetes.io/docs/reference/labels-annotations-taints/#batch-kubernetesio-cronjob-scheduled-timestamp */
const scheduled = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** @throws AutomlError USAGE for a Job that no CronJob owns */
export function fireOf({ metadata = {} }: Job): Fire {
  const { name = '', uid = '', annotations = {}, ownerReferences = [] } = metadata;
  const cronJob = ownerReferences.find(({ kind }) => kind === 'CronJob');
  if (cronJob === undefined) throw new AutomlError('USAGE', `job/${name} is not of a CronJob`);
  const isByHand = annotations[byHand] !== undefined;
  const made = Date.parse(metadata.creationTimestamp ?? '') || 0;
  // `kubectl create job --from` says no time.
  const other = isByHand ? made : fromName(name);
  const at = Date.parse(annotations[isByHand ? labels.scheduledAt : scheduled] ?? '') || other;
  // Only a person asks for the same time twice.
  const key = (time: number): string => `${isByHand ? uid : cronJob.uid} ${new Date(time).toISOString()}`;
  return { cronJob: { name: cronJob.name, uid: cronJob.uid }, at, made, isByHand, key };
}

/** The controller names a Job by the minute. */
function fromName(name: string): number {
  return Number(/-(\d+)$/.exec(name)?.[1] ?? 0) * 60_000;
}

/** Milliseconds after its time at which a run begins: for the same schedule and time always the same. */
export function delayOf({ name, jitter }: Pick<FireOrder['schedule'], 'name' | 'jitter'>, key: string): number {
  const hash = createHash('sha256').update(`${name} ${key}`).digest();
  return Math.floor((hash.readUInt32BE(0) / 2 ** 32) * jitter * 1000);
}

/** Fires that are made up for by one that comes late: more would keep it from its own for days. */
const mostCaughtUp = 100;

export interface CatchUp {
  /** Milliseconds since the epoch, the oldest first. */
  readonly times: readonly number[];
  /** How many more were missed before those. */
  readonly left: number;
}

/** What nothing was run for before a fire. @param cronJob null: it was deleted meanwhile */
export function missedBefore(schedule: FireOrder['schedule'], cronJob: CronJob | null, at: number): CatchUp {
  if (schedule.catchUp !== 'all' || cronJob === null) return { times: [], left: 0 };
  const { [labels.since]: since = '', [labels.caughtUp]: caughtUp = '' } = cronJob.metadata?.annotations ?? {};
  const from = Math.max(Date.parse(since) || at, Date.parse(caughtUp) || 0);
  const missed = firesBetween(schedule, from, at - 1, Infinity);
  return { times: missed.slice(-mostCaughtUp), left: Math.max(0, missed.length - mostCaughtUp) };
}
