/** Watches who drives, until nobody does. */
import type { KubeApi } from '../client/api.ts';
import { watchKind, type WatchListener } from '../client/watch.ts';
import { isAborted, systemSleep } from '../../../http/backoff.ts';
import type { Lease } from '../client/types.ts';
import { holderOf, versionOf } from './lease.ts';

/** Milliseconds between two looks at whether the holder, a process of this machine, lives. */
const lookAgain = 1000;

export interface LeaseWatch {
  readonly api: KubeApi;
  /** As it was found. */
  readonly lease: Lease;
  readonly isDead: (holder: string) => Promise<boolean>;
  readonly signal: AbortSignal;
}

/**
 * Settles with the Lease as it was seen last when its holder has let it stand still for its whole duration, or is dead;
 * with null when it is gone, or nobody holds it. @throws ApiError
 */
export async function untilAbandoned({ api, lease, isDead, signal }: LeaseWatch): Promise<Lease | null> {
  const done = new AbortController();
  const either = AbortSignal.any([done.signal, signal]);
  const stillness = new Stillness(lease);
  const looking = setInterval(() => {
    stillness.look(isDead);
  }, lookAgain);
  const listener: WatchListener<Lease> = {
    list: ([found]) => {
      stillness.see(found ?? null);
    },
    event: ({ type, object }) => {
      stillness.see(type === 'DELETED' ? null : object);
    },
  };
  const watching = watchKind(
    api,
    'Lease',
    { fieldSelector: `metadata.name=${lease.metadata?.name ?? ''}` },
    listener,
    either,
  );
  try {
    return await Promise.race([stillness.ended, watching.then(() => null)]);
  } finally {
    done.abort();
    clearInterval(looking);
    stillness.stop();
  }
}

/** As its holder has renewed it; null: it stood still for its whole duration, its holder is dead, or nobody holds it. @throws ApiError */
export async function renewed({ api, lease, isDead, signal }: LeaseWatch): Promise<Lease | null> {
  const end = performance.now() + (lease.spec?.leaseDurationSeconds ?? 0) * 1000;
  while (performance.now() < end && !isAborted(signal) && !(await isDead(holderOf(lease)))) {
    await systemSleep(lookAgain, signal);
    const found = await api.get('Lease', lease.metadata?.name ?? '');
    if (versionOf(found) !== versionOf(lease)) return holderOf(found) === '' ? null : found;
  }
  return null;
}

/** A Lease that is watched, and how long it has stood still. */
class Stillness {
  readonly ended: Promise<Lease | null>;
  #last: Lease;
  #timer: NodeJS.Timeout;
  #end: (lease: Lease | null) => void = () => undefined;

  constructor(lease: Lease) {
    this.ended = new Promise((resolve) => (this.#end = resolve));
    this.#last = lease;
    this.#timer = this.#wait(lease);
  }

  see(lease: Lease | null): void {
    if (lease === null || holderOf(lease) === '') {
      this.#end(null);
      return;
    }
    if (versionOf(lease) === versionOf(this.#last)) return;
    this.stop();
    this.#last = lease;
    this.#timer = this.#wait(lease);
  }

  look(isDead: (holder: string) => Promise<boolean>): void {
    const seen = this.#last;
    void isDead(holderOf(seen)).then((dead) => {
      if (dead) this.#end(seen);
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #wait(lease: Lease): NodeJS.Timeout {
    const seconds = lease.spec?.leaseDurationSeconds ?? 0;
    return setTimeout(() => {
      this.#end(lease);
    }, seconds * 1000);
  }
}
