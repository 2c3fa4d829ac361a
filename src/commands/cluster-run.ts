/** A run in a cluster, from one driver to the next: whoever holds its Lease drives, everybody else follows. */
import { KubernetesBackend } from '../backends/kubernetes/backend.ts';
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import type { Lease } from '../backends/kubernetes/client/types.ts';
import { AnchorWatch } from '../backends/kubernetes/driving/anchor-watch.ts';
import { holderName, isDead } from '../backends/kubernetes/driving/holder.ts';
import { claimLease } from '../backends/kubernetes/driving/lease.ts';
import { readJobs } from '../backends/kubernetes/driving/open-jobs.ts';
import { readPastLogs } from '../backends/kubernetes/driving/past-logs.ts';
import { readJournal, readPlan, readRecord, requestCancel } from '../backends/kubernetes/driving/stored-run.ts';
import { LeaseLost, Tenure } from '../backends/kubernetes/driving/tenure.ts';
import { waitForOthers } from '../backends/kubernetes/driving/waiting-line.ts';
import { sweepLeftovers } from '../backends/kubernetes/leftovers.ts';
import { leaseName } from '../backends/kubernetes/objects/names.ts';
import type { OwnedRun } from '../backends/kubernetes/objects/metadata.ts';
import type { RunFacts } from '../backends/kubernetes/objects/run-facts.ts';
import { OpenLogs } from '../backends/kubernetes/open-logs.ts';
import { Pages } from '../backends/kubernetes/pages.ts';
import { finishRun } from '../backends/kubernetes/run-objects.ts';
import { AutomlError, messageOf } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunRecord } from '../records/schema.ts';
import { leaveBeforeEnd } from './credential-end.ts';
import { following } from './following.ts';
import { detached } from './run-turns.ts';
import type { Driving, OpenRun, Over, PreparedRun, Turn } from './setup.ts';
import type { World } from './world.ts';

export interface ClusterRunOptions {
  readonly cluster: Cluster;
  readonly world: World;
  /** Makes the run's anchor, or finds it. @throws AutomlError when there is none and can't be one */
  readonly anchor: (plan: Plan) => Promise<{ readonly run: OwnedRun; readonly created: boolean }>;
  /** Makes what the steps need, where the run was not begun yet. @param api behind the fence */
  readonly begin: (api: KubeApi, run: OwnedRun, plan: Plan) => Promise<RunFacts>;
  /** Cancels another run, which nobody drives, and sees to its end. */
  readonly end: (id: string, reason: string) => Promise<void>;
  /** For debugging: what is done besides. */
  readonly note: (sentence: string) => void;
}

export class ClusterRun implements Pick<PreparedRun, 'open'> {
  readonly #options: ClusterRunOptions;
  /** Whom we saw let the Lease stand still. */
  #abandoned: Lease | null = null;
  /** As it was at the first turn: a run that is deleted meanwhile is not begun anew. */
  #anchor: OwnedRun['anchor'] | null = null;

  constructor(options: ClusterRunOptions) {
    this.#options = options;
  }

