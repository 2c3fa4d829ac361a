/** Jobs that nobody needs any more while their run goes on: a run of thousands would fill the cluster's store with them. */
import type { AttemptPlace } from './attempt-world.ts';
import type { KubeApi } from './client/api.ts';
import type { Job } from './client/types.ts';
import { isComplete } from './diagnosis/interruption.ts';
import { grouped } from './grouped.ts';
import { ofTasks } from './objects/labels.ts';
import type { RunFacts } from './objects/run-facts.ts';
import type { OpenLogs, Ordered } from './open-logs.ts';
import type { OpenWork } from './open-work.ts';

/** Jobs that stay: with these, 200 at work and the journal, a run takes less than 5 MiB. */
const kept = 400;
/** Taken away by one call: their labels make an address of less than the 8 KiB that proxies let through. */
const together = 100;

export interface SpentJobsOptions {
  readonly api: KubeApi;
  readonly facts: Pick<RunFacts, 'id'>;
  readonly logs: Pick<OpenLogs, 'isOpen'>;
  readonly work: OpenWork;
  /** Settles when the journal in the cluster has the ends of these attempts: without a Job that is all that is known. */
  readonly stored: (ended: readonly Ordered[]) => Promise<void>;
}

export class SpentJobs {
  readonly #options: SpentJobsOptions;
  /** By the Job, as the next. */
  readonly #succeeded = new Map<string, AttemptPlace>();
  readonly #complete = new Set<string>();

  constructor(options: SpentJobsOptions) {
    this.#options = options;
  }

  /** An attempt has ended well. One whose gate failed is looked at by people; the Job of several goes with the run. */
  add(place: AttemptPlace): void {
    if (place.index !== null || place.step.gates.length > 0) return;
    this.#succeeded.set(place.job, place);
    this.#look();
  }

  seeJob(job: Job): void {
    if (!isComplete(job)) return;
    this.#complete.add(job.metadata?.name ?? '');
    this.#look();
  }

  #look(): void {
    if (this.#complete.size < kept + together) return;
    const { api, facts, logs, work, stored } = this.#options;
    const spent = [...this.#complete]
      .flatMap((job) => this.#succeeded.get(job) ?? [])
      .filter((place) => !logs.isOpen(place))
      .slice(0, together);
    if (spent.length < together) return;
    for (const { job } of spent) {
      this.#complete.delete(job);
      this.#succeeded.delete(job);
    }
    const removal = stored(spent).then(async () => {
      for (const selector of selectorsOf(facts.id, spent)) await api.deleteAll('Job', { labelSelector: selector });
    });
    // What can't be removed now goes with the others when the run has ended.
    work.add(removal.catch(() => undefined));
  }
}

/** No other Job has the labels of any of these: an attempt before it has a number of its own. */
function selectorsOf(run: string, places: readonly AttemptPlace[]): readonly string[] {
  const alike = grouped(places, ({ task, attempt }) => `${attempt} ${task.iteration === undefined ? '' : task.step}`);
  return [...alike.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [ofTasks(run, first.attempt, [first.task, ...others.map(({ task }) => task)])],
  );
}
