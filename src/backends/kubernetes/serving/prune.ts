/** Services that a workflow file does not name any more. */
import { isPullRequest } from '../../../plan/environment.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { RunRecord } from '../../../records/schema.ts';
import { pullOf } from '../../../workflow/preview.ts';
import type { KubeApi } from '../client/api.ts';
import type { Meta } from '../client/types.ts';
import { labels, ofOwner, type Component } from '../objects/labels.ts';
import { environmentLeaseName, serviceName } from '../objects/names.ts';
import { ownerId } from '../objects/owner.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { serviceKinds, unlessUnknown, type ServiceKind } from './live.ts';

export interface Unnamed {
  readonly kind: ServiceKind;
  readonly meta: Meta;
}

/** Whether the run says all that is to be there: nothing is pruned by a partial, failed or pull-request run, but in a preview. */
export function mayPrune({ environment, run, steps }: Plan, { state }: Pick<RunRecord, 'state'>): boolean {
  const isPartial = steps.some(({ skip }) => skip === 'not selected');
  // What else is in its preview is of an earlier run of the same pull request.
  const saysAll = !isPullRequest(run) || pullOf(environment) !== null;
  return environment !== null && state === 'succeeded' && !isPartial && saysAll;
}

/** Objects of the owner's services of which the plan has no step; what leads to a service first. @throws ApiError */
export async function unnamedServices(
  api: KubeApi,
  { owner }: Pick<RunFacts, 'owner'>,
  { workflow, steps }: Pick<Plan, 'workflow' | 'steps'>,
): Promise<readonly Unnamed[]> {
  // Without one nothing was ever deployed, and nobody need have the right to look.
  if ((await api.getMeta('Lease', environmentLeaseName(owner))) === null) return [];
  const named = new Set(
    steps.flatMap(({ name, service }) => (service === undefined ? [] : [serviceName(workflow, name, owner)])),
  );
  const labelSelector = `${ofOwner(ownerId(owner))},${labels.component}=${'service' satisfies Component}`;
  const lists = await Promise.all(
    serviceKinds.toReversed().map(async (kind) => {
      const metas = await unlessUnknown(kind, [], api.listMeta(kind, { labelSelector }));
      return metas.filter(({ name = '' }) => !named.has(name)).map((meta) => ({ kind, meta }));
    }),
  );
  return lists.flat();
}

/** @param say a sentence for each service that goes @throws ApiError */
export async function prune(api: KubeApi, unnamed: readonly Unnamed[], say: (sentence: string) => void): Promise<void> {
  for (const { kind, meta } of unnamed) {
    const { name = '', uid } = meta;
    await api.delete(kind, name, uid === undefined ? {} : { uid });
    const step = meta.labels?.[labels.step] ?? name;
    if (kind === 'Deployment') say(`service ${step} (${name}) deleted: the workflow file names it no more`);
  }
}
