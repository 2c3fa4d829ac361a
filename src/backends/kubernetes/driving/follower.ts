/** A run that another driver drives, as it goes: what that one has stored, and what the pods print. Changes nothing. */
import type { RunEvent } from '../../../engine/events.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { KubeApi } from '../client/api.ts';
import type { ConfigMap, Pod } from '../client/types.ts';
import { watchKind } from '../client/watch.ts';
import { hasLog } from '../companions.ts';
import { ofComponent } from '../objects/labels.ts';
import type { OpenLogs, Ordered } from '../open-logs.ts';
import type { StepLog } from '../step-log.ts';
import { PageReader } from './page-reader.ts';
import { PodAttempts } from './pod-attempts.ts';

export interface FollowerOptions {
  readonly api: KubeApi;
  readonly plan: Plan;
  readonly logs: OpenLogs;
  readonly onEvent: (event: RunEvent) => void;
  /** Whose logs; absent: all. */
  readonly wants?: (attempt: Ordered) => boolean;
  readonly signal: AbortSignal;
}

/** Seconds that logs may take to come to their end. */
const logsPatience = 10;

export class Follower {
  readonly #options: FollowerOptions;
  readonly #reader = new PageReader();
  readonly #attempts: PodAttempts;
  /** By the uid of the pod; null while its log is being opened. */
  readonly #logs = new Map<string, StepLog | null>();
  /** Those of pods that have not ended. */
  readonly #running = new Set<StepLog>();

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#attempts = new PodAttempts(options.api, options.plan);
  }

  /** Until the signal is aborted. @throws ApiError */
  async follow(): Promise<void> {
    const { api, plan, logs, signal } = this.#options;
    const { id } = plan.run;
    const watching = Promise.all([
      watchKind(
        api,
        'ConfigMap',
        { labelSelector: ofComponent(id, 'page') },
        {
          list: (pages) => {
            this.#read(pages);
          },
          event: ({ type, object }) => {
            if (type === 'ADDED') this.#read([object]);
          },
        },
        signal,
      ),
      watchKind(
        api,
        'Pod',
        { labelSelector: ofComponent(id, 'step') },
        {
          list: (pods) => {
            for (const pod of pods) this.#see(pod);
          },
          event: ({ type, object }) => {
            if (type !== 'DELETED') this.#see(object);
          },
        },
        signal,
      ),
    ]);
    try {
      await watching;
    } finally {
      // What goes on is shown by whoever follows or drives it next.
      for (const log of this.#running) log.stop();
      await logs.close(logsPatience);
    }
  }

  /** What was stored since the last page that was read. @throws ApiError */
  async catchUp(): Promise<void> {
    const { api, plan } = this.#options;
    this.#read((await api.list('ConfigMap', { labelSelector: ofComponent(plan.run.id, 'page') })).items);
  }

  #read(pages: readonly ConfigMap[]): void {
    for (const event of this.#reader.read(pages)) this.#options.onEvent(event);
  }

  #see(pod: Pod): void {
    const { uid = '' } = pod.metadata ?? {};
    const log = this.#logs.get(uid);
    if (log === undefined && hasLog(pod)) {
      this.#logs.set(uid, null);
      // What can't be read here is no reason not to show the rest.
      void this.#open(pod).catch(() => undefined);
    }
    if (log === undefined || log === null) return;
    log.see(pod);
    const phase = pod.status?.phase;
    if (phase !== 'Succeeded' && phase !== 'Failed') return;
    log.finish();
    this.#running.delete(log);
  }

  async #open(pod: Pod): Promise<void> {
    const { uid = '' } = pod.metadata ?? {};
    const { logs, wants = () => true } = this.#options;
    const members = (await this.#attempts.allOf(pod)).filter(wants);
    await logs.begin(members);
    for (const about of members) {
      const isAlone = about.step.code.kind === 'image';
      // Those that share the pod have one log.
      const log = logs.follow(about, pod, isAlone ? null : () => undefined);
      this.#logs.set(uid, log);
      this.#running.add(log);
    }
    this.#see(pod);
  }
}
