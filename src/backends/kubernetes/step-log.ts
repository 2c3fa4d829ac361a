/**
 * The log of a step's pod: the agent's messages are taken out of it, the rest goes to people and to the log file. The
 * containers that the file adds are read beside the step's, each line with the container's name before it. Where children
 * share the pod, the agent says whose turn it is, and all that follows is about that one.
 */
import { agentMessage } from '../result.ts';
import type { KubeApi } from './client/api.ts';
import type { Pod } from './client/types.ts';
import { containersOf, hasEnded, hasFailedBefore, hasPrinted, type PodContainer } from './companions.ts';
import { ContainerLog, readTail } from './container-log.ts';
import { stepContainer } from './layout.ts';
import { LogSink, type LogSinkOptions } from './log-sink.ts';

/** Begins a message of the agent (`FRAME` in runner/agent/control.py); the code's own output can't hold it. */
export const frame = '\u001e::automl::';
/** Milliseconds that other containers have to print when the code has ended. */
const lastWords = 500;

const missing = {
  truncated: '[truncated: the node rotated the log before it was read]',
  gone: '[truncated: the pod was deleted before its log was read to the end]',
} as const;
/** A sidecar that was restarted has a new log, which looks like one that was rotated. */
const missingOfSidecar = {
  ...missing,
  truncated: '[truncated: the container was restarted, or the node rotated its log before it was read]',
};

export interface StepLogOptions extends LogSinkOptions {
  readonly api: KubeApi;
  readonly pod: string;
  /** Names of the containers that are followed; of others only the end is shown, when they keep the step from starting. */
  readonly own: ReadonlySet<string>;
  /** The child that this is about first, where others share the pod. */
  readonly iteration?: number;
}

/** A container that is followed. */
interface Followed {
  readonly role: PodContainer['role'];
  readonly log: ContainerLog;
}

export class StepLog {
  /** Settles when the whole log was read, or never will be; holds what is wrong with it, or null. */
  readonly ended: Promise<string | null>;
  readonly #options: StepLogOptions;
  /** By iteration, of those that share the pod. */
  readonly #sinks = new Map<number | null, LogSink>();
  /** Whose turn it is; undefined: nobody follows that one. */
  #sink: LogSink | undefined;
  /** By the container's name. */
  readonly #followed = new Map<string, Followed>();
  readonly #tails = new Map<string, Promise<void>>();
  readonly #stop = new AbortController();
  #isOver = false;
  #setOver: () => void = () => undefined;

