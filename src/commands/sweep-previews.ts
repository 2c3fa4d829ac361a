/** A run takes previews away whose pull request was closed while nobody looked: in the background, and as well as it can. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import type { Owner } from '../backends/kubernetes/objects/run-facts.ts';
import { previewsOf, type Preview } from '../backends/kubernetes/serving/previews.ts';
import { messageOf } from '../errors.ts';
import type { Forge, ForgeApi } from '../forges/forge.ts';
import { isAborted, systemSleep } from '../http/backoff.ts';
import type { Plan } from '../plan/plan.ts';
import { pullOf } from '../workflow/preview.ts';
import { closedPreviews, isOf, isPullClosed, tellGone } from './forge-previews.ts';
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

/** Which previews: a run's own is looked at when it is over. */
type Which = 'others' | 'own';

export class PreviewSweep {
  readonly #stop = new AbortController();
  readonly #patience: number;
  #sweeping: Promise<void> = Promise.resolve();
  #own: () => Promise<void> = () => Promise.resolve();

  /** @param patience milliseconds that a run which is over waits for it */
  constructor(patience = 10_000) {
    this.#patience = patience;
  }

  begin(project: SweptProject, told: Told, world: World): void {
    const go = (which: Which): Promise<void> => sweep(which, project, told, this.#stop.signal, world);
    this.#sweeping = go('others');
    // Its pull request may have been closed meanwhile, or before this job began: whoever saw that found nothing to take away.
    if (pullOf(project.plan.environment) !== null) this.#own = () => go('own');
  }

  /** What it has not got to is left to the next run. */
  async close(): Promise<void> {
    const all = this.#sweeping.then(this.#own);
    const enough = new AbortController();
    await Promise.race([all, systemSleep(this.#patience, enough.signal)]);
    enough.abort();
    this.#stop.abort();
    await all;
  }
}

async function sweep(
  which: Which,
  { api, owner, plan, forge }: SweptProject,
  { say, warn }: Told,
  signal: AbortSignal,
  world: World,
): Promise<void> {
  const { connect } = forge;
  const isPartial = plan.steps.some(({ skip }) => skip === 'not selected');
  // Without a token nobody knows which are closed.
  if (isPartial || typeof connect === 'string' || signal.aborted) return;
  try {
    const repository = { forge: owner.forge, id: owner.repository };
    // Of other workflow files too: one that was renamed or deleted has no runs any more that would look for its previews.
    const all = (await previewsOf(api)).filter((preview) => isOf(preview, repository));
    const asked = all.filter(({ environment }) => (environment === plan.environment) === (which === 'own'));
    if (asked.length === 0) return;
    const calls = await connect();
    const closed = await closedAmong(which, asked, calls).finally(() => calls.close());
    const reason = ({ pull }: { readonly pull: number }): string => `pull request ${pull} is closed`;
    await removePreviews(closed, { api, reason, say, signal }, world);
    await tellGone({ pulls: closed.map(({ pull }) => pull), removed: closed }, forge, warn);
  } catch (error) {
    if (!isAborted(signal)) warn(`previews of pull requests that are closed stay for now: ${messageOf(error)}`);
  }
}

/** Its own are of one pull request, for which no list is needed. */
async function closedAmong(which: Which, previews: readonly Preview[], api: ForgeApi): Promise<readonly Preview[]> {
  if (which === 'others') return closedPreviews(previews, api);
  const [first] = previews;
  return first !== undefined && (await isPullClosed(api, first.pull)) ? previews : [];
}
