/** Tells a forge of one run while it goes on: the comment below its pull request, the commit status, what it deploys. */
import type { RunEvent } from '../engine/events.ts';
import { isFinal, type RunStateView } from '../engine/view.ts';
import { taskKey, type Plan } from '../plan/plan.ts';
import type { Baseline } from '../records/baseline.ts';
import { logTails } from '../records/log-tail.ts';
import { toRecord, type RecordAbout } from '../records/record.ts';
import type { RunRecord } from '../records/schema.ts';
import type { OutputEvent, Reporter } from '../report/reporter.ts';
import type { Audience } from './audience.ts';
import { DeploymentStory } from './deployment.ts';
import { LiveComment, type Ending } from './live-comment.ts';
import { Outbox } from './outbox.ts';
import { statusOf } from './status.ts';

export interface PublishedRun {
  readonly plan: Plan;
  readonly about: RecordAbout;
  /** The run's own: its logs are there. */
  readonly folder: string;
  readonly baseline: Promise<Baseline | null>;
}

/** How who tells a forge of runs comes to tell of one. Null: that one is not to be told there. */
export type Publish = (run: PublishedRun) => Publisher | null;

/** Milliseconds that the end of a run may be held up; who has interrupted it kills soon. */
const patience = { ended: 30_000, interrupted: 5000 };

export class Publisher implements Reporter {
  readonly #run: PublishedRun;
  readonly #audience: Audience;
  readonly #outbox: Outbox | null;
  readonly #comment: LiveComment | null;
  readonly #deployments: DeploymentStory | null;
  readonly #url: string | null;
  /** What tasks wait for. */
  readonly #phases = new Map<string, string>();
  #state: RunStateView | null = null;
  #closing: Promise<void> | null = null;

  constructor(audience: Audience, run: PublishedRun) {
    const { forge, pull, sleep, warn, note } = audience;
    const { plan, baseline } = run;
    const { connect } = forge;
    this.#run = run;
    this.#audience = audience;
    this.#url = forge.links(plan.commit.head).run ?? plan.run.url ?? null;
    const outbox = typeof connect === 'string' ? null : new Outbox({ connect, sleep, warn });
    this.#outbox = outbox;
    this.#deployments = outbox === null ? null : new DeploymentStory({ plan, outbox, logUrl: this.#url, note });
    const hasComment = outbox !== null && pull !== null;
    this.#comment = hasComment ? new LiveComment({ audience, outbox, pull, phases: this.#phases, baseline }) : null;
    // Who looks at no pull request misses nothing.
    if (typeof connect === 'string' && pull !== null) note(connect);
  }

  runEvent(event: RunEvent, state: RunStateView): void {
    this.#state = state;
    if ('task' in event) this.#phases.delete(taskKey(event.task));
    this.#deployments?.see(event, state);
    if (event.type === 'run-started') this.#tellStatus(this.#record(state));
    if (isNews(event, state)) this.#comment?.due(() => this.#record(state));
  }

  /** Never asks to wait: a forge that is slow does not slow down the run. */
  output(event: OutputEvent): undefined {
    const state = this.#state;
    if (event.type !== 'phase' || state === null) return;
    const key = taskKey(event.task);
    if (this.#phases.get(key) === event.message) return;
    this.#phases.set(key, event.message);
    this.#comment?.due(() => this.#record(state));
  }

  /** Begins to tell the end: what else is to be done then is done meanwhile, before `settled`. */
  end(record: RunRecord): Promise<void> {
    this.#closing ??= this.#conclude(record);
    return Promise.resolve();
  }

  /** Nothing more of the run is told here. @param record where no event has come yet */
  left(ending: Omit<Ending, 'logTail'>, record: RunRecord | null = null): void {
    const known = record ?? (this.#state === null ? null : this.#record(this.#state));
    if (known !== null) this.#closing ??= this.#leave(ending, known);
  }

  /** When all was told, or given up. Never rejects. */
  async settled(): Promise<void> {
    this.#comment?.stop();
    await (this.#closing ??= this.#outbox?.close(patience.interrupted) ?? Promise.resolve());
  }

  async #conclude(record: RunRecord): Promise<void> {
    this.#tellStatus(record);
    const logTail = await logTails(record, this.#run.folder).catch(() => () => []);
    this.#comment?.last(record, { note: null, follow: null, logTail });
    await this.#outbox?.close(record.state === 'cancelled' ? patience.interrupted : patience.ended);
  }

  async #leave(ending: Omit<Ending, 'logTail'>, record: RunRecord): Promise<void> {
    // With no event it was handed over, and nobody has told yet that it has begun.
    if (this.#state === null) this.#tellStatus(record);
    this.#comment?.last(record, { ...ending, logTail: () => [] });
    await this.#outbox?.close(this.#state === null ? patience.ended : patience.interrupted);
  }

  #tellStatus(record: RunRecord): void {
    const status = statusOf(record, this.#audience.key, this.#url);
    if (status !== null) void this.#outbox?.post('the commit status', (api) => api.setStatus(status));
  }

  #record(state: RunStateView): RunRecord {
    return toRecord(this.#run.plan, state, this.#run.about);
  }
}

/** Whether a reader of the comment has waited for it: not for each of a thousand children. */
function isNews(event: RunEvent, state: RunStateView): boolean {
  switch (event.type) {
    case 'run-started':
    case 'skipped':
    case 'rejected':
    case 'cancel-requested':
      return true;
    case 'ended': {
      const step = state.step(event.task.step);
      return event.result.state !== 'succeeded' || (step !== undefined && isFinal(step.state));
    }
    case 'started':
    case 'began':
    case 'expanded':
    case 'run-ended':
      return false;
  }
}
