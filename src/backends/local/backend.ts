/** Steps as processes of this machine: each with its own copy of the source, its own process group and a step agent. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../errors.ts';
import { taskKey, type PlanStep, type Task } from '../../plan/plan.ts';
import { copyFiles } from '../../source/copy.ts';
import type { Source } from '../../source/source.ts';
import type { Backend, BackendEvent, BackendPlan, TaskOrder } from '../backend.ts';
import { resultWithoutAgent, type AgentMessage, type StepResult } from '../result.ts';
import { AgentProcess, type AgentEnd } from './agent-process.ts';
import { LineSplitter } from './lines.ts';
import { LogFile } from '../log-file.ts';
import { fileName } from '../step-spec.ts';
import { choosePort } from './port.ts';
import { removeFolder } from './remove.ts';
import type { SecretValues } from './secrets.ts';
import { localSpec } from './step-spec.ts';
import { indexVariables, secretVariables } from './variables.ts';

export interface LocalBackendOptions {
  readonly plan: BackendPlan;
  /** Folder of the run; the backend makes `source/`, `work/` and `artifacts/` in it. */
  readonly folder: string;
  /** Where the log of an attempt belongs; its folder exists. */
  readonly logPath: (task: Task, attempt: number) => string;
  /** Folder with the project's files and what to copy of it. */
  readonly source: Pick<Source, 'root' | 'files'>;
  readonly python: string;
  /** Folder `runner/` of this installation. */
  readonly runner: string;
  /** Folder kept between runs. */
  readonly cache: string;
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: ReadonlyMap<string, SecretValues>;
  /** Seconds between TERM and KILL. */
  readonly grace: number;
  readonly onEnded: (event: Extract<BackendEvent, { type: 'ended' }>) => void;
  /** A promise means: whoever reads is behind, and the step's output stands still until it is there. */
  readonly onOutput: (event: Extract<BackendEvent, { type: 'phase' | 'log' }>) => Promise<void> | undefined;
  /** Services stay up until this settles; absent: until the run ends. */
  readonly hold?: () => Promise<void>;
}

interface Running {
  readonly task: Task;
  readonly attempt: number;
  agent: AgentProcess | null;
  /** Set by `cancel` and `close`: a service that ends then was stopped, and did not fail. */
  stopping: boolean;
  ready: boolean;
  ended: Promise<void>;
}

export class LocalBackend implements Backend {
  readonly name = 'local';
  readonly #options: LocalBackendOptions;
  readonly #steps: ReadonlyMap<string, PlanStep>;
  readonly #running = new Map<string, Running>();
  #snapshot: Promise<string> | null = null;

  constructor(options: LocalBackendOptions) {
    this.#options = options;
    this.#steps = new Map(options.plan.steps.map((step) => [step.name, step]));
  }

  queues(): boolean {
    return false;
  }

