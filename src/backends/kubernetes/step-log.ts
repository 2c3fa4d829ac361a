/** The log of one container: the agent's messages are taken out of it, the rest goes to people and to the log file. */
import { messageOf } from '../../errors.ts';
import { LogFile } from '../log-file.ts';
import { agentMessage, type AgentMessage } from '../result.ts';
import type { KubeApi } from './client/api.ts';
import { followLog } from './client/log-stream.ts';

/** Begins a message of the agent (`FRAME` in runner/agent/control.py); the code's own output can't hold it. */
const frame = '\u001e::automl::';

const missing = {
  truncated: '[truncated: the node rotated the log before it was read]',
  gone: '[truncated: the pod was deleted before its log was read to the end]',
} as const;

export interface StepLogOptions {
  readonly api: KubeApi;
  readonly pod: string;
  readonly container: string;
  /** Where the log is kept. */
  readonly path: string;
  /** A promise means that the reader is behind: the stream then stands still. */
  readonly onLine: (line: string) => Promise<void> | undefined;
  /** `json` is the message as it was sent. Null: no agent speaks here, all is the code's own output. */
  readonly onMessage: ((message: AgentMessage, json: string) => void) | null;
}

export class StepLog {
  /** Settles when the whole log was read, or never will be; holds what is wrong with it, or null. */
  readonly ended: Promise<string | null>;
  readonly #options: StepLogOptions;
  readonly #stop = new AbortController();
  #complete = false;
  #cutOff = false;

  constructor(options: StepLogOptions) {
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

  /** There is no time for the rest: the log says that it is missing. */
  cutOff(): void {
    this.#cutOff = true;
    this.#stop.abort();
  }

  async #follow(): Promise<string | null> {
    const { api, pod, container, path, onMessage } = this.#options;
    const file = new LogFile(path);
    let trouble: string | null = null;
    try {
      const events = followLog(api, { pod, container }, { signal: this.#stop.signal, isDone: () => this.#complete });
      for await (const event of events) {
        const line = event.type === 'line' ? event.line : missing[event.type];
        if (onMessage !== null && line.startsWith(frame)) {
          if (this.#hear(line.slice(frame.length))) break;
        } else await Promise.all([file.write(Buffer.from(`${line}\n`)), this.#options.onLine(line)]);
      }
    } catch (error) {
      if (this.#cutOff) trouble = 'the log was longer than there was time to read it';
      else if (!this.#stop.signal.aborted) trouble = `the log could not be read to its end: ${messageOf(error)}`;
      if (trouble !== null) await file.write(Buffer.from(`[truncated: ${trouble}]\n`));
    }
    return (await file.close()) ?? trouble;
  }

  /** Whether that was the agent's last word, after which nothing is printed. */
  #hear(json: string): boolean {
    let content: unknown;
    try {
      content = JSON.parse(json);
    } catch {
      return false; // cut by a rotation: the termination message knows whether something is missing
    }
    const parsed = agentMessage.safeParse(content);
    if (!parsed.success) return false;
    this.#options.onMessage?.(parsed.data, json);
    return parsed.data.event === 'result';
  }
}
