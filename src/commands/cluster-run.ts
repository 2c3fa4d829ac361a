/** A run in a cluster, from one driver to the next: whoever holds its Lease drives, everybody else follows. */
import { isDeepStrictEqual } from 'node:util';
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import type { Lease } from '../backends/kubernetes/client/types.ts';
import { AnchorWatch } from '../backends/kubernetes/driving/anchor-watch.ts';
import { Elapsed } from '../backends/kubernetes/driving/elapsed.ts';
import { holderName, isDead } from '../backends/kubernetes/driving/holder.ts';
import { claimLease, runLease, type LeaseClaim } from '../backends/kubernetes/driving/lease.ts';
import { readJournal, readPlan, readRecord, takeOverJournal } from '../backends/kubernetes/driving/stored-run.ts';
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
  /** Whether the run's commit comes before another, as `CommitOrder` asks. */
  readonly isBefore: (plan: Plan, other: string) => Promise<boolean | null>;
  readonly allowsOlder: boolean;
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

  /** @throws LeaseLost when another driver has taken over meanwhile: then the next turn is to follow it */
  async open(open: OpenRun): Promise<Turn> {
    const { cluster, world, anchor } = this.#options;
    const { api } = cluster;
    const seconds = leaseSeconds(world);
    const holder = await holderName(world);
    if (this.#anchor !== null && !(await this.#isThere(this.#anchor))) throw deleted(open.plan.run.id);
    const { run, created } = await anchor(open.plan);
    this.#anchor = run.anchor;
    if (!created) {
      const over = await this.#over(run.id);
      if (over !== null) return over;
    }
    const claim = { ...runLease(run), api, holder, seconds, isDead: (name: string) => isDead(name, world.host) };
    const since = new Elapsed(world.now);
    const { isOurs, lease } = await claimLease(claim, this.#abandoned);
    if (!isOurs) return this.#follow(claim, lease, open);
    const onLost = (reason: Error): void => {
      open.leave(reason instanceof LeaseLost ? null : detached(run.id, reason.message));
    };
    const tenure = new Tenure({ api, lease, now: world.now, since, onLost });
    try {
      return await this.#drive(run, tenure, claim, open);
    } catch (error) {
      // Nothing of it has begun, and nobody would go on with it.
      if (created && !(error instanceof LeaseLost)) await removeAnchor(api.behind(tenure), run);
      await tenure.release();
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
        open.leave(deleted(run.id));
      },
    });
    try {
      const { hurry: signal, say, plan } = open;
      await waitForOthers({ api, id: run.id, mode: plan.concurrency, say, end, signal });
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

  async #finish(api: KubeApi, tenure: Tenure, facts: RunFacts, record: RunRecord, { warn }: OpenRun): Promise<void> {
    await finishRun(api, facts, record, { say: this.#options.note, warn });
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
