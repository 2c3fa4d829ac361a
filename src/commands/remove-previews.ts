/** Previews that go, one after the other, and what is said of each. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import { holderName, isDead } from '../backends/kubernetes/driving/holder.ts';
import { removePreview, type Removed } from '../backends/kubernetes/serving/preview-removal.ts';
import type { Preview } from '../backends/kubernetes/serving/previews.ts';
import { plural } from '../report/units.ts';
import { leaseSeconds } from './lease-seconds.ts';
import type { World } from './world.ts';

export interface RemovalOfPreviews {
  readonly api: KubeApi;
  /** Why they go, as a record says it: `pull request 7 is closed`. */
  readonly reason: (preview: Preview) => string;
  readonly say: (sentence: string) => void;
  /** Aborted, the rest goes the next time. */
  readonly signal: AbortSignal;
}

/** @throws ApiError @throws Error when the signal is aborted */
export async function removePreviews(
  previews: readonly Preview[],
  { api, reason, say, signal }: RemovalOfPreviews,
  world: World,
): Promise<void> {
  const claim = {
    holder: await holderName(world),
    seconds: leaseSeconds(world),
    isDead: (holder: string) => isDead(holder, world.host),
  };
  for (const preview of previews) {
    signal.throwIfAborted();
    const { now } = world;
    const removed = await removePreview(preview, { api, claim, reason: reason(preview), say, now, signal });
    say(`preview ${preview.environment} of ${preview.workflow} removed: ${inWords(removed)}`);
  }
}

function inWords({ services, runs }: Removed): string {
  const named = services.length === 0 ? 'no service' : `${plural(services.length, 'service')} (${services.join(', ')})`;
  return `${named}, ${plural(runs, 'run')}`;
}