  async open(open: OpenRun): Promise<Turn> {
    const { cluster, world, anchor } = this.#options;
    const { api } = cluster;
    if (this.#anchor !== null && !(await this.#isThere(this.#anchor))) throw deleted(open.plan.run.id);
    const { run, created } = await anchor(open.plan);
    this.#anchor = run.anchor;
    if (!created) {
      const over = await this.#over(run.id);
      if (over !== null) return over;
    }
    const claim = {
      api,
      run,
      holder: await holderName(world),
      seconds: leaseSeconds(world),
      isDead: (holder: string) => isDead(holder, world.host),
    };
    const { isOurs, lease } = await claimLease(claim, this.#abandoned);
    if (!isOurs) {
      const onAbandoned = (seen: Lease | null): void => {
        this.#abandoned = seen;
      };
      return following({ api, open, lease, isDead: claim.isDead, onAbandoned });
    }
    const tenure = new Tenure({
      api,
      lease,
      now: world.now,
      onLost: (reason) => {
        open.leave(reason instanceof LeaseLost ? null : detached(run.id, reason.message));
      },
    });
    try {
      return await this.#drive(run, tenure, open);
    } catch (error) {
      await tenure.release();
      // Another driver goes on from here.
      if (error instanceof LeaseLost) return this.open(open);
      throw error;
    }
  }

  async #isThere({ name, uid }: OwnedRun['anchor']): Promise<boolean> {
    return (await this.#options.cluster.api.get('ConfigMap', name))?.metadata?.uid === uid;
  }

  /** Null: it is not over. */
  async #over(id: string): Promise<Over | null> {
    const { api } = this.#options.cluster;
    const [record, lease] = await Promise.all([readRecord(api, id), api.get('Lease', leaseName(id))]);
    if (record === null || lease !== null) return null;
    return { type: 'over', events: (await readJournal(api, id)).events, record, finish: () => Promise.resolve() };
  }

  async #drive(run: OwnedRun, tenure: Tenure, open: OpenRun): Promise<Driving | Over> {
    const { cluster, begin, world, note } = this.#options;
    const { writer, plan } = open;
    const api = cluster.api.behind(tenure);
    const stored = await readPlan(api, run.id);
    const sweep = { api, run, now: world.now(), say: note };
    const [facts] = await Promise.all([
      stored?.facts ?? begin(api, run, plan),
      stored === null ? sweepLeftovers(sweep) : undefined,
    ]);
    const { events, pages: written } = await readJournal(api, run.id);
    const record = await readRecord(api, run.id);
    if (record !== null) {
      return { type: 'over', events, record, finish: () => this.#finish(api, tenure, facts, record, open) };
    }
    await waitForOthers({
      api,
      id: run.id,
      mode: plan.concurrency,
      say: open.say,
      end: this.#options.end,
      signal: open.hurry,
    });
    const pages = new Pages({
      api,
      facts,
      epoch: tenure.epoch,
      pages: written,
      journal: writer.journal,
      warn: open.warn,
    });
    const watch = new AnchorWatch({
      api,
      id: run.id,
      isCancelled: events.some(({ type }) => type === 'cancel-requested'),
      onCancel: open.cancel,
      onGone: () => {
        open.leave(deleted(run.id));
      },
    });
    const jobs = await readJobs(api, plan, events);
    for (const { metadata } of jobs.forgotten) await api.delete('Job', metadata?.name ?? '');
    const backend = new KubernetesBackend({
      api,
      plan,
      facts,
      found: jobs.open,
      stored: (ended) => pages.stored(ended),
      onBlind: (error) => {
        open.leave(detached(run.id, `the cluster can't be watched any more: ${messageOf(error)}`));
      },
      logPath: (task, attempt) => writer.logPath(task, attempt),
      onBegan: open.onNews,
      onEnded: open.onNews,
      onOutput: open.onOutput,
    });
    const stopClock = leaveBeforeEnd(cluster.lifeLeft(), open);
    const silent = new OpenLogs({
      api,
      onOutput: () => undefined,
      logPath: (task, attempt) => writer.logPath(task, attempt),
    });
    const pastLogs = readPastLogs(api, plan, silent, events).catch(() => undefined);
    return {
      type: 'drive',
      backend,
      journal: pages,
      resume: events.length === 0 ? null : { events, running: 'restart' },
      requestCancel: async (reason) => {
        await requestCancel(cluster.api, run.id, reason);
      },
      finish: async (ended) => {
        stopClock();
        await watch.close();
        await pages.close();
        await pastLogs;
        await this.#finish(api, tenure, facts, ended, open);
      },
      leave: async () => {
        stopClock();
        await watch.close();
        if (watch.isGone) pages.leave();
        else await pages.close().catch(() => undefined);
        await tenure.release();
      },
    };
  }

  async #finish(api: KubeApi, tenure: Tenure, facts: RunFacts, record: RunRecord, { warn }: OpenRun): Promise<void> {
    const { world, note } = this.#options;
    await finishRun(api, facts, record, { now: world.now(), say: note, warn });
    await tenure.remove();
  }
}

function deleted(id: string): AutomlError {
  return new AutomlError('CLUSTER', `run ${id} was deleted from the cluster`);
}

/** Seconds that a driver which says nothing keeps a run. @throws AutomlError USAGE */
function leaseSeconds({ env }: World): number {
  const text = env['AUTOML_LEASE_SECONDS'] || '15';
  const number = Number(text);
  if (!Number.isInteger(number) || number < 3 || number > 3600)
    throw new AutomlError('USAGE', `AUTOML_LEASE_SECONDS is "${text}": expected whole seconds from 3 to 3600`);
  return number;
}
