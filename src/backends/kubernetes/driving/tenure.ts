/** A Lease while we hold it: renewed again and again, and a fence before everything that changes the cluster. */
import { AutomlError, messageOf } from '../../../errors.ts';
import { ApiError, type KubeApi } from '../client/api.ts';
import { isAborted, systemSleep } from '../../../http/backoff.ts';
import type { Fence } from '../client/fence.ts';
import type { Lease } from '../client/types.ts';
import { Elapsed } from './elapsed.ts';
import { holderOf, microTime, unlessConflict, versionOf } from './lease.ts';

/** Seconds before its end from which on a Lease counts as over: a call that begins then may be carried out after it. */
const margin = 5;
/** Milliseconds without an answer after which the driver gives up; the run goes on. */
const patience = 15 * 60_000;
/** Milliseconds between two tries to renew it. */
const pause = 500;

/** Another process drives now: what this one wanted to change is not its to change. */
export class LeaseLost extends AutomlError {
  constructor() {
    super('CLUSTER', 'another driver has taken the run over');
    this.name = 'LeaseLost';
  }
}

export interface TenureOptions {
  /** Without a fence. */
  readonly api: KubeApi;
  readonly lease: Lease;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Since the Lease was asked for. */
  readonly since: Elapsed;
  /** Called once; nothing that changes the cluster passes from then on. */
  readonly onLost: (reason: Error) => void;
}

export class Tenure implements Fence {
  /** How often the run went from one driver to another. */
  readonly epoch: number;
  readonly #api: KubeApi;
  readonly #onLost: (reason: Error) => void;
  readonly #name: string;
  readonly #holder: string;
  readonly #now: () => number;
  readonly #seconds: number;
  readonly #stop = new AbortController();
  readonly #renewing: Promise<void>;
  #version: string | null;
  #renewed: Elapsed;
  #lost: Error | null = null;
  #wake: (() => void)[] = [];

  constructor({ api, lease, now, since, onLost }: TenureOptions) {
    this.#api = api;
    this.#now = now;
    this.#renewed = since;
    this.#onLost = onLost;
    this.#name = lease.metadata?.name ?? '';
    this.#holder = holderOf(lease);
    this.#seconds = lease.spec?.leaseDurationSeconds ?? 0;
    this.epoch = lease.spec?.leaseTransitions ?? 0;
    this.#version = versionOf(lease);
    this.#renewing = this.#renewAgain();
  }

  /** @throws LeaseLost, or why it can't be renewed any more */
  async pass(): Promise<void> {
    for (;;) {
      if (this.#lost !== null) throw this.#lost;
      if (this.#isSafe) return;
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  /** Says something at the Lease. @throws LeaseLost @throws ApiError */
  async note(annotations: Readonly<Record<string, string | null>>): Promise<void> {
    await this.pass();
    const lease = await this.#api.patch('Lease', this.#name, { metadata: { annotations } });
    // Else the next renewal would find a version that it does not know.
    if (holderOf(lease) === this.#holder) this.#version = versionOf(lease);
  }

  /** Lets the next driver go on at once. Best effort: without it the next one waits for the Lease to end. */
  async release(): Promise<void> {
    await this.#end();
    if (this.#lost !== null) return;
    const patch = { metadata: { resourceVersion: this.#version }, spec: { holderIdentity: '' } };
    this.#closeFence();
    await this.#api.patch('Lease', this.#name, patch).catch(() => null);
  }

  /** The run is over: nobody needs to drive it any more. @throws ApiError */
  async remove(): Promise<void> {
    await this.pass();
    await this.#end();
    this.#closeFence();
    await this.#api.delete('Lease', this.#name);
  }

  #closeFence(): void {
    this.#lost = new LeaseLost();
    this.#wakeAll();
  }

  async #end(): Promise<void> {
    this.#stop.abort();
    await this.#renewing;
  }

  get #isSafe(): boolean {
    const left = this.#seconds * 1000 - this.#renewed.milliseconds;
    return left > Math.min(margin, this.#seconds / 3) * 1000;
  }

  async #renewAgain(): Promise<void> {
    const { signal } = this.#stop;
    while (this.#lost === null) {
      await systemSleep(this.#isSafe ? (this.#seconds * 1000) / 3 : pause, signal);
      if (isAborted(signal)) return;
      await this.#renew();
    }
  }

  async #renew(): Promise<void> {
    const sent = new Elapsed(this.#now);
    try {
      const patch = { metadata: { resourceVersion: this.#version }, spec: { renewTime: microTime() } };
      const lease = await unlessConflict(this.#api.patch('Lease', this.#name, patch));
      if (lease === null) {
        await this.#lookAgain();
        return;
      }
      this.#version = versionOf(lease);
      this.#renewed = sent;
      this.#wakeAll();
    } catch (error) {
      // Nobody can take it either while the API server is not to be reached.
      const isGivenUp = this.#renewed.milliseconds > Math.max(patience, this.#seconds * 1000);
      if (isGivenUp || (isForGood(error) && !this.#isSafe))
        this.#lose(error instanceof Error ? error : new Error(messageOf(error)));
    }
  }

  /** It has changed without us, or the answer to an earlier renewal was lost: then the next one has to count. */
  async #lookAgain(): Promise<void> {
    const lease = await this.#api.get('Lease', this.#name);
    if (holderOf(lease) === this.#holder) this.#version = versionOf(lease);
    else this.#lose(new LeaseLost());
  }

  #lose(reason: Error): void {
    if (this.#lost !== null) return;
    this.#lost = reason;
    this.#onLost(reason);
    this.#wakeAll();
  }

  #wakeAll(): void {
    const waiting = this.#wake;
    this.#wake = [];
    for (const wake of waiting) wake();
  }
}

/** The credential has ended, or the right was taken away. */
function isForGood(error: unknown): boolean {
  return !(error instanceof ApiError) || error.status === 401 || error.status === 403;
}
