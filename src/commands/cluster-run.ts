/** A run in a cluster, from one driver to the next: whoever holds its Lease drives, everybody else follows. */
import { isDeepStrictEqual } from 'node:util';
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import type { Lease } from '../backends/kubernetes/client/types.ts';
import { AnchorWatch } from '../backends/kubernetes/driving/anchor-watch.ts';
import { Elapsed } from '../backends/kubernetes/driving/elapsed.ts';
import { awaitDriver } from '../backends/kubernetes/driving/driver-watch.ts';
import { hasDriver, removeIdleDriver } from '../backends/kubernetes/driving/driver-job.ts';
import { holderInWords, holderName, isDead } from '../backends/kubernetes/driving/holder.ts';
import { claimLease, holderOf, runLease, type LeaseClaim } from '../backends/kubernetes/driving/lease.ts';
import { readJournal, readPlan, readRecord, takeOverJournal } from '../backends/kubernetes/driving/stored-run.ts';
import { renewed } from '../backends/kubernetes/driving/lease-watch.ts';
import { LeaseLost, Tenure } from '../backends/kubernetes/driving/tenure.ts';
import { waitForOthers } from '../backends/kubernetes/driving/waiting-line.ts';
import { sweepLeftovers } from '../backends/kubernetes/leftovers.ts';
import type { OwnedRun } from '../backends/kubernetes/objects/metadata.ts';
import { leaseName } from '../backends/kubernetes/objects/names.ts';
import type { RunFacts } from '../backends/kubernetes/objects/run-facts.ts';
import { finishRun, removeAnchor } from '../backends/kubernetes/run-objects.ts';
import { Environment } from '../backends/kubernetes/serving/environment.ts';
import { AutomlError } from '../errors.ts';
import type { Plan } from '../plan/plan.ts';
import type { RunRecord } from '../records/schema.ts';
import { driving } from './driving.ts';
import { following } from './following.ts';
import { RunDeleted } from './run-deleted.ts';
import { detached } from './run-turns.ts';
import { leaseSeconds } from './lease-seconds.ts';
import type { Driving, OpenRun, Over, PreparedRun, Submitted, Turn } from './setup.ts';
import type { Submission } from './submission.ts';
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
  /** Whether the run's commit comes before another, as `CommitOrder` asks. */
  readonly isBefore: (plan: Plan, other: string) => Promise<boolean | null>;
  readonly allowsOlder: boolean;
  /** How a run whose plan says so gets a driver in the cluster; null: this process drives where nobody does. */
  readonly submission: Submission | null;
  /** For debugging: what is done besides. */
  readonly note: (sentence: string) => void;
}

/** What the concurrency of a schedule is for its runs. */
const ofSchedule = { forbid: 'queue', replace: 'replace', allow: 'allow' } as const;
/** Seconds for a driver in the cluster to come, where nobody waits for the run, and where somebody does. */
const submitPatience = 60;
const drivePatience = 600;

export class ClusterRun implements Pick<PreparedRun, 'open'> {
  readonly #options: ClusterRunOptions;
  /** Whom we saw let the Lease stand still. */
  #abandoned: Lease | null = null;
  /** As it was at the first turn: a run that is deleted meanwhile is not begun anew. */
  #anchor: OwnedRun['anchor'] | null = null;
  /** The one in the cluster has failed. */
  #drivesHere = false;

  constructor(options: ClusterRunOptions) {
    this.#options = options;
  }

  /** @throws LeaseLost when another driver has taken over meanwhile: then the next turn is to follow it */
  async open(open: OpenRun): Promise<Turn> {
    const { cluster, world, anchor } = this.#options;
    const { api } = cluster;
    const seconds = leaseSeconds(world);
    const holder = await holderName(world);
    if (this.#anchor !== null && !(await this.#isThere(this.#anchor))) throw new RunDeleted(open.plan.run.id);
    const { run, created } = await anchor(open.plan);
    this.#anchor = run.anchor;
    if (!created) {
      const over = await this.#over(run.id);
      if (over !== null) return over;
    }
    const claim = { ...runLease(run), api, holder, seconds, isDead: (name: string) => isDead(name, world.host) };
    const submission = this.#submissionOf(open);
    if (submission !== null && (await hasDriver(api, run.id))) return this.#await(submission, claim, open);
    const since = new Elapsed(world.now);
    const { isOurs, lease } = await claimLease(claim, this.#abandoned);
    if (!isOurs)
      return submission?.detach === true ? this.#leaveTo(claim, lease, open) : this.#follow(claim, lease, open);
    const onLost = (reason: Error): void => {
      open.leave(reason instanceof LeaseLost ? null : detached(run.id, reason.message));
    };
    const tenure = new Tenure({ api, lease, now: world.now, since, onLost });
    try {
      if (submission === null) return await this.#drive(run, tenure, claim, open);
      const facts = await this.#begin(api.behind(tenure), run, open.plan);
      await submission.submit(api.behind(tenure), facts, open.plan);
    } catch (error) {
      // Nothing of it has begun, and nobody would go on with it.
      if (created && !(error instanceof LeaseLost)) await removeAnchor(api.behind(tenure), run);
      await tenure.release();
      throw error;
    }
    await tenure.release();
    return this.#await(submission, claim, open);
  }

  /** Null: this process is to drive, also to cancel a run at once. */
  #submissionOf({ plan, hurry }: OpenRun): Submission | null {
    return plan.driver === null || this.#drivesHere || hurry.aborted ? null : this.#options.submission;
  }

  /** Who holds the Lease may have died before it could leave the run to a driver. */
  async #leaveTo({ api, isDead: isDeadHere }: LeaseClaim, lease: Lease, open: OpenRun): Promise<Turn> {
    const { hurry: signal } = open;
    const held = await renewed({ api, lease, isDead: isDeadHere, signal });
    if (held !== null) return submitted(held, api);
    if (!signal.aborted) this.#abandoned = lease;
    return this.open(open);
  }

