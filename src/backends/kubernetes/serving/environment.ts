/** An environment that several runs deploy to: one after the other, and never an older commit over a newer one. */
import type { KubeApi } from '../client/api.ts';
import type { Fence } from '../client/fence.ts';
import type { LeaseClaim } from '../driving/lease.ts';
import { Tenure } from '../driving/tenure.ts';
import { labels, lastingLabels, ownerNotes, type Component } from '../objects/labels.ts';
import { environmentLeaseName } from '../objects/names.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { isOfOwner } from '../ownership.ts';
import { olderCommit, type CommitOrder } from './commit-order.ts';
import { claimEnvironment, type HeldEnvironment } from './environment-lease.ts';

export interface EnvironmentOptions {
  /** Without a fence. */
  readonly api: KubeApi;
  /** Of the run. */
  readonly fence: Fence;
  readonly facts: Pick<RunFacts, 'id' | 'owner' | 'workflow'>;
  readonly order: CommitOrder;
  /** As the Lease of the run. */
  readonly claim: Pick<LeaseClaim, 'holder' | 'seconds' | 'isDead'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** What the services of a run are changed by: it is their turn, and the run is ours. */
interface Turn {
  readonly api: KubeApi;
  readonly tenure: Tenure;
}

export class Environment {
  readonly #options: EnvironmentOptions;
  #turn: Promise<Turn> | null = null;
  #released: Promise<void> = Promise.resolve();
  #waiting = new AbortController();
  #inside = 0;

  constructor(options: EnvironmentOptions) {
    this.#options = options;
  }

  /**
   * Waits until no other run deploys, once for all services that are deployed side by side; each ends it by `exit`, however
   * it went. What comes back changes nothing any more when another run has come meanwhile. @throws OlderCommit @throws ApiError
   */
  async enter(say: (sentence: string) => void): Promise<KubeApi> {
    this.#inside += 1;
    this.#turn ??= this.#released.then(() => this.#take(say));
    return (await this.#turn).api;
  }

  /** When the last is out the next run may deploy. Best effort: without it that one waits for the Lease to end. */
  async exit(): Promise<void> {
    this.#inside -= 1;
    if (this.#inside > 0) return;
    const turn = this.#turn;
    this.#turn = null;
    this.#waiting.abort();
    this.#waiting = new AbortController();
    this.#released = release(turn);
    await this.#released;
  }

  /** This commit serves now. @throws ApiError */
  async deployed(): Promise<void> {
    const { api, facts, order } = this.#options;
    const { commit } = order;
    if (this.#turn === null || commit.head === null) return;
    const { tenure } = await this.#turn;
    const now = (await api.getMeta('Lease', environmentLeaseName(facts.owner)))?.annotations ?? {};
    if (now[labels.commit] === commit.head) return;
    await tenure.note({ [labels.commit]: commit.head, [labels.committed]: commit.committed });
  }

  async #take(say: (sentence: string) => void): Promise<Turn> {
    const { api, fence, facts, order, now } = this.#options;
    const { lease, since } = await this.#claim(say);
    const tenure = new Tenure({ api, lease, now, since, onLost: () => undefined });
    try {
      // For those who wait for us, and for people.
      await tenure.note({ [labels.deployedBy]: facts.id });
      const refusal = await olderCommit(api, facts.owner, order);
      if (refusal !== null) throw refusal;
    } catch (error) {
      await tenure.release();
      throw error;
    }
    const both: Fence = {
      pass: async () => {
        await fence.pass();
        await tenure.pass();
      },
    };
    return { api: api.behind(both), tenure };
  }

  #claim(say: (sentence: string) => void): Promise<HeldEnvironment> {
    const { api, facts, claim, now } = this.#options;
    const { owner } = facts;
    const meta = {
      name: environmentLeaseName(owner),
      labels: { ...lastingLabels(facts), [labels.component]: 'environment' satisfies Component },
      annotations: { ...ownerNotes(owner) },
    };
    const wanted: LeaseClaim = { ...claim, api, meta, isOurs: (lease) => isOfOwner(lease, facts), of: 'workflow' };
    const environment = owner.environment ?? '';
    return claimEnvironment(wanted, environment, { now, say, signal: this.#waiting.signal });
  }
}

async function release(turn: Promise<Turn> | null): Promise<void> {
  const taken = await turn?.catch(() => null);
  await taken?.tenure.release();
}
