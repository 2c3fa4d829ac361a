/** An object of a service, watched until it is as it is to be, but not for ever. */
import type { KubeApi } from '../client/api.ts';
import type { Kind, Kinds } from '../client/types.ts';
import { watchKind } from '../client/watch.ts';

/** What an object is for who waits; `bad`: a controller says no, and may only be slow to see what it needs. */
export type Verdict = 'good' | 'bad' | 'open';

export interface Waiting {
  /** Milliseconds. */
  readonly patience: number;
  /** Milliseconds that `bad` must last. */
  readonly settling: number;
  readonly signal: AbortSignal;
}

/** Returns when it is good, or bad for long enough, or the patience is over. @throws ApiError */
export async function watchUntilGood<K extends Kind>(
  api: KubeApi,
  kind: K,
  name: string,
  judge: (object: Kinds[K]) => Verdict,
  { patience, settling, signal }: Waiting,
): Promise<void> {
  const done = new AbortController();
  const stop = (): void => {
    done.abort();
  };
  let bad: NodeJS.Timeout | null = null;
  const isGood = (): void => {
    if (bad !== null) clearTimeout(bad);
    bad = null;
  };
  const see = (object: Kinds[K]): void => {
    const verdict = judge(object);
    if (verdict === 'bad') bad ??= setTimeout(stop, settling);
    else isGood();
    if (verdict === 'good') stop();
  };
  const timer = setTimeout(stop, patience);
  try {
    const listener = {
      list: (items: readonly Kinds[K][]) => {
        items.forEach(see);
      },
      event: ({ object }: { readonly object: Kinds[K] }) => {
        see(object);
      },
    };
    await watchKind(
      api,
      kind,
      { fieldSelector: `metadata.name=${name}` },
      listener,
      AbortSignal.any([done.signal, signal]),
    );
  } finally {
    clearTimeout(timer);
    isGood();
  }
}
