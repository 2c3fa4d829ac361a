/** What was applied for a service, until it is up or never will be. */
import type { TaskOrder } from '../../backend.ts';
import type { AgentMessage } from '../../result.ts';
import type { KubeApi } from '../client/api.ts';
import { systemSleep } from '../../../http/backoff.ts';
import type { Deployment, Event, Pod } from '../client/types.ts';
import { watchKind, type WatchListener } from '../client/watch.ts';
import { hasLog } from '../companions.ts';
import type { Trouble } from '../diagnosis/trouble.ts';
import { troubleOfDeployment } from '../diagnosis/waiting.ts';
import { having, labels } from '../objects/labels.ts';
import type { ServiceStep } from '../objects/service.ts';
import type { OpenLogs } from '../open-logs.ts';
import { Patience } from '../patience.ts';
import type { StepLog } from '../step-log.ts';
import { crashOf, isComplete } from './readiness.ts';

export interface ReadyingOptions {
  readonly api: KubeApi;
  readonly step: ServiceStep;
  readonly order: TaskOrder;
  /** As it was applied. */
  readonly deployment: Deployment;
  /** Of pods that begin; null: they have begun before. */
  readonly logs: OpenLogs | null;
  /** Seconds; null: its controller tells when it is late, which it does of new pods but not of more of them. */
  readonly patience: number | null;
  readonly eventsOf: (pod: Pod) => readonly Event[];
  readonly say: (message: string) => void;
}

/** Milliseconds that the log of a service that failed may take to come, before its pod is taken away. */
const logPatience = 2000;

export class Readying {
  readonly #options: ReadyingOptions;
  readonly #stop = new AbortController();
  readonly #pods = new Map<string, Pod>();
  readonly #patience = new Patience();
  /** Of the pod that was the first to begin. */
  #log: StepLog | null = null;
  /** As it was seen last. */
  #seen: Deployment | null = null;
  #late: NodeJS.Timeout | null = null;
  #isUp: (deployment: Deployment) => void = () => undefined;
  #giveUp: (error: Error) => void = () => undefined;

  constructor(options: ReadyingOptions) {
    this.#options = options;
  }

  /** As it is when it is up. @throws Error when it never will be */
  async ready(): Promise<Deployment> {
    const { api, deployment, patience } = this.#options;
    const { signal } = this.#stop;
    if (patience !== null)
      this.#late = setTimeout(() => {
        this.#isLate(patience);
      }, patience * 1000);
    const { name = '' } = deployment.metadata ?? {};
    return new Promise<Deployment>((resolve, reject) => {
      this.#isUp = resolve;
      this.#giveUp = reject;
      watchKind(
        api,
        'Deployment',
        { fieldSelector: `metadata.name=${name}` },
        this.#deploymentListener(),
        signal,
      ).catch(reject);
      watchKind(api, 'Pod', { labelSelector: podsOf(deployment) }, this.#podListener(), signal).catch(reject);
    });
  }

  giveUp(error: Error): void {
    this.#giveUp(error);
  }

  /** Is there a reason to stop waiting? */
  look(): void {
    const { step, say } = this.#options;
    for (const pod of this.#pods.values()) {
      const crash = crashOf(pod, step);
      if (crash !== null) this.#giveUp(new Error(crash));
    }
    if (this.#seen === null) return;
    const trouble = this.#troubleOf(this.#seen);
    const verdict = this.#patience.judge(trouble);
    if (trouble === null || verdict === 'wait') return;
    if (verdict === 'give-up') this.#giveUp(new Error(trouble.sentence));
    else say(`waiting: ${trouble.sentence}`);
  }

  #troubleOf(deployment: Deployment): Trouble | null {
    const pods = [...this.#pods.values()];
    const events = pods.flatMap((pod) => this.#options.eventsOf(pod));
    return troubleOfDeployment(deployment, events, pods);
  }

  #isLate(seconds: number): void {
    const trouble = this.#seen === null ? null : this.#troubleOf(this.#seen);
    const why = trouble === null ? '' : `: ${trouble.sentence}`;
    this.#giveUp(new Error(`was not ready within ${String(seconds)} s${why}`));
  }

  /** What its pods printed goes with them. */
  async readLog(): Promise<void> {
    if (this.#log === null) return;
    this.#log.finish();
    const enough = new AbortController();
    await Promise.race([this.#log.ended, systemSleep(logPatience, enough.signal)]);
    enough.abort();
  }

  close(): void {
    this.#stop.abort();
    if (this.#late !== null) clearTimeout(this.#late);
    this.#log?.stop();
    this.#pods.clear();
  }

  #deploymentListener(): WatchListener<Deployment> {
    const gone = (): void => {
      this.#giveUp(new Error('its Deployment was deleted by somebody else'));
    };
    return {
      list: ([found]) => {
        if (found === undefined) gone();
        else this.#see(found);
      },
      event: ({ type, object }) => {
        if (type === 'DELETED') gone();
        else this.#see(object);
      },
    };
  }

  #see(seen: Deployment): void {
    const { api, deployment } = this.#options;
    const { name = '', generation = 1, uid } = deployment.metadata ?? {};
    this.#seen = seen;
    if (seen.metadata?.uid !== uid) this.#giveUp(new Error('its Deployment was deleted by somebody else'));
    else if (isComplete(seen, generation)) this.#isUp(seen);
    else if (seen.spec?.paused === true) {
      const resume = `kubectl rollout resume deployment/${name} -n ${api.namespace}`;
      this.#giveUp(new Error(`its Deployment is paused: ${resume}`));
    } else this.look();
  }

  #podListener(): WatchListener<Pod> {
    return {
      list: (pods) => {
        this.#pods.clear();
        for (const pod of pods) this.#seePod(pod);
        this.look();
      },
      event: ({ type, object }) => {
        if (type === 'DELETED') this.#pods.delete(object.metadata?.uid ?? '');
        else this.#seePod(object);
        this.look();
      },
    };
  }

  #seePod(pod: Pod): void {
    const { logs, order, step } = this.#options;
    this.#pods.set(pod.metadata?.uid ?? '', pod);
    if (hasLog(pod)) this.#log ??= logs?.follow({ ...order, step }, pod, this.#hear) ?? null;
    this.#log?.see(pod);
  }

  readonly #hear = (message: AgentMessage): void => {
    if (message.event === 'installing') this.#options.say(`installing ${message.requirements}`);
  };
}

/** Label selector: those of the revision, whichever run has made them. */
function podsOf({ spec }: Deployment): string {
  const revision = spec?.template.metadata?.labels?.[labels.revision] ?? '';
  return having({ ...spec?.selector.matchLabels, [labels.revision]: revision });
}
