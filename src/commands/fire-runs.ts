/** The runs of one fire: those that were missed before, its own, and what follows where one fails. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import type { FireOrder } from '../backends/kubernetes/objects/fire-order.ts';
import { labels } from '../backends/kubernetes/objects/labels.ts';
import { anchorName } from '../backends/kubernetes/objects/names.ts';
import { runId } from '../backends/kubernetes/objects/owner.ts';
import { delayOf, missedBefore, type Fire } from '../backends/kubernetes/scheduling/fire-time.ts';
import { AutomlError } from '../errors.ts';
import { systemSleep } from '../http/backoff.ts';
import type { RunRecord } from '../records/schema.ts';

export interface Firing {
  readonly api: KubeApi;
  readonly order: FireOrder;
  readonly fired: Fire;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Aborted when this pod has to go. */
  readonly signal: AbortSignal;
  readonly say: (sentence: string) => void;
  /**
   * Begins a run, or goes on with it; one that is over is not run again. @param at milliseconds since the epoch
   * @param delay milliseconds after `at` at which it was to begin; null: nobody waits for it
   */
  readonly seeToEnd: (id: string, at: number, delay: number | null) => Promise<Pick<RunRecord, 'state'>>;
}

/** Each when the one before is over. @throws AutomlError DETACHED when this pod has to go: the next one goes on @throws ApiError */
export async function fireRuns(firing: Firing): Promise<void> {
  const { api, order, fired, now, signal, say } = firing;
  const { at } = fired;
  if (fired.isByHand) {
    await runOf(firing, at, null);
    return;
  }
  if (await isOutdated(firing)) {
    say(`nothing is run for ${new Date(at).toISOString()}: the schedule fires at these times since then only`);
    return;
  }
  const delay = delayOf(order.schedule, fired.key(at));
  const due = at + delay;
  if (due > now()) say(`begins at ${new Date(due).toISOString()} (jitter)`);
  await systemSleep(Math.max(0, due - now()), signal);
  const { times, left } = missedBefore(order.schedule, await api.get('CronJob', fired.cronJob.name), at);
  if (left > 0) say(`${times.length + left} fires were missed: only the last ${times.length} are made up for`);
  // A fire that overlaps with others, or takes their place, leaves to them what they have begun.
  const open = order.schedule.concurrency === 'forbid' ? times : await notBegunBefore(firing, times);
  for (const time of [...open, at]) {
    if (time !== at) say(`makes up for ${new Date(time).toISOString()}`);
    await runOf(firing, time, time === at ? delay : null);
    await noteCaughtUp(api, fired, time);
  }
}

/**
 * The controller makes up for the last time before a schedule was resumed, or came to fire at other times; nobody wants that.
 * What was begun is seen to its end all the same.
 */
async function isOutdated({ api, fired }: Firing): Promise<boolean> {
  const meta = await api.getMeta('CronJob', fired.cronJob.name);
  const since = Date.parse(meta?.annotations?.[labels.since] ?? '') || 0;
  return fired.at < since && (await api.getMeta('ConfigMap', anchorOf(fired, fired.at))) === null;
}

/** Without those that another Job has begun. */
async function notBegunBefore({ api, fired }: Firing, times: readonly number[]): Promise<readonly number[]> {
  const open: number[] = [];
  for (const time of times) {
    const anchor = await api.getMeta('ConfigMap', anchorOf(fired, time));
    if (anchor === null || Date.parse(anchor.creationTimestamp ?? '') >= fired.made) open.push(time);
  }
  return open;
}

function anchorOf(fired: Fire, at: number): string {
  return anchorName(idOf(fired, at, 1));
}

function idOf({ key }: Fire, at: number, attempt: number): string {
  return runId(`${key(at)} #${attempt}`);
}

/** A run that failed is followed by further ones. */
async function runOf({ order, fired, signal, say, seeToEnd }: Firing, at: number, delay: number | null): Promise<void> {
  const { retries } = order.schedule;
  for (let attempt = 1; ; attempt++) {
    if (signal.aborted) throw toldToStop();
    const { state } = await seeToEnd(idOf(fired, at, attempt), at, attempt === 1 ? delay : null);
    if (state !== 'failed' || attempt > retries) return;
    say(`the run has failed: run ${attempt + 1} of ${retries + 1} follows`);
  }
}

/** By which later fires know what was missed. @throws ApiError */
async function noteCaughtUp(api: KubeApi, { cronJob: { name } }: Fire, at: number): Promise<void> {
  const meta = await api.getMeta('CronJob', name);
  const known = Date.parse(meta?.annotations?.[labels.caughtUp] ?? '') || 0;
  if (meta === null || known >= at) return;
  const annotations = { [labels.caughtUp]: new Date(at).toISOString() };
  await api.patch('CronJob', name, { metadata: { annotations } });
}

export function toldToStop(): AutomlError {
  return new AutomlError('DETACHED', 'was told to stop: the next pod goes on');
}
