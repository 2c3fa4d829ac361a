/** One deployment of a service step: applied, waited for, asked once, and undone when it does not get ready. */
import { messageOf } from '../../errors.ts';
import type { PlanStep } from '../../plan/plan.ts';
import type { BackendPlan, TaskOrder } from '../backend.ts';
import { resultWithoutAgent, type AgentMessage, type StepResult } from '../result.ts';
import type { KubeApi } from './client/api.ts';
import { systemSleep } from './client/backoff.ts';
import type { Deployment, Event, Pod } from './client/types.ts';
import { watchKind, type WatchListener } from './client/watch.ts';
import { hasLog } from './companions.ts';
import { creationSentence } from './diagnosis/creation.ts';
import { troubleOfDeployment } from './diagnosis/waiting.ts';
import { labels, labelValue } from './objects/labels.ts';
import { adoptedBy } from './objects/owner-references.ts';
import type { RunFacts } from './objects/run-facts.ts';
import { serviceObjects, type ServiceObjects } from './objects/service.ts';
import type { OpenLogs } from './open-logs.ts';
import { Patience } from './patience.ts';
import { crashOf, isComplete } from './readiness.ts';
import { Revision } from './revision.ts';
import { smokeTest } from './smoke.ts';
import type { StepLog } from './step-log.ts';

export interface RollOutOptions {
  readonly api: KubeApi;
  readonly facts: RunFacts;
  readonly plan: BackendPlan;
  readonly step: PlanStep;
  readonly order: TaskOrder;
  readonly eventsOf: (pod: Pod) => readonly Event[];
  readonly say: (message: string) => void;
  readonly logs: OpenLogs;
}

/** Milliseconds that the log of a service that failed may take to come, before its pod is taken away. */
const logPatience = 2000;

export class RollOut {
  /** Never rejects. */
  readonly result: Promise<StepResult>;
  readonly #options: RollOutOptions;
  readonly #stop = new AbortController();
  readonly #pods = new Map<string, Pod>();
  /** Of the pod that was the first to begin. */
  #log: StepLog | null = null;
  #deployment: Deployment | null = null;
  #over = false;
  #left = false;
  readonly #patience = new Patience();
  #giveUp: (error: Error) => void = () => undefined;

