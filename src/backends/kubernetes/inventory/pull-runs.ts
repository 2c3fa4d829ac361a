/** The runs of a pull request that somebody still drives, or could. */
import type { KubeApi } from '../client/api.ts';
import { runOf } from '../known-runs.ts';
import { labels, managedComponent, ofProject } from '../objects/labels.ts';

/** Ids. @param project whose, see owner.ts @throws ApiError */
export async function openRunsOf(api: KubeApi, project: string, pull: number): Promise<readonly string[]> {
  const [anchors, records] = await Promise.all([
    api.listMeta('ConfigMap', {
      labelSelector: `${managedComponent('anchor')},${ofProject(project)},${labels.pull}=${pull}`,
    }),
    api.listMeta('ConfigMap', { labelSelector: `${managedComponent('record')},${ofProject(project)}` }),
  ]);
  const ended = new Set(records.map(runOf));
  return anchors.map(runOf).filter((id) => !ended.has(id));
}