  constructor(options: StepLogOptions) {
    this.#options = options;
    this.#sink = new LogSink(options);
    this.#sinks.set(options.iteration ?? null, this.#sink);
    const over = new Promise<void>((resolve) => (this.#setOver = resolve));
    this.ended = over.then(() => this.#close());
  }

  /** Another child of the pod is followed from its turn on. */
  share(iteration: number, options: LogSinkOptions): void {
    this.#sinks.set(iteration, new LogSink(options));
  }

  /** Follows what has begun since the last time. */
  see(pod: Pod): void {
    if (this.#isOver || pod.metadata?.name !== this.#options.pod) return;
    const containers = containersOf(pod);
    const hasStarted = containers.some(({ status }) => status.name === stepContainer && hasPrinted(status));
    for (const container of containers) {
      const { name } = container.status;
      if (!this.#options.own.has(name)) {
        if (!hasStarted && hasFailedBefore(container)) this.#showTail(container);
      } else if (hasPrinted(container.status)) this.#follow(container);
      if (hasEnded(pod, container)) this.#followed.get(name)?.log.finish();
    }
  }

  /** A line of ours, before what is read from now on. */
  note(text: string): void {
    if (!this.#isOver) void this.#sink?.keep(`[${text}]\n`);
  }

  /** The step's container will print no more: the log ends where it ends now. */
  finish(): void {
    for (const { log } of this.#followed.values()) log.finish();
    // It has not begun, and never will.
    if (!this.#followed.has(stepContainer)) this.#end();
  }

  /** Nobody wants the rest. */
  stop(): void {
    for (const { log } of this.#followed.values()) log.stop();
    this.#stop.abort();
    this.#end();
  }

  /** There is no time for the rest: the log says that it is missing. */
  cutOff(): void {
    for (const { log } of this.#followed.values()) log.cutOff();
    this.#stop.abort();
    this.#end();
  }

  #end(): void {
    this.#isOver = true;
    this.#setOver();
  }

  async #close(): Promise<string | null> {
    const logs = [...this.#followed.values()];
    // What goes on beside code that has ended has no end of its own.
    const enough = setTimeout(() => {
      for (const { role, log } of logs) if (role !== 'init') log.stop();
    }, lastWords);
    await Promise.all([...logs.map(({ log }) => log.ended), ...this.#tails.values()]);
    clearTimeout(enough);
    const trouble = (await this.#followed.get(stepContainer)?.log.ended) ?? null;
    const troubles = await Promise.all([...this.#sinks.values()].map((sink) => sink.close()));
    return troubles.find((each) => each !== null) ?? trouble;
  }

  #follow({ role, status: { name } }: PodContainer): void {
    if (this.#followed.has(name)) return;
    const { api, pod } = this.#options;
    const isStep = name === stepContainer;
    const words = role === 'sidecar' ? missingOfSidecar : missing;
    const log = new ContainerLog({
      api,
      pod,
      container: name,
      after: isStep ? this.#beforeStep() : Promise.resolve(),
      onEvents: (events) => {
        const lines = events.map((event) => (event.type === 'line' ? event.line : words[event.type]));
        return isStep && this.#options.onMessage !== null ? this.#take(lines) : this.#write(lines, name);
      },
      onTrouble: async (trouble) => this.#sink?.keep(`${named(`[truncated: ${trouble}]`, name)}\n`),
    });
    this.#followed.set(name, { role, log });
    if (isStep)
      void log.ended.then(() => {
        this.#end();
      });
  }

  /** What was printed before the code stands before its own output. */
  #beforeStep(): Promise<unknown> {
    const inits = [...this.#followed.values()].filter(({ role }) => role === 'init');
    return Promise.all(inits.map(({ log }) => log.ended));
  }

  /** Once: why it failed is the same each time. */
  #showTail({ status: { name, restartCount } }: PodContainer): void {
    if (this.#tails.has(name)) return;
    const { api, pod } = this.#options;
    const show = async (): Promise<void> => {
      const tail = readTail(api, { pod, container: name }, { isPrevious: restartCount > 0, signal: this.#stop.signal });
      await this.#write(await tail, name);
    };
    this.#tails.set(name, show());
  }

  /** Messages among the lines are heard in their place. */
  async #take(lines: readonly string[]): Promise<boolean> {
    const written: Promise<boolean>[] = [];
    let printed: string[] = [];
    let isEnd = false;
    for (const line of lines) {
      if (!line.startsWith(frame)) {
        printed.push(line);
        continue;
      }
      written.push(this.#write(printed, stepContainer));
      printed = [];
      isEnd = this.#hear(line);
      if (isEnd) break;
    }
    await Promise.all([...written, this.#write(printed, stepContainer)]);
    return isEnd;
  }

  async #write(lines: readonly string[], container: string): Promise<false> {
    if (lines.length === 0) return false;
    await this.#sink?.write(lines.map((line) => named(line, container)));
    return false;
  }

  /** Whether that was the agent's last word, after which nothing is printed. */
  #hear(line: string): boolean {
    const json = line.slice(frame.length);
    let content: unknown;
    try {
      content = JSON.parse(json);
    } catch {
      return false; // cut by a rotation: the termination message knows whether something is missing
    }
    const parsed = agentMessage.safeParse(content);
    if (!parsed.success) return false;
    const { event, iteration } = parsed.data;
    if (iteration !== undefined) this.#sink = this.#sinks.get(iteration);
    this.#sink?.hear?.(parsed.data, json);
    return event === 'result' && iteration === undefined;
  }
}

/** The step's own lines are as the code wrote them. */
function named(line: string, container: string): string {
  return container === stepContainer ? line : `[${container}] ${line}`;
}
