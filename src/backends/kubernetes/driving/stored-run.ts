/** A run as the cluster has it: what any machine needs to go on with it, or to tell how it ended. */
import type { RunEvent } from '../../../engine/events.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { RunRecord } from '../../../records/schema.ts';
import type { KubeApi } from '../client/api.ts';
import type { ConfigMap } from '../client/types.ts';
import { pageObject, partsOf, planOf, recordOf } from '../objects/anchor.ts';
import { labels, ofComponent } from '../objects/labels.ts';
import { anchorName, leaseName, planName, recordName } from '../objects/names.ts';
import type { RunFacts } from '../objects/run-facts.ts';
import { PageReader } from './page-reader.ts';

/** Null: its driver has not got that far. @throws ApiError */
export async function readPlan(
  api: KubeApi,
  id: string,
): Promise<{ readonly plan: Plan; readonly facts: RunFacts } | null> {
  const first = await api.get('ConfigMap', planName(id, 0));
  if (first === null) return null;
  const others = await Promise.all(
    Array.from({ length: partsOf(first) - 1 }, (_, part) => api.get('ConfigMap', planName(id, part + 1))),
  );
  const present = others.filter((part) => part !== null);
  return present.length < others.length ? null : planOf(first, present);
}

export interface Journal {
  readonly events: readonly RunEvent[];
  /** How many pages there are. */
  readonly pages: number;
}

/** @throws ApiError */
export async function readJournal(api: KubeApi, id: string): Promise<Journal> {
  const { items } = await api.list('ConfigMap', { labelSelector: ofComponent(id, 'page') });
  const reader = new PageReader();
  const events = reader.read(items);
  return { events, pages: reader.last };
}

/**
 * The journal as a new driver goes on with it: with a page of its own as the last, so that nothing which its predecessor
 * has on its way counts any more. @param api behind the fence @throws ApiError
 */
export async function takeOverJournal(api: KubeApi, facts: RunFacts, epoch: number): Promise<Journal> {
  for (;;) {
    const { events, pages } = await readJournal(api, facts.id);
    // Nobody has driven before.
    if (epoch === 0 && pages === 0) return { events, pages };
    const { created } = await api.create('ConfigMap', pageObject(facts, pages + 1, epoch, []));
    if (created) return { events, pages: pages + 1 };
  }
}

/** Null: the run has not ended. @throws ApiError */
export async function readRecord(api: KubeApi, id: string): Promise<RunRecord | null> {
  const map = await api.get('ConfigMap', recordName(id));
  return map === null ? null : recordOf(map);
}

/** Nothing is left to do for it. @throws ApiError */
export async function isOver(api: KubeApi, id: string): Promise<boolean> {
  const [record, lease] = await Promise.all([api.get('ConfigMap', recordName(id)), api.get('Lease', leaseName(id))]);
  return record !== null && lease === null;
}

/** Why somebody wants it to be cancelled; null: nobody does. */
export function cancelRequestOf({ metadata }: ConfigMap): string | null {
  return metadata?.annotations?.[labels.cancelRequested] ?? null;
}

/** Whoever drives it does the rest. False when there is no such run. @throws ApiError */
export async function requestCancel(api: KubeApi, id: string, reason: string): Promise<boolean> {
  const annotations = { [labels.cancelRequested]: reason };
  return (await api.patch('ConfigMap', anchorName(id), { metadata: { annotations } })) !== null;
}
