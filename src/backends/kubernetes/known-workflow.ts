/** Whether one repository's workflow has left anything in a namespace. */
import type { KubeApi } from './client/api.ts';
import { labels, labelValue, ofOwner } from './objects/labels.ts';
import { ownerId } from './objects/owner.ts';
import type { Owner } from './objects/run-facts.ts';
import { readable, unreadable } from './preflight/readable.ts';

/** In the environment of the owner. Of a run at least its record stays, of a service its Deployment. @throws ApiError */
export async function hasWorkflow(api: KubeApi, owner: Owner, workflow: string): Promise<boolean> {
  const selection = { labelSelector: `${ofOwner(ownerId(owner))},${labels.workflow}=${labelValue(workflow)}` };
  if ((await api.listMeta('ConfigMap', selection)).length > 0) return true;
  const deployments = await readable(api.listMeta('Deployment', selection));
  // Who may not look at any has deployed none.
  return deployments !== unreadable && deployments.length > 0;
}
