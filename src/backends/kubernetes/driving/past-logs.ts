/**
 * The logs of attempts that ended before this driver came: the report at the end shows the last lines of those that
 * failed, and all that was printed is kept in the cluster.
 */
import type { RunEvent } from '../../../engine/events.ts';
import { taskKey, type Plan } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import { inLanes } from '../lanes.ts';
import { ofComponent } from '../objects/labels.ts';
import type { OpenLogs, Ordered } from '../open-logs.ts';
import { PodAttempts } from './pod-attempts.ts';

/** Pods whose logs are read, those that failed before all others: a report shows fewer. */
const most = 200;
const lanes = 4;

/** Best effort: their pods may be gone. @param logs read without being shown @param events what is known of the run */
export async function readPastLogs(
  api: KubeApi,
  plan: Plan,
  logs: OpenLogs,
  events: readonly RunEvent[],
): Promise<void> {
  const ended = events.flatMap((event) => (event.type === 'ended' ? [event] : []));
  if (ended.length === 0) return;
  const failed = new Map(ended.map((event) => [keyOf(event), event.result.state !== 'succeeded']));
  const attempts = new PodAttempts(api, plan);
  const { items } = await api.list('Pod', { labelSelector: ofComponent(plan.run.id, 'step') });
  const found = await Promise.all(items.map(async (pod) => ({ pod, all: await attempts.allOf(pod) })));
  // One in which children go on is followed by who drives it.
  const over = found.filter(({ all }) => all.length > 0 && all.every((attempt) => failed.has(keyOf(attempt))));
  const failures = ({ all }: (typeof over)[number]): number => all.filter((each) => failed.get(keyOf(each))).length;
  over.sort((a, b) => failures(b) - failures(a));
  await inLanes(
    lanes,
    over.slice(0, most).map(({ pod, all }) => async () => {
      await logs.begin(all);
      const open = all.map((attempt) =>
        logs.follow(attempt, pod, attempt.step.code.kind === 'image' ? null : () => undefined),
      );
      // Those that share the pod have it together.
      for (const log of new Set(open)) {
        log.see(pod);
        log.finish();
        await log.ended;
      }
    }),
  );
}

function keyOf({ task, attempt }: Ordered): string {
  return `${taskKey(task)}/${attempt}`;
}
