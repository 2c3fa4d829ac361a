/** A run takes previews away whose pull request was closed while nobody looked: in the background, and as well as it can. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import { projectId } from '../backends/kubernetes/objects/owner.ts';
import type { Owner } from '../backends/kubernetes/objects/run-facts.ts';
import { previewsOf } from '../backends/kubernetes/serving/previews.ts';
import { messageOf } from '../errors.ts';
import type { Forge } from '../forges/forge.ts';
import { systemSleep } from '../http/backoff.ts';
import type { Plan } from '../plan/plan.ts';
import { closedPreviews, tellGone } from './forge-previews.ts';
import { removePreviews } from './remove-previews.ts';
import type { World } from './world.ts';

export interface SweptProject {
  readonly api: KubeApi;
  readonly owner: Owner;
  readonly plan: Pick<Plan, 'environment' | 'steps'>;
  /** Of the job that the run is of. */
  readonly forge: Pick<Forge, 'connect'>;
}

interface Told {
  readonly say: (sentence: string) => void;
  readonly warn: (sentence: string) => void;
}

export class PreviewSweep {
  readonly #stop = new AbortController();
  readonly #patience: number;
  #sweeping: Promise<void> = Promise.resolve();

  /** @param patience milliseconds that a run which is over waits for it */
  constructor(patience = 10_000) {
    this.#patience = patience;
  }

  begin(project: SweptProject, told: Told, world: World): void {
    this.#sweeping = sweep(project, told, this.#stop.signal, world);
  }

  /** What it has not got to is left to the next run. */
  async close(): Promise<void> {
    const enough = new AbortController();
    await Promise.race([this.#sweeping, systemSleep(this.#patience, enough.signal)]);
    enough.abort();
    this.#stop.abort();
    await this.#sweeping;
  }
}

async function sweep(
  { api, owner, plan, forge }: SweptProject,
  { say, warn }: Told,
  signal: AbortSignal,
  world: World,
): Promise<void> {
  const { connect } = forge;
  const isPartial = plan.steps.some(({ skip }) => skip === 'not selected');
  // Without a token nobody knows which are closed.
  if (isPartial || typeof connect === 'string') return;
  try {
    const all = await previewsOf(api, projectId(owner));
    const others = all.filter(({ environment }) => environment !== plan.environment);
    if (others.length === 0) return;
    const asked = await connect();
    const closed = await closedPreviews(others, asked).finally(() => asked.close());
    const reason = ({ pull }: { readonly pull: number }): string => `pull request ${pull} is closed`;
    await removePreviews(closed, { api, reason, say, signal }, world);
    await tellGone([...new Set(closed.map(({ environment }) => environment))], forge, warn);
  } catch (error) {
    if (!signal.aborted) warn(`previews of pull requests that are closed stay for now: ${messageOf(error)}`);
  }
}
