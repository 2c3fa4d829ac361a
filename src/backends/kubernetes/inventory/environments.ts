/** What was deployed to the environments of a workflow, as their Leases tell it. */
import type { KubeApi } from '../client/api.ts';
import type { Lease } from '../client/types.ts';
import { holderInWords } from '../driving/holder.ts';
import { holderOf } from '../driving/lease.ts';
import { labels, managed, managedComponent, ofProject } from '../objects/labels.ts';

export interface DeployedEnvironment {
  readonly environment: string;
  /** The newest that was deployed; null: files that no commit has. */
  readonly commit: string | null;
  /** The run that deployed last, or deploys now. */
  readonly run: string | null;
  /** Who deploys now, for people; null: nobody. */
  readonly driver: string | null;
}

/** By name. @throws ApiError */
export async function deployedEnvironments(
  api: KubeApi,
  { workflow, project }: { readonly workflow: string; readonly project: string },
): Promise<readonly DeployedEnvironment[]> {
  const labelSelector = [managedComponent('environment'), managed(workflow), ofProject(project)].join(',');
  const { items } = await api.list('Lease', { labelSelector });
  return items.map(environmentOf).sort((a, b) => a.environment.localeCompare(b.environment));
}

function environmentOf(lease: Lease): DeployedEnvironment {
  const { annotations = {} } = lease.metadata ?? {};
  const holder = holderOf(lease);
  return {
    environment: annotations[labels.environment] ?? '',
    commit: annotations[labels.commit] ?? null,
    run: annotations[labels.deployedBy] ?? null,
    driver: holder === '' ? null : holderInWords(holder),
  };
}
