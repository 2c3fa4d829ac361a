/** What a run in a cluster is compared with, whatever environment that was for. */
import type { Plan } from '../../../plan/plan.ts';
import { baselineAmong, baselineQuery, type Baseline } from '../../../records/baseline.ts';
import type { KubeApi } from '../client/api.ts';
import { madeAt, runOf } from '../known-runs.ts';
import { labels, labelValue, ofProject, type Component } from '../objects/labels.ts';
import { projectId } from '../objects/owner.ts';
import type { Owner } from '../objects/run-facts.ts';
import { readRecord } from './stored-run.ts';

/** The newest fits, unless it began after the run that is compared, or just went: more are not worth the wait. */
const looks = 5;

/** @param now milliseconds since the epoch @throws ApiError */
export async function storedBaseline(api: KubeApi, owner: Owner, plan: Plan, now: number): Promise<Baseline | null> {
  const query = baselineQuery(plan, now);
  if (query === null) return null;
  const record: Component = 'record';
  const selector = [
    ofProject(projectId(owner), plan.workflow),
    `${labels.component}=${record}`,
    `${labels.baseline}=${labelValue(query.base)}`,
  ].join(',');
  const metas = await api.listMeta('ConfigMap', { labelSelector: selector });
  const newest = [...metas].sort((a, b) => madeAt(b) - madeAt(a)).slice(0, looks);
  for (const meta of newest) {
    const stored = await readRecord(api, runOf(meta));
    const found = stored === null ? null : baselineAmong([stored], query);
    if (found !== null) return { record: found, kept: `in namespace ${api.namespace}` };
  }
  return null;
}
