/** The logs of attempts that failed before this driver came: the report at the end shows their last lines. */
import type { RunEvent } from '../../../engine/events.ts';
import { taskKey, type Plan } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import { inLanes } from '../lanes.ts';
import { ofComponent } from '../objects/labels.ts';
import type { OpenLogs } from '../open-logs.ts';
import { PodAttempts } from './pod-attempts.ts';

/** Pods whose logs are read: a report shows fewer. */
const most = 100;
const lanes = 4;

/** Best effort: their pods may be gone. @param logs read without being shown @param events what is known of the run */
export async function readPastLogs(
  api: KubeApi,
  plan: Plan,
  logs: OpenLogs,
  events: readonly RunEvent[],
): Promise<void> {
  const failed = new Set(
    events.flatMap((event) =>
      event.type === 'ended' && event.result.state !== 'succeeded' ? [`${taskKey(event.task)}/${event.attempt}`] : [],
    ),
  );
  if (failed.size === 0) return;
  const attempts = new PodAttempts(api, plan);
  const { items } = await api.list('Pod', { labelSelector: ofComponent(plan.run.id, 'step') });
  const found = await Promise.all(items.map(async (pod) => ({ pod, attempt: await attempts.of(pod) })));
  const wanted = found.flatMap(({ pod, attempt }) =>
    attempt !== null && failed.has(`${taskKey(attempt.task)}/${attempt.attempt}`) ? [{ pod, attempt }] : [],
  );
  await inLanes(
    lanes,
    wanted.slice(0, most).map(({ pod, attempt }) => async () => {
      await logs.begin([attempt]);
      const isAlone = attempt.step.code.kind === 'image';
      const log = logs.follow(attempt, pod, isAlone ? null : () => undefined);
      log.see(pod);
      log.finish();
      await log.ended;
    }),
  );
}
