/** The logs of a run's attempts while they are read. */
import { writeFile } from 'node:fs/promises';
import { taskKey, type Task } from '../../plan/plan.ts';
import type { BackendEvent, TaskOrder } from '../backend.ts';
import type { KubeApi } from './client/api.ts';
import type { Pod } from './client/types.ts';
import { ownContainers } from './companions.ts';
import { inLanes } from './lanes.ts';
import type { AttemptPlace, Hear } from './attempt-world.ts';
import { StepLog } from './step-log.ts';

/** Which attempt of which task something is about. */
export type Ordered = Pick<TaskOrder, 'task' | 'attempt'>;

export interface OpenLogsOptions {
  readonly api: KubeApi;
  /** Where the log of an attempt belongs; its folder exists. Null: it is not kept. */
  readonly logPath: (task: Task, attempt: number) => string | null;
  /** A promise means: whoever reads is behind, and the log stands still until it is there. */
  readonly onOutput: (event: Extract<BackendEvent, { type: 'phase' | 'log' }>) => Promise<void> | undefined;
}

/** Log files that are made at the same time. */
const fileLanes = 16;

export class OpenLogs {
  readonly #options: OpenLogsOptions;
  readonly #open = new Map<StepLog, Ordered>();
  /** By pod: those that several children share. */
  readonly #shared = new Map<string, StepLog>();

  constructor(options: OpenLogsOptions) {
    this.#options = options;
  }

  /** Each attempt has a log, also one that is stopped, or fails, before its code runs. @throws Error of the disk */
  async begin(attempts: readonly Ordered[]): Promise<void> {
    const { logPath } = this.#options;
    const paths = attempts.flatMap(({ task, attempt }) => logPath(task, attempt) ?? []);
    await inLanes(
      fileLanes,
      paths.map((path) => () => writeFile(path, '')),
    );
  }

  /**
   * The log of a pod, which `see` must be told of; behind what an earlier pod of the attempt has printed. Those that share
   * the pod have it together.
   */
  follow(
    { task, attempt, step, rank }: Ordered & Pick<AttemptPlace, 'step'> & Partial<Pick<AttemptPlace, 'rank'>>,
    pod: Pod,
    onMessage: Hear | null,
  ): StepLog {
    const { api, onOutput, logPath } = this.#options;
    const onLine = (line: string) => onOutput({ type: 'log', task, attempt, line });
    const sink = { path: logPath(task, attempt), onLine, onMessage };
    const name = pod.metadata?.name ?? '';
    const iteration = (rank ?? null) === null ? undefined : task.iteration;
    const shared = this.#shared.get(name);
    if (iteration !== undefined && shared !== undefined) {
      shared.share(iteration, sink);
      return shared;
    }
    const about = iteration === undefined ? {} : { iteration };
    const log = new StepLog({ api, pod: name, own: ownContainers(step), ...sink, ...about });
    this.#open.set(log, { task, attempt });
    if (iteration !== undefined) this.#shared.set(name, log);
    void log.ended.then((trouble) => {
      this.#open.delete(log);
      this.#shared.delete(name);
      if (trouble !== null) void onOutput({ type: 'phase', task, attempt, message: trouble });
    });
    return log;
  }

  /** Some of its log may still be to be read. */
  isOpen({ task, attempt }: Ordered): boolean {
    const key = taskKey(task);
    return [...this.#open.values()].some((open) => taskKey(open.task) === key && open.attempt === attempt);
  }

  /** Reads no further. */
  leave(): void {
    for (const log of this.#open.keys()) log.stop();
  }

  /** Until all are read; what takes longer is cut off. @param patience seconds */
  async close(patience: number): Promise<void> {
    const impatient = setTimeout(() => {
      for (const log of this.#open.keys()) log.cutOff();
    }, patience * 1000);
    await Promise.all([...this.#open.keys()].map((log) => log.ended));
    clearTimeout(impatient);
  }
}
