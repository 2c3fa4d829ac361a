/** Hears of it when somebody wants the run that we drive to be cancelled, or deletes it. */
import type { KubeApi } from '../client/api.ts';
import type { ConfigMap } from '../client/types.ts';
import { watchKind } from '../client/watch.ts';
import { anchorName } from '../objects/names.ts';
import { cancelRequestOf } from './stored-run.ts';

export interface AnchorWatchOptions {
  readonly api: KubeApi;
  /** Id of the run. */
  readonly id: string;
  /** Whoever drove before has heard of a cancel. */
  readonly isCancelled: boolean;
  /** Called once. */
  readonly onCancel: (reason: string) => void;
  /** Called once. */
  readonly onGone: () => void;
}

export class AnchorWatch {
  readonly #stop = new AbortController();
  readonly #watching: Promise<void>;
  #isCancelled: boolean;
  #isGone = false;

  constructor({ api, id, isCancelled, onCancel, onGone }: AnchorWatchOptions) {
    this.#isCancelled = isCancelled;
    const see = (anchor: ConfigMap | undefined): void => {
      if (anchor === undefined) {
        this.#isGone = true;
        this.#stop.abort();
        onGone();
        return;
      }
      const reason = cancelRequestOf(anchor);
      if (reason === null || this.#isCancelled) return;
      this.#isCancelled = true;
      onCancel(reason);
    };
    this.#watching = watchKind(
      api,
      'ConfigMap',
      { fieldSelector: `metadata.name=${anchorName(id)}` },
      {
        list: ([anchor]) => {
          see(anchor);
        },
        event: ({ type, object }) => {
          see(type === 'DELETED' ? undefined : object);
        },
      },
      this.#stop.signal,
      // Where nothing can be watched any more, the backend's own watches say so.
    ).catch(() => undefined);
  }

  /** Nothing of the run is to be stored any more. */
  get isGone(): boolean {
    return this.#isGone;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#watching;
  }
}
