/** What a CronJob says of its schedule, in words, and how that differs from what it said before. */
import type { CronJob } from '../client/types.ts';
import { readFireOrder, type FireOrder } from '../objects/fire-order.ts';
import { labels } from '../objects/labels.ts';
import { nameOf } from './project.ts';

/** The order that its pods get; null: another version of this program has written it, or somebody else. */
export function orderOf({ spec }: CronJob): FireOrder | null {
  const [container] = spec.jobTemplate.spec?.template.spec?.containers ?? [];
  const env = (container?.env ?? []).flatMap(({ name, value }) =>
    value === undefined ? [] : [[name, value] as const],
  );
  try {
    return readFireOrder(Object.fromEntries(env));
  } catch {
    return null;
  }
}

/** Its name in the file. */
export function scheduleOf(cronJob: CronJob): string {
  return orderOf(cronJob)?.schedule.name ?? cronJob.metadata?.labels?.[labels.schedule] ?? nameOf(cronJob);
}

/** A sentence each: `cron 0 4 * * * was 0 3 * * *`. */
export function differences(before: CronJob, after: CronJob): readonly string[] {
  const [old, now] = [told(before), told(after)];
  const changed = Object.keys(now).filter((name) => now[name] !== old[name]);
  if (changed.length === 0) return ['its pod is another one'];
  return changed.map((name) => `${name} ${now[name] ?? ''} was ${old[name] ?? ''}`);
}

function told(cronJob: CronJob): Readonly<Record<string, string>> {
  const { schedule, timeZone, concurrencyPolicy, startingDeadlineSeconds, suspend, jobTemplate } = cronJob.spec;
  const order = orderOf(cronJob);
  const pod = jobTemplate.spec?.template.spec;
  return {
    cron: schedule,
    timezone: timeZone ?? 'none',
    concurrency: concurrencyPolicy ?? 'none',
    deadline: `${startingDeadlineSeconds ?? 0} s`,
    suspended: suspend === true ? 'yes' : 'no',
    ...(order === null ? {} : { ...ofOrder(order) }),
    account: pod?.serviceAccountName ?? 'none',
    image: pod?.containers[0]?.image ?? 'none',
  };
}

function ofOrder({ schedule, from }: FireOrder): Readonly<Record<string, string>> {
  const { catchUp, params, retries, jitter } = schedule;
  const given = Object.entries(params).map(([name, value]) => `${name}=${String(value)}`);
  return {
    params: given.length === 0 ? 'none' : given.join(' '),
    'catch up': catchUp,
    retries: String(retries),
    jitter: `${jitter} s`,
    source:
      'commit' in from
        ? `commit ${from.commit.head?.slice(0, 7) ?? 'none'}${from.commit.dirty ? ' with changes' : ''}`
        : `branch ${from.branch} of ${from.url}`,
  };
}
