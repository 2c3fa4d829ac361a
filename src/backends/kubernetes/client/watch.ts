/** All objects of a kind, and then each change, through whatever happens to the connection. */
import { z } from 'zod';
import { ApiError, type KubeApi, type Selection } from './api.ts';
import { backoff, isAborted, systemSleep, type Sleep } from '../../../http/backoff.ts';
import { Outage } from './outage.ts';
import { resourcePath, selectionQuery } from './resource-path.ts';
import type { Kind, Kinds } from './types.ts';

export interface WatchListener<T> {
  /** All there are; called again when changes may have been missed: what is not among them is gone. */
  list(items: readonly T[]): void;
  event(event: WatchEvent<T>): void;
}

export interface WatchEvent<T> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: T;
}

export interface WatchOptions {
  /** Seconds without a byte after which the connection counts as dead; default 90: bookmarks come each minute. */
  readonly silence?: number;
  readonly sleep?: Sleep;
}

const watchLine = z.object({
  type: z.enum(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']),
  object: z.object({
    metadata: z.object({ resourceVersion: z.string().optional() }).optional(),
    code: z.number().optional(),
    reason: z.string().optional(),
  }),
});

/** Where a watch ended: the version to go on from, null for a new list; `lively`: it was of use. */
interface Ended {
  readonly version: string | null;
  readonly lively: boolean;
}

/** Resolves when the signal is aborted. @throws ApiError that no repetition mends (401, 403 ...), and what the listener throws */
export async function watchKind<K extends Kind>(
  api: KubeApi,
  kind: K,
  selection: Selection,
  listener: WatchListener<Kinds[K]>,
  signal: AbortSignal,
  options: WatchOptions = {},
): Promise<void> {
  const { sleep = systemSleep } = options;
  let version: string | null = null;
  const outage = new Outage();
  let idle = 0;
  while (!signal.aborted) {
    if (version === null) {
      const listed = await outcomeOf(unlessAborted(api.list(kind, selection), signal), outage);
      if (isAborted(signal)) return;
      if (typeof listed === 'string') {
        await sleep(backoff(idle++), signal);
        continue;
      }
      listener.list(listed.value.items);
      version = listed.value.resourceVersion;
    }
    const ended: Ended = await watchOnce(
      api,
      { kind, selection, version, outage },
      listener,
      signal,
      options.silence ?? 90,
    );
    version = ended.version;
    // A watch that was of use is taken up again at once; a server that hangs up on us is given a rest.
    idle = ended.lively ? 0 : idle + 1;
    if (idle > 0) await sleep(backoff(idle - 1), signal);
  }
}

async function watchOnce<K extends Kind>(
  api: KubeApi,
  what: { readonly kind: K; readonly selection: Selection; readonly version: string; readonly outage: Outage },
  listener: WatchListener<Kinds[K]>,
  signal: AbortSignal,
  silence: number,
): Promise<Ended> {
  const dead = new AbortController();
  const timer = setTimeout(() => {
    dead.abort();
  }, silence * 1000);
  const query = {
    ...selectionQuery(what.selection),
    watch: true,
    allowWatchBookmarks: true,
    resourceVersion: what.version,
    // Not the same for all, so that watches begun together do not end together.
    timeoutSeconds: 300 + Math.floor(Math.random() * 300),
  };
  const path = resourcePath(what.kind, api.namespace);
  const lines = api.lines(path, query, AbortSignal.any([signal, dead.signal]));
  let { version } = what;
  let lively = false;
  try {
    for (;;) {
      const next = await outcomeOf(lines.next(), what.outage);
      if (next === 'expired') return { version: null, lively: true };
      if (next === 'broken' || next.value.done === true || signal.aborted) return { version, lively };
      timer.refresh();
      for (const text of next.value.value) {
        if (isAborted(signal)) return { version, lively };
        const line = jsonOf(text);
        const parsed = watchLine.safeParse(line);
        // A line that was cut: its change comes again.
        if (!parsed.success) return { version, lively };
        const { type, object } = parsed.data;
        if (type === 'ERROR') return { version: null, lively: object.code === 410 || object.reason === 'Expired' };
        version = object.metadata?.resourceVersion ?? version;
        lively = true;
        if (type !== 'BOOKMARK') listener.event(line as WatchEvent<Kinds[K]>);
      }
    }
  } finally {
    clearTimeout(timer);
    dead.abort();
    await lines.return('').catch(() => undefined);
  }
}

/** @throws ApiError that no repetition mends */
async function outcomeOf<T>(
  promise: Promise<T>,
  outage: Outage,
): Promise<{ readonly value: T } | 'broken' | 'expired'> {
  try {
    return { value: await promise };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === null) {
      outage.note(performance.now());
      return 'broken';
    }
    if (error.status === 403 && outage.isFresh(performance.now())) return 'broken';
    if (error.status === 410) return 'expired';
    if (error.status >= 400 && error.status < 500 && error.status !== 408 && error.status !== 429) throw error;
    return 'broken';
  }
}

/** Rejects as soon as the signal is aborted; the promise itself goes on, unheard. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(new Error('aborted'));
    };
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
