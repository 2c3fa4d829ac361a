/** What the cluster shows of a run: one watch a kind, Events only while something is waited for. */
import type { KubeApi } from './client/api.ts';
import type { Event, Job, Kinds, Pod } from './client/types.ts';
import { watchKind } from './client/watch.ts';

export interface ObserverOptions {
  readonly api: KubeApi;
  /** Label selector of the run. */
  readonly selector: string;
  /** `gone`: it was deleted; then the object is as it was last seen. */
  readonly onPod: (pod: Pod, gone: boolean) => void;
  readonly onJob: (job: Job, gone: boolean) => void;
  /** Something was told about an object, perhaps one of ours. */
  readonly onEvent: (event: Event) => void;
  /** A watch that can't go on: no right to watch any more, say. */
  readonly onFailure: (error: unknown) => void;
}

export class Observer {
  readonly #options: ObserverOptions;
  readonly #stop = new AbortController();
  readonly #watches = new Set<Promise<void>>();
  /** By what they are about: `Pod/name`. */
  readonly #told = new Map<string, Event[]>();
  #events: AbortController | null = null;

  constructor(options: ObserverOptions) {
    this.#options = options;
    const { selector: labelSelector } = options;
    this.#keep(this.#watch('Pod', { labelSelector }, options.onPod));
    this.#keep(this.#watch('Job', { labelSelector }, options.onJob));
  }

  /** What was told about an object and the claims that it mounts while `wantEvents` was true, oldest first. */
  eventsOf(kind: 'Pod' | 'Job', { metadata, spec }: Pod | Job): readonly Event[] {
    const volumes = spec !== undefined && 'volumes' in spec ? spec.volumes : [];
    const claims = volumes.flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);
    const own = this.#told.get(`${kind}/${metadata?.name ?? ''}`) ?? [];
    return [...own, ...claims.flatMap((claim) => this.#told.get(`PersistentVolumeClaim/${claim}`) ?? [])];
  }

  /** What the server knows now of the object with that uid. @throws ApiError */
  async readEvents(uid: string): Promise<readonly Event[]> {
    return (await this.#options.api.list('Event', { fieldSelector: `involvedObject.uid=${uid}` })).items;
  }

  /** Events of a namespace are many: they are read only while somebody asks why something is pending. */
  wantEvents(wanted: boolean): void {
    if (wanted === (this.#events !== null)) return;
    if (!wanted) {
      this.#events?.abort();
      this.#events = null;
      this.#told.clear();
      return;
    }
    this.#events = new AbortController();
    const signal = AbortSignal.any([this.#stop.signal, this.#events.signal]);
    // Without the right to read events the run goes on; only the reasons of a pending pod stay unknown.
    this.#keep(this.#watchEvents(signal).catch(() => undefined));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#watches);
  }

  #keep(watch: Promise<void>): void {
    const kept: Promise<void> = watch.finally(() => this.#watches.delete(kept));
    this.#watches.add(kept);
  }

  async #watch<K extends 'Pod' | 'Job'>(
    kind: K,
    selection: { labelSelector: string },
    tell: (object: Kinds[K], gone: boolean) => void,
  ): Promise<void> {
    const seen = new Map<string, Kinds[K]>();
    const see = (object: Kinds[K], gone: boolean): void => {
      const uid = object.metadata?.uid ?? '';
      // Nobody asks for it, and it is half of the object.
      delete object.metadata?.managedFields;
      if (gone || isFinal(object)) seen.delete(uid);
      else seen.set(uid, object);
      tell(object, gone);
    };
    try {
      await watchKind(
        this.#options.api,
        kind,
        selection,
        {
          list: (items) => {
            const present = new Set(items.map(({ metadata }) => metadata?.uid));
            for (const [uid, object] of seen) if (!present.has(uid)) see(object, true);
            for (const object of items) see(object, false);
          },
          event: ({ type, object }) => {
            see(object, type === 'DELETED');
          },
        },
        this.#stop.signal,
      );
    } catch (error) {
      if (!this.#stop.signal.aborted) this.#options.onFailure(error);
    }
  }

  async #watchEvents(signal: AbortSignal): Promise<void> {
    const take = (event: Event): void => {
      if (event.reason !== undefined && everyday.has(event.reason)) return;
      const { kind = '', name = '' } = event.involvedObject;
      const key = `${kind}/${name}`;
      const others = (this.#told.get(key) ?? []).filter(({ metadata }) => metadata.uid !== event.metadata.uid);
      delete event.metadata.managedFields;
      // Put behind the others: what was told about last is forgotten last.
      this.#told.delete(key);
      this.#told.set(key, [...others, event].slice(-mostEvents));
      if (this.#told.size > mostObjects) this.#told.delete(this.#told.keys().next().value ?? '');
      this.#options.onEvent(event);
    };
    await watchKind(
      this.#options.api,
      'Event',
      {},
      {
        list: (items) => {
          items.forEach(take);
        },
        event: ({ type, object }) => {
          if (type !== 'DELETED') take(object);
        },
      },
      signal,
    );
  }
}

/** Reasons of Events that say nothing about what is in the way. */
const everyday = new Set([
  'Scheduled',
  'Pulling',
  'Pulled',
  'Created',
  'Started',
  'SuccessfulCreate',
  'Killing',
  'Completed',
]);
/** Kept of each object. */
const mostEvents = 20;
/** Objects of which they are kept: a pod that waits for days sees the Events of the whole namespace. */
const mostObjects = 5000;

/** Conditions after which a Job makes no pod, and has none. */
const isJobsEnd = new Set(['Complete', 'Failed']);

/** It has ended, and was told so: that it goes is no news. */
function isFinal({ status }: Pod | Job): boolean {
  const phase = status !== undefined && 'phase' in status ? status.phase : undefined;
  if (phase === 'Succeeded' || phase === 'Failed') return true;
  return (status?.conditions ?? []).some(({ type, status: is }) => isJobsEnd.has(type) && is === 'True');
}