  start(order: TaskOrder): void {
    const { task, attempt } = order;
    const running: Running = { task, attempt, agent: null, stopping: false, ready: false, ended: Promise.resolve() };
    this.#running.set(taskKey(task), running);
    running.ended = this.#run(order, running).catch((error: unknown) => {
      this.#end(running, resultWithoutAgent('failed', `the step could not be started: ${messageOf(error)}`));
    });
  }

  /** Processes don't outlive their driver: there is nothing to find. */
  find(order: TaskOrder): void {
    this.#options.onEnded({
      type: 'ended',
      task: order.task,
      attempt: order.attempt,
      result: resultWithoutAgent('cancelled', 'was cancelled'),
    });
  }

  cancel(task: Task): void {
    const running = this.#running.get(taskKey(task));
    if (running === undefined) return;
    running.stopping = true;
    running.agent?.signal('SIGTERM');
  }

  async close(): Promise<void> {
    const left = [...this.#running.values()];
    if (left.some((running) => running.ready)) await this.#options.hold?.();
    for (const running of left) this.cancel(running.task);
    const kill = setTimeout(
      () => {
        for (const running of left) running.agent?.signal('SIGKILL');
      },
      (this.#options.grace + 5) * 1000,
    );
    await Promise.all(left.map((running) => running.ended));
    clearTimeout(kill);
    for (const folder of ['work', 'source']) await removeFolder(path.join(this.#options.folder, folder));
  }

  /** Nothing goes on without this program. */
  leave(): Promise<void> {
    return this.close();
  }

  /** The source as it was when the run began, so that edits during the run reach no step. */
  async #source(): Promise<string> {
    const { folder, source } = this.#options;
    const to = path.join(folder, 'source');
    this.#snapshot ??= copyFiles(source.root, to, source.files).then(() => to);
    return this.#snapshot;
  }

  async #run(order: TaskOrder, running: Running): Promise<void> {
    const { folder, logPath } = this.#options;
    // Each attempt has a log, also one that is stopped, or fails, before its code runs.
    await writeFile(logPath(order.task, order.attempt), '');
    const step = this.#steps.get(order.task.step);
    if (step === undefined) throw new Error(`the plan has no step ${order.task.step}`);
    const name = `${fileName(order.task)}-a${order.attempt}`;
    const work = path.join(folder, 'work', name);
    const specFile = path.join(work, 'spec.json');
    const [port, source] = await Promise.all([
      step.service === undefined ? null : choosePort(step.service.port),
      this.#source(),
    ]);
    await copyFiles(source, path.join(work, 'source'), this.#options.source.files);
    await mkdir(path.join(work, 'scratch'));
    const spec = localSpec({ order, step, port, work, options: this.#options });
    await writeFile(specFile, JSON.stringify(spec));
    if (running.stopping) {
      this.#end(running, resultWithoutAgent('cancelled', 'cancelled before it started'));
      return;
    }
    if (port !== null && port !== step.service?.port) {
      this.#say(running, `port ${step.service?.port ?? ''} is taken on this machine; the service gets PORT=${port}`);
    }
    await this.#supervise(running, specFile, step);
    await removeFolder(work);
  }

  async #supervise(running: Running, spec: string, step: PlanStep): Promise<void> {
    const { plan, python, runner, cache, env, secrets, logPath } = this.#options;
    const log = new LogFile(logPath(running.task, running.attempt));
    const lines = new LineSplitter();
    const results: StepResult[] = [];
    running.agent = new AgentProcess(
      {
        python,
        agent: path.join(runner, 'agent', '__main__.py'),
        bytecode: path.join(cache, 'bytecode'),
        spec,
        env: { ...env, ...secretVariables(step, secrets), ...indexVariables(plan.python, secrets) },
      },
      {
        message: (message) => {
          const result = this.#hear(running, message);
          if (result !== null) results.push(result);
        },
        output: async (chunk) => {
          await log.write(chunk);
          await this.#log(running, lines.push(chunk));
        },
      },
    );
    if (running.stopping) running.agent.signal('SIGTERM');
    const end = await running.agent.ended;
    await this.#log(running, lines.end());
    const logTrouble = await log.close();
    if (logTrouble !== null) this.#say(running, logTrouble);
    this.#end(running, results.at(-1) ?? withoutResult(running, end));
  }

  /** The result if the message is the last word. */
  #hear(running: Running, message: AgentMessage): StepResult | null {
    switch (message.event) {
      case 'installing':
        this.#say(running, `installing ${message.requirements}`);
        return null;
      case 'begins':
      case 'running':
      case 'part':
      case 'prepared':
        return null;
      case 'ready':
        running.ready = true;
        this.#options.onEnded({ type: 'ended', task: running.task, attempt: running.attempt, result: message.result });
        return null;
      case 'result':
        return message.result;
    }
  }

  #end(running: Running, result: StepResult): void {
    this.#running.delete(taskKey(running.task));
    // A service was reported when it got ready; being stopped afterwards is no news.
    if (running.ready && running.stopping) return;
    this.#options.onEnded({ type: 'ended', task: running.task, attempt: running.attempt, result });
  }

  #say({ task, attempt }: Running, message: string): void {
    void this.#options.onOutput({ type: 'phase', task, attempt, message });
  }

  async #log({ task, attempt }: Running, lines: readonly string[]): Promise<void> {
    for (const line of lines) await this.#options.onOutput({ type: 'log', task, attempt, line });
  }
}

/** An agent that is stopped while its interpreter still starts dies of the signal, and has no word to say. */
function withoutResult({ stopping }: Running, { code, signal, trouble }: AgentEnd): StepResult {
  if (stopping && signal !== null) return resultWithoutAgent('cancelled', 'was cancelled');
  const how = signal !== null ? `was killed by ${signal}` : `ended with ${code ?? 'no code'} and no result`;
  const lastLine = trouble.trim().split('\n').pop();
  return resultWithoutAgent('failed', `result lost: the step agent ${how}${lastLine ? `: ${lastLine}` : ''}`);
}
