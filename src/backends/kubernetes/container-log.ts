/** The log of one container of a step's pod, line by line, until it has ended or nobody wants the rest. */
import { messageOf } from '../../errors.ts';
import type { KubeApi } from './client/api.ts';
import { followLog, lastLines, type LogEvent, type LogPlace } from './client/log-stream.ts';

export interface ContainerLogOptions {
  readonly api: KubeApi;
  readonly pod: string;
  readonly container: string;
  /** What comes before it. */
  readonly after: Promise<unknown>;
  /** Holds the stream up until it settles; true: that was all that is of interest. */
  readonly onEvents: (events: readonly LogEvent[]) => Promise<boolean>;
  /** A part is missing; the log ends with this. */
  readonly onTrouble: (trouble: string) => Promise<void>;
}

export class ContainerLog {
  /** Settles when all was read, or never will be; holds what is missing and why, or null. */
  readonly ended: Promise<string | null>;
  readonly #options: ContainerLogOptions;
  readonly #stop = new AbortController();
  #complete = false;
  #cutOff = false;

  constructor(options: ContainerLogOptions) {
    this.#options = options;
    this.ended = this.#follow();
  }

  /** The container will print no more: the log ends where it ends now. */
  finish(): void {
    this.#complete = true;
  }

  /** Nobody wants the rest. */
  stop(): void {
    this.#stop.abort();
  }

  /** There is no time for the rest: what is missing is said. */
  cutOff(): void {
    this.#cutOff = true;
    this.#stop.abort();
  }

  async #follow(): Promise<string | null> {
    const { api, pod, container, after, onEvents, onTrouble } = this.#options;
    const { signal } = this.#stop;
    let trouble: string | null = null;
    await after;
    try {
      const log = followLog(api, { pod, container }, { signal, isDone: () => this.#complete });
      for await (const events of log) if (await onEvents(events)) break;
    } catch (error) {
      if (this.#cutOff) trouble = 'the log was longer than there was time to read it';
      else if (!signal.aborted) trouble = `the log could not be read to its end: ${messageOf(error)}`;
    }
    if (trouble !== null) await onTrouble(trouble);
    return trouble;
  }
}

/** Lines that are enough to see why a container failed. */
const tailLines = 20;
/** Milliseconds that they may take to come. */
const tailPatience = 5000;

/** The end of the log of a container that is not followed; why there is none is a line too. */
export async function readTail(
  api: KubeApi,
  place: LogPlace,
  { isPrevious, signal }: { readonly isPrevious: boolean; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const both = AbortSignal.any([signal, AbortSignal.timeout(tailPatience)]);
  try {
    return await lastLines(api, place, { lines: tailLines, isPrevious, signal: both });
  } catch (error) {
    return [`[its log could not be read: ${messageOf(error)}]`];
  }
}
