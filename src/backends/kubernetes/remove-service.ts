/** Removal of one service: every object of its name, and with its Deployment all that its pods needed. */
import type { KubeApi } from './client/api.ts';
import type { Deployment } from './client/types.ts';
import { labels } from './objects/labels.ts';
import { serviceKinds, unlessUnknown } from './serving/live.ts';

/** How many objects were removed; what is owned by the Deployment goes in the background. @throws ApiError */
export async function removeService(api: KubeApi, deployment: Deployment): Promise<number> {
  const { name = '', labels: own } = deployment.metadata ?? {};
  let count = 0;
  // What leads to it first, so that nobody is sent to a service that is half gone.
  for (const kind of serviceKinds.toReversed()) {
    const meta = await unlessUnknown(kind, null, api.getMeta(kind, name));
    // Somebody else's object may have the name.
    if (meta?.labels?.[labels.owner] !== own?.[labels.owner] || meta?.uid === undefined) continue;
    if (await api.delete(kind, name, { uid: meta.uid })) count += 1;
  }
  return count;
}
