/** One deployment of a service step: applied, waited for, asked once, and undone when it does not get ready. */
import { messageOf } from '../../../errors.ts';
import type { BackendPlan, TaskOrder } from '../../backend.ts';
import { resultWithoutAgent, type StepResult } from '../../result.ts';
import type { KubeApi } from '../client/api.ts';
import type { Event, Pod } from '../client/types.ts';
import { creationSentence } from '../diagnosis/creation.ts';
import { LeaseLost } from '../driving/tenure.ts';
import { exposureKinds, exposureObjects } from '../objects/exposure.ts';
import { serviceName } from '../objects/names.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { serviceMeta, serviceObject, type ServiceStep } from '../objects/service.ts';
import type { OpenLogs } from '../open-logs.ts';
import { awaitAddress, type Address } from './address.ts';
import type { Environment } from './environment.ts';
import { companionsOf } from './companions.ts';
import { applyDeployment, finishDeployment } from './deployment.ts';
import {
  readLive,
  serviceKinds,
  unlessUnknown,
  type LiveService,
  type ServiceKind,
  type ServiceObject,
} from './live.ts';
import { adopt } from './material.ts';
import { nextRevision } from './next-revision.ts';
import { Readying } from './readying.ts';
import { readRouting } from './routing.ts';
import { smokeTest } from './smoke.ts';
import { sweepMaterial } from './sweep-material.ts';
import { WayBack } from './way-back.ts';

export interface RollOutOptions {
  /** Behind the fence of the run. */
  readonly api: KubeApi;
  readonly facts: RunFacts;
  readonly plan: BackendPlan;
  readonly step: ServiceStep;
  readonly order: TaskOrder;
  readonly environment: Environment;
  readonly eventsOf: (pod: Pod) => readonly Event[];
  readonly say: (message: string) => void;
  readonly logs: OpenLogs;
}

export class RollOut {
  /** Never rejects. */
  readonly result: Promise<StepResult>;
  readonly #options: RollOutOptions;
  readonly #name: string;
  readonly #stop = new AbortController();
  #readying: Readying | null = null;
  /** Null: nothing was changed. */
  #wayBack: { readonly api: KubeApi; readonly to: WayBack } | null = null;
  #hasEntered = false;
  #over = false;
  #left = false;