  constructor(options: RollOutOptions) {
    this.#options = options;
    this.result = this.#run().finally(() => {
      this.#over = true;
      this.#pods.clear();
      this.#log?.stop();
    });
  }

  cancel(): void {
    if (this.#over) return;
    this.#stop.abort();
    this.#giveUp(new Error('was cancelled'));
  }

  /** Another driver goes on with it. */
  leave(): void {
    this.#left = true;
    this.cancel();
  }

  seePod(pod: Pod, gone: boolean): void {
    const { step, order, logs } = this.#options;
    const { name, uid = '', labels: own = {} } = pod.metadata ?? {};
    // Pods of an attempt before this one are still on their way out.
    const isOurs = own[labels.step] === labelValue(step.name) && own[labels.attempt] === String(order.attempt);
    if (this.#over || !isOurs || name === undefined) return;
    if (gone) this.#pods.delete(uid);
    else this.#pods.set(uid, pod);
    if (!gone && hasLog(pod)) this.#log ??= logs.follow({ ...order, step }, pod, this.#hear);
    if (!gone) this.#log?.see(pod);
    this.look();
  }

  /** Is there a reason to stop waiting? */
  look(): void {
    if (this.#over) return;
    const pods = [...this.#pods.values()];
    for (const pod of pods) {
      const crash = crashOf(pod, this.#options.step);
      if (crash !== null) this.#giveUp(new Error(crash));
    }
    if (this.#deployment === null) return;
    const events = pods.flatMap((pod) => this.#options.eventsOf(pod));
    const trouble = troubleOfDeployment(this.#deployment, events, pods);
    const verdict = this.#patience.judge(trouble);
    if (trouble === null || verdict === 'wait') return;
    if (verdict === 'give-up') this.#giveUp(new Error(trouble.sentence));
    else this.#options.say(`waiting: ${trouble.sentence}`);
  }

  readonly #hear = (message: AgentMessage): void => {
    if (message.event === 'installing') this.#options.say(`installing ${message.requirements}`);
  };

  async #run(): Promise<StepResult> {
    const { api, facts, plan, step, order, logs } = this.#options;
    let before: Revision | null = null;
    try {
      await logs.begin([order]);
      const objects = serviceObjects(facts, plan, step, order);
      const found = await Revision.read(api, facts, objects.deployment.metadata?.name ?? '');
      if (!found.isBegun) this.#goOn();
      before = found;
      return await this.#deploy({ ...objects, deployment: found.recordedIn(objects.deployment) });
    } catch (error) {
      return this.#failed(error, before);
    }
  }

  /** @throws Error whose message becomes the step's reason */
  async #deploy({ deployment: wanted, service: way }: ServiceObjects): Promise<StepResult> {
    this.#goOn();
    const { api, step } = this.#options;
    const name = wanted.metadata?.name ?? '';
    const deployment = await api.apply('Deployment', wanted, { force: true });
    await this.#adopt(deployment);
    await api.apply('Service', way, { force: true });
    await this.#ready(deployment);
    this.#deployment = null;
    const { service } = step;
    const url = `http://${name}.${api.namespace}:${String(service?.port ?? '')}`;
    const { signal } = this.#stop;
    const smoke =
      service?.smoke === undefined ? null : await smokeTest(api, name, service.port, service.smoke, { signal });
    this.#goOn();
    if (smoke !== null && smoke.problem !== null) throw new Error(smoke.problem);
    return {
      ...resultWithoutAgent('succeeded', ''),
      reason: null,
      service: { url, smoke: smoke === null ? null : smoke.answer },
    };
  }

  /** @param before null: nothing was changed */
  async #failed(error: unknown, before: Revision | null): Promise<StepResult> {
    const isCancelled = this.#stop.signal.aborted;
    const reason = isCancelled ? 'was cancelled' : creationSentence(error, this.#options.api.namespace);
    // What it printed goes with its pod.
    if (!isCancelled) await this.#readLog();
    const undone = before === null || this.#left ? '' : await undo(before);
    return resultWithoutAgent(isCancelled ? 'cancelled' : 'failed', `${reason}${undone}`);
  }

  #goOn(): void {
    if (this.#stop.signal.aborted) throw new Error('was cancelled');
  }

  /** What its pods need must live as long as the Deployment, not as the run. */
  async #adopt({ metadata }: Deployment): Promise<void> {
    const { api, facts, plan, step } = this.#options;
    const { name: owner = '', uid = '' } = metadata ?? {};
    for (const { kind, name } of adoptedBy(facts, plan, step)) {
      const meta = await api.getMeta(kind, name);
      const references = meta?.ownerReferences ?? [];
      if (meta === null || references.some((reference) => reference.uid === uid)) continue;
      const reference = { apiVersion: 'apps/v1', kind: 'Deployment', name: owner, uid };
      await api.patch(kind, name, { metadata: { ownerReferences: [...references, reference] } });
    }
  }

  /** Until the roll-out is complete. @throws Error when it never will be */
  async #ready({ metadata }: Deployment): Promise<void> {
    const { api } = this.#options;
    const { name = '', generation = 1, uid } = metadata ?? {};
    const done = new AbortController();
    const signal = AbortSignal.any([done.signal, this.#stop.signal]);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#giveUp = reject;
        this.#goOn();
        const gone = (): void => {
          reject(new Error('its Deployment was deleted by somebody else'));
        };
        const see = (seen: Deployment): void => {
          this.#deployment = seen;
          if (seen.metadata?.uid !== uid) gone();
          else if (isComplete(seen, generation)) resolve();
          else if (seen.spec?.paused === true)
            reject(
              new Error(`its Deployment is paused: kubectl rollout resume deployment/${name} -n ${api.namespace}`),
            );
          else this.look();
        };
        const listener: WatchListener<Deployment> = {
          list: ([found]) => {
            if (found === undefined) gone();
            else see(found);
          },
          event: ({ type, object }) => {
            if (type === 'DELETED') gone();
            else see(object);
          },
        };
        watchKind(api, 'Deployment', { fieldSelector: `metadata.name=${name}` }, listener, signal).catch(reject);
      });
    } finally {
      this.#giveUp = () => undefined;
      done.abort();
    }
  }

  async #readLog(): Promise<void> {
    if (this.#log === null) return;
    this.#log.finish();
    const enough = new AbortController();
    await Promise.race([this.#log.ended, systemSleep(logPatience, enough.signal)]);
    enough.abort();
  }
}

/** What became of the service, as the end of a sentence. */
async function undo(before: Revision): Promise<string> {
  try {
    await before.restore();
  } catch (error) {
    return `; it could not be undone: ${messageOf(error)}`;
  }
  return before.isNone ? '' : '; the revision before it goes on serving';
}
