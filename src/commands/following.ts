/** A turn of a run in a cluster in which another process drives: shown as it goes, until nobody drives. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import type { Lease } from '../backends/kubernetes/client/types.ts';
import { Follower } from '../backends/kubernetes/driving/follower.ts';
import { holderInWords } from '../backends/kubernetes/driving/holder.ts';
import { untilAbandoned } from '../backends/kubernetes/driving/lease-watch.ts';
import { holderOf } from '../backends/kubernetes/driving/lease.ts';
import { requestCancel } from '../backends/kubernetes/driving/stored-run.ts';
import { OpenLogs } from '../backends/kubernetes/open-logs.ts';
import type { Following, OpenRun } from './setup.ts';

export interface FollowedRun {
  readonly api: KubeApi;
  readonly open: OpenRun;
  /** Of who drives. */
  readonly lease: Lease;
  readonly isDead: (holder: string) => Promise<boolean>;
  /** Nobody drives any more. @param lease as it stood still, or null where it is free */
  readonly onAbandoned: (lease: Lease | null) => void;
}

export function following({ api, open, lease, isDead, onAbandoned }: FollowedRun): Following {
  const { plan, writer, onOutput } = open;
  const { id } = plan.run;
  return {
    type: 'follow',
    driver: holderInWords(holderOf(lease)),
    requestCancel: async (reason) => {
      await requestCancel(api, id, reason);
    },
    follow: async (onEvent, signal) => {
      const done = new AbortController();
      const either = AbortSignal.any([done.signal, signal]);
      const logs = new OpenLogs({ api, onOutput, logPath: (task, attempt) => writer.logPath(task, attempt) });
      const follower = new Follower({ api, plan, logs, onEvent, signal: either });
      const seen = follower.follow();
      try {
        onAbandoned(
          await Promise.race([untilAbandoned({ api, lease, isDead, signal: either }), seen.then(() => null)]),
        );
      } finally {
        done.abort();
        await seen;
      }
      if (!signal.aborted) await follower.catchUp();
    },
  };
}