  constructor(options: RollOutOptions) {
    this.#options = options;
    const { facts, step } = options;
    this.#name = serviceName(facts.workflow, step.name, facts.owner);
    this.result = this.#run().finally(async () => {
      this.#over = true;
      this.#readying?.close();
      if (this.#hasEntered) await options.environment.exit();
    });
  }

  cancel(): void {
    if (this.#over) return;
    this.#stop.abort();
    this.#readying?.giveUp(new Error('was cancelled'));
  }

  /** Another driver goes on with it. */
  leave(): void {
    this.#left = true;
    this.cancel();
  }

  /** Is there a reason to stop waiting? */
  look(): void {
    if (!this.#over) this.#readying?.look();
  }

  async #run(): Promise<StepResult> {
    const { facts, order, logs } = this.#options;
    try {
      await logs.begin([order]);
      const api = await this.#enter();
      const live = await readLive(api, facts, this.#name);
      const to = WayBack.from(live, facts, this.#name);
      if (to.isBegun) this.#wayBack = { api, to };
      return await this.#deploy(api, live, to);
    } catch (error) {
      return this.#failed(error);
    }
  }

  /** What was begun must be undone, also when the run is cancelled. @throws Error */
  async #enter(): Promise<KubeApi> {
    const { api, facts, environment, say } = this.#options;
    const Deployment = await api.get('Deployment', this.#name);
    const isBegun = Deployment !== null && WayBack.from({ Deployment }, facts, this.#name).isBegun;
    this.#hasEntered = true;
    const entering = environment.enter(say);
    return isBegun ? entering : Promise.race([entering, untilAborted(this.#stop.signal)]);
  }

  /** @throws Error whose message becomes the step's reason */
  async #deploy(api: KubeApi, live: LiveService, to: WayBack): Promise<StepResult> {
    this.#goOn();
    const { step, environment, facts, logs, order, eventsOf, say } = this.#options;
    const { service } = step;
    const { signal } = this.#stop;
    const routing = await readRouting(api, service, this.#name);
    if (typeof routing === 'string') throw new Error(routing);
    const isLeft = (): boolean => this.#left;
    const request = { ...this.#options, name: this.#name, live: live.Deployment ?? null, signal, isLeft };
    const next = await nextRevision(api, request);
    this.#goOn();
    if (!next.isSame) this.#wayBack = { api, to };
    const deployment = await applyDeployment(api, next, live.Deployment ?? null, to);
    if (next.material !== null) await adopt(api, deployment, next.material);
    this.#goOn();
    const patience = next.material === null ? (deployment.spec?.progressDeadlineSeconds ?? null) : null;
    const opened = next.isSame ? null : logs;
    const readying = new Readying({ api, step, order, deployment, eventsOf, say, logs: opened, patience });
    this.#readying = readying;
    const ready = await readying.ready();
    this.#goOn();
    // Not before: what leads to the revision before is right for as long as that one serves.
    const companions = companionsOf(facts, step);
    const exposure = exposureObjects(serviceMeta(facts, step), service, routing);
    // A Gateway knows the number of the port: its route must follow at once.
    const known = exposure.filter(({ kind }) => live[kind] !== undefined);
    await applyAll(api, [{ kind: 'Service', object: serviceObject(facts, step) }, ...known, ...companions]);
    const smoke =
      service.smoke === undefined ? null : await smokeTest(api, this.#name, service.port, service.smoke, { signal });
    this.#goOn();
    if (smoke !== null && smoke.problem !== null) throw new Error(smoke.problem);
    await applyAll(api, exposure);
    const kept = [...companions, ...exposure].map(({ kind }) => kind);
    // A way that was found before is not lost because nobody can be asked for one now.
    await removeOthers(api, live, this.#name, routing?.kind === 'nowhere' ? [...kept, ...exposureKinds] : kept);
    const idle = await finishDeployment(api, facts, step, next, ready);
    // What went well is not undone any more.
    this.#wayBack = null;
    await environment.deployed();
    const left = await sweepMaterial(api, deployment, idle);
    const address = await awaitAddress(api, routing, { name: this.#name, service, signal });
    return this.#succeeded(smoke === null ? null : smoke.answer, address, left);
  }

  #succeeded(
    smoke: NonNullable<StepResult['service']>['smoke'],
    address: Address | null,
    warnings: readonly string[],
  ): StepResult {
    const { api, step } = this.#options;
    const url = `http://${this.#name}.${api.namespace}:${String(step.service.port)}`;
    const why =
      address?.url === null ? [`service ${step.name} can't be reached from outside yet: ${address.reason}`] : [];
    return {
      ...resultWithoutAgent('succeeded', ''),
      reason: null,
      service: { url, external_url: address?.url ?? null, smoke },
      warnings: [...why, ...warnings],
    };
  }

  async #failed(error: unknown): Promise<StepResult> {
    const isCancelled = this.#stop.signal.aborted;
    if (error instanceof LeaseLost && !isCancelled) {
      const where = this.#options.facts.owner.environment ?? '';
      return resultWithoutAgent('failed', `another run deploys to ${where} now, and goes on from what it found`);
    }
    const reason = isCancelled ? 'was cancelled' : creationSentence(error, this.#options.api.namespace);
    // What it printed goes with its pod.
    if (!isCancelled) await this.#readying?.readLog();
    const undone = this.#left ? '' : await this.#undo();
    return resultWithoutAgent(isCancelled ? 'cancelled' : 'failed', `${reason}${undone}`);
  }

  /** What became of the service, as the end of a sentence. */
  async #undo(): Promise<string> {
    if (this.#wayBack === null) return '';
    const { api, to } = this.#wayBack;
    try {
      await to.restore(api);
    } catch (error) {
      return `; it could not be undone: ${messageOf(error)}`;
    }
    return to.isNone ? '' : '; the revision before it goes on serving';
  }

  #goOn(): void {
    if (this.#stop.signal.aborted) throw new Error('was cancelled');
  }
}

async function applyAll(api: KubeApi, objects: readonly ServiceObject[]): Promise<void> {
  for (const { kind, object } of objects) await api.apply(kind, object, { force: true });
}

/** What the service had and has no more: an Ingress that is not asked for, an autoscaler. */
async function removeOthers(
  api: KubeApi,
  live: LiveService,
  name: string,
  wanted: readonly ServiceKind[],
): Promise<void> {
  const kept = new Set<ServiceKind>(['Deployment', 'Service', ...wanted]);
  for (const kind of serviceKinds) {
    const uid = live[kind]?.metadata?.uid;
    if (uid !== undefined && !kept.has(kind)) await unlessUnknown(kind, false, api.delete(kind, name, { uid }));
  }
}

/** @throws Error as soon as it is */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const give = (): void => {
      reject(new Error('was cancelled'));
    };
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}
