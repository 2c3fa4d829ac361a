/** What of a run only its running needed: secrets, files, and what its pods were told. */
import type { KubeApi } from './client/api.ts';
import { inLanes } from './lanes.ts';
import { isOwnedByRunAlone } from './known-runs.ts';
import { ofComponent } from './objects/labels.ts';
import type { RunFacts } from './objects/run-facts.ts';

/** The values that were brought for this run are wanted no more, but by a service that was deployed with them. @throws ApiError */
export async function forgetSecrets(api: KubeApi, { ownSecrets }: Pick<RunFacts, 'ownSecrets'>): Promise<void> {
  for (const name of ownSecrets.values()) {
    const secret = await api.getMeta('Secret', name);
    if (secret !== null && isOwnedByRunAlone(secret)) await api.delete('Secret', name);
  }
}

/** No pod of the run starts any more: its source and what its children were told go, but what a service starts from. @throws ApiError */
export async function forgetInputs(api: KubeApi, { id }: Pick<RunFacts, 'id'>): Promise<void> {
  const lists = await Promise.all(
    (['source', 'step'] as const).map((component) =>
      api.listMeta('ConfigMap', { labelSelector: ofComponent(id, component) }),
    ),
  );
  const inputs = lists.flat().filter(isOwnedByRunAlone);
  await inLanes(
    8,
    inputs.map(({ name = '' }) => async () => {
      await api.delete('ConfigMap', name);
    }),
  );
}