  /** Until the driver in the cluster has the run, or is given up. */
  async #await(submission: Submission, claim: LeaseClaim, open: OpenRun): Promise<Turn> {
    const { say, warn, plan, hurry: signal } = open;
    const { api } = this.#options.cluster;
    const patience = submission.detach ? submitPatience : drivePatience;
    const awaited = await awaitDriver({ api, id: plan.run.id, abandoned: this.#abandoned, say, patience, signal });
    switch (awaited.type) {
      case 'driven':
        return submission.detach ? submitted(awaited.lease, api) : this.#follow(claim, awaited.lease, open);
      case 'over':
        return this.open(open);
      case 'waiting':
        if (signal.aborted) return this.open(open);
        if (submission.detach) {
          const driver = awaited.why ?? 'its driver is not there yet';
          return { type: 'submitted', driver, namespace: api.namespace };
        }
        break;
      case 'failed':
        if (submission.detach) throw left(open, notDriven(plan.run.id, awaited.why));
    }
    this.#drivesHere = true;
    warn(
      `the driver in the cluster does not come (${awaited.why ?? 'for no known reason'}): this program drives the run`,
    );
    return this.open(open);
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

  #follow({ api, isDead: isDeadHere }: LeaseClaim, lease: Lease, open: OpenRun): Turn {
    const onAbandoned = (seen: Lease | null): void => {
      this.#abandoned = seen;
    };
    return following({ api, open, lease, isDead: isDeadHere, onAbandoned });
  }

  async #drive(run: OwnedRun, tenure: Tenure, claim: LeaseClaim, open: OpenRun): Promise<Driving | Over> {
    const { cluster, end } = this.#options;
    const api = cluster.api.behind(tenure);
    const facts = await this.#begin(api, run, open.plan);
    const journal = await takeOverJournal(api, facts, tenure.epoch);
    const { events } = journal;
    const record = await readRecord(api, run.id);
    const finish = (ended: RunRecord): Promise<void> => this.#finish(api, tenure, facts, ended, open);
    if (record !== null) return { type: 'over', events, record, finish: () => finish(record) };
    const watch = new AnchorWatch({
      api,
      id: run.id,
      isCancelled: events.some(({ type }) => type === 'cancel-requested'),
      onCancel: open.cancel,
      onGone: () => {
        open.leave(new RunDeleted(run.id));
      },
    });
    try {
      const { hurry: signal, say, plan } = open;
      const line = { api, id: run.id, say, end, signal };
      if (plan.schedule !== null)
        await waitForOthers({ ...line, of: 'schedule', mode: ofSchedule[plan.schedule.concurrency] });
      await waitForOthers({ ...line, of: 'group', mode: plan.concurrency });
      const life = cluster.lifeLeft();
      const environment = this.#environment(facts, plan, tenure, claim);
      const plainApi = cluster.api;
      return await driving({ plainApi, api, facts, tenure, environment, journal, watch, open, life, finish });
    } catch (error) {
      await watch.close();
      throw error;
    }
  }

  #environment(facts: RunFacts, plan: Plan, fence: Tenure, claim: LeaseClaim): Environment {
    const { cluster, world, isBefore, allowsOlder } = this.#options;
    const { commit } = plan;
    const order = { commit, isBefore: (other: string) => isBefore(plan, other), allowsOlder };
    return new Environment({ api: cluster.api, fence, facts, order, claim, now: world.now });
  }

  /** Where it was begun before, this only reads. @throws AutomlError when it was begun with another plan */
  async #begin(api: KubeApi, run: OwnedRun, plan: Plan): Promise<RunFacts> {
    const { begin, note } = this.#options;
    const stored = await readPlan(api, run.id);
    if (stored === null) {
      const [facts] = await Promise.all([begin(api, run, plan), sweepLeftovers({ api, run, say: note })]);
      return facts;
    }
    if (isDeepStrictEqual(stored.plan, JSON.parse(JSON.stringify(plan)))) return stored.facts;
    const why = `run ${run.id} was begun at the same time with other files or params`;
    throw new AutomlError('USAGE', `${why}: automl attach ${run.id} goes on with it`);
  }

  async #finish(api: KubeApi, tenure: Tenure, facts: RunFacts, record: RunRecord, open: OpenRun): Promise<void> {
    const { plan, warn } = open;
    await finishRun(api, facts, record, { say: this.#options.note, warn });
    if (plan.driver !== null) await removeIdleDriver(api, facts.id);
    await tenure.remove();
  }
}

/** The run stays as it is, since all of it is stored: only this program ends. */
function left({ leave }: OpenRun, because: AutomlError): AutomlError {
  leave(because);
  return because;
}

function notDriven(id: string, why: string): AutomlError {
  const ways = `automl attach ${id} drives it from where you are, automl cancel ${id} ends it`;
  return new AutomlError('CLUSTER', `run ${id} has no driver in the cluster: ${why} (${ways})`);
}

function submitted(lease: Lease, { namespace }: KubeApi): Submitted {
  return { type: 'submitted', driver: `driven by ${holderInWords(holderOf(lease))}`, namespace };
}
