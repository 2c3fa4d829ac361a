/** A backend on a cluster in memory, with everything it says. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BackendEvent, TaskOrder } from '../../../../src/backends/backend.ts';
import { KubernetesBackend, type KubernetesBackendOptions } from '../../../../src/backends/kubernetes/backend.ts';
import type { Pod } from '../../../../src/backends/kubernetes/client/types.ts';
import { taskKey, type PlanStep } from '../../../../src/plan/plan.ts';
import { plan } from '../../engine/plans.ts';
import { environmentOf } from './environments.ts';
import { FakeApi } from './fake-api.ts';
import { facts } from './objects/facts.ts';

type Ended = Extract<BackendEvent, { type: 'ended' }>;

export class BackendScene {
  readonly api: FakeApi;
  readonly ended: Ended[] = [];
  readonly began: Extract<BackendEvent, { type: 'began' }>[] = [];
  readonly said: string[] = [];
  readonly backend: KubernetesBackend;
  readonly #folder: string;

  private constructor(
    folder: string,
    api: FakeApi,
    steps: readonly PlanStep[],
    fields: Partial<KubernetesBackendOptions> = {},
  ) {
    this.#folder = folder;
    this.api = api;
    this.backend = new KubernetesBackend({
      api: this.api,
      plan: plan(steps),
      facts: facts(),
      environment: environmentOf(api, facts()),
      found: [],
      stored: () => Promise.resolve(),
      onBlind: () => undefined,
      logPath: (task, attempt) => this.#logPath(taskKey(task), attempt),
      onBegan: (event) => this.began.push(event),
      onEnded: (event) => this.ended.push(event),
      onOutput: (event) => {
        this.said.push(event.type === 'log' ? event.line : `[${event.message}]`);
        return undefined;
      },
      ...fields,
    });
  }

  static async open(...steps: readonly PlanStep[]): Promise<BackendScene> {
    return new BackendScene(await newFolder(), new FakeApi(), steps);
  }

  /** Of a driver that comes after another, whose objects are there. */
  static async takeOver(
    api: FakeApi,
    steps: readonly PlanStep[],
    fields: Partial<KubernetesBackendOptions> = {},
  ): Promise<BackendScene> {
    return new BackendScene(await newFolder(), api, steps, { found: api.all('Job'), ...fields });
  }

  /** `train#2/1 failed: exit 3` */
  get results(): string[] {
    return this.ended.map(({ task, attempt, result: { state, reason } }) => {
      return `${taskKey(task)}/${attempt} ${state}${reason === null ? '' : `: ${reason}`}`;
    });
  }

  order(orders: readonly TaskOrder[]): void {
    for (const each of orders) this.backend.start(each);
  }

  /** What the Job controller makes. */
  pod(job: string, status: Pod, index?: number): Pod {
    const at = index === undefined ? '' : `-${index}`;
    const name = `${job}${at}-x`;
    const made: Pod = {
      ...status,
      metadata: {
        ...status.metadata,
        name,
        uid: name,
        labels: { 'automl-action/run': 'r1', 'batch.kubernetes.io/job-name': job },
        ...(index === undefined ? {} : { annotations: { 'batch.kubernetes.io/job-completion-index': String(index) } }),
      },
    };
    this.api.put('Pod', made);
    return made;
  }

  jobs(): string[] {
    return this.api.all('Job').map(({ metadata }) => metadata?.name ?? '');
  }

  calls(verb: string): string[] {
    return this.api.calls.filter((call) => call.verb === verb).map(({ kind, name }) => `${kind ?? ''} ${name}`);
  }

  log(task: string, attempt = 1): Promise<string> {
    return readFile(this.#logPath(task, attempt), 'utf8');
  }

  async end(): Promise<void> {
    await this.backend.close().catch(() => undefined);
    await rm(this.#folder, { recursive: true });
  }

  #logPath(key: string, attempt: number): string {
    return path.join(this.#folder, `${key}~${attempt}.log`);
  }
}

function newFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'automl-backend-'));
}

/** Until it is so; what goes on in memory and on a disk takes no longer than seconds. @throws Error when it never is */
export async function until(condition: () => boolean): Promise<void> {
  const deadline = performance.now() + 4000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`never: ${condition.toString()}`);
    await turn();
  }
}

/** What is under way gets on. */
export async function settle(turns = 50): Promise<void> {
  for (let left = turns; left > 0; left--) await turn();
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
