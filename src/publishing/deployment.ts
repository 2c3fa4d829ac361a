/** What a run deploys, as the forge's page of its environment shows it. */
import type { RunEvent } from '../engine/events.ts';
import { isFailure, isFinal, type RunStateView, type StepView } from '../engine/view.ts';
import type { Deployment, ForgeApi } from '../forges/forge.ts';
import type { Plan } from '../plan/plan.ts';
import type { Outbox } from './outbox.ts';

export interface DeploymentStoryOptions {
  readonly plan: Plan;
  readonly outbox: Outbox;
  /** Page of the job; null: it is not known. */
  readonly logUrl: string | null;
  /** For people, and nothing to worry about. */
  readonly note: (sentence: string) => void;
}

export class DeploymentStory {
  readonly #plan: Plan;
  readonly #outbox: Outbox;
  readonly #logUrl: string | null;
  readonly #note: (sentence: string) => void;
  readonly #services: ReadonlySet<string>;
  #deployment: Deployment | null = null;
  #state: 'not begun' | 'begun' | 'told' = 'not begun';

  constructor({ plan, outbox, logUrl, note }: DeploymentStoryOptions) {
    this.#plan = plan;
    this.#outbox = outbox;
    this.#logUrl = logUrl;
    this.#note = note;
    this.#services = new Set(
      plan.steps.filter(({ kind, skip }) => kind === 'service' && skip === undefined).map(({ name }) => name),
    );
  }

  see(event: RunEvent, state: RunStateView): void {
    if (event.type === 'started' && this.#services.has(event.task.step)) this.#begin();
    if (this.#state !== 'begun') return;
    const services = state.steps.filter(({ step }) => this.#services.has(step.name));
    const failed = services.find(hasFailed);
    if (failed !== undefined) this.#fail(`${failed.step.name}: ${failed.reason ?? failed.state}`);
    else if (services.every(({ state: reached }) => isFinal(reached))) this.#succeed(services);
    else if (event.type === 'run-ended') this.#fail(`the run ${event.state} before all services answered`);
  }

  #begin(): void {
    const { environment, commit } = this.#plan;
    if (this.#state !== 'not begun' || environment === null || commit.head === null) return;
    this.#state = 'begun';
    const about = {
      environment,
      commit: commit.head,
      logUrl: this.#logUrl,
      isProduction: environment === 'production',
      isTransient: /^pr-\d+$/.test(environment),
    };
    void this.#outbox.post('the deployment', async ({ deployments }: ForgeApi) => {
      if (deployments === null)
        this.#note(`environment ${environment} is not shown by this forge: it has no deployments`);
      else this.#deployment = await deployments.begin(about);
    });
  }

  #succeed(services: readonly StepView[]): void {
    this.#state = 'told';
    const urls = services.flatMap(({ attempts }) => attempts.at(-1)?.result?.service?.external_url ?? []);
    this.#tell((deployment) => deployment.succeeded(urls[0] ?? null));
  }

  #fail(description: string): void {
    this.#state = 'told';
    this.#tell((deployment) => deployment.failed(description));
  }

  #tell(call: (deployment: Deployment) => Promise<void>): void {
    void this.#outbox.post('the deployment', async () => {
      if (this.#deployment !== null) await call(this.#deployment);
    });
  }
}

/** Of services one that was skipped while the run went on does not answer either. */
function hasFailed({ state, cause }: StepView): boolean {
  return isFailure(state) || (state === 'skipped' && cause !== 'chosen');
}
