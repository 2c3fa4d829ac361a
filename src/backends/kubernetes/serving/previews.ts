/** The previews of pull requests that a namespace has: their environments, whether anything was deployed yet or not. */
import { pullOf } from '../../../workflow/preview.ts';
import type { KubeApi } from '../client/api.ts';
import type { Meta } from '../client/types.ts';
import { grouped } from '../grouped.ts';
import { madeAt, runOf } from '../known-runs.ts';
import { labels, managedComponent, type Component } from '../objects/labels.ts';

export interface Preview {
  /** `pr-7` */
  readonly environment: string;
  /** Number of the pull or merge request. */
  readonly pull: number;
  readonly workflow: string;
  /** Ids, see objects/owner.ts. */
  readonly project: string;
  readonly owner: string;
  /** As people know it: `github.com/acme/models`. */
  readonly repository: string;
  readonly file: string;
  /** The newest that was deployed; null: none was. */
  readonly commit: string | null;
  /** Ids of what is kept of its runs, newest first. */
  readonly runs: readonly string[];
  readonly created_at: string | null;
}

/** By workflow and number. @throws ApiError */
export async function previewsOf(api: KubeApi): Promise<readonly Preview[]> {
  const of = (component: Component): { readonly labelSelector: string } => ({
    labelSelector: managedComponent(component),
  });
  // A run that has deployed nothing yet is there without a Lease, and may come to deploy.
  const [leases, anchors] = await Promise.all([
    api.listMeta('Lease', of('environment')),
    api.listMeta('ConfigMap', of('anchor')),
  ]);
  const isOne = ({ annotations }: Meta): boolean => pullOf(annotations?.[labels.environment] ?? null) !== null;
  const runs = new Map(grouped(anchors.filter(isOne), ownerOf));
  const deployed = new Map(leases.filter(isOne).map((lease) => [ownerOf(lease), lease]));
  const owners = [...new Set([...deployed.keys(), ...runs.keys()])];
  return owners
    .flatMap((owner) => previewOf(deployed.get(owner) ?? null, runs.get(owner) ?? []))
    .sort((a, b) => a.workflow.localeCompare(b.workflow) || a.pull - b.pull || a.owner.localeCompare(b.owner));
}

function previewOf(lease: Meta | null, anchors: readonly Meta[]): readonly Preview[] {
  const newestFirst = [...anchors].sort((a, b) => madeAt(b) - madeAt(a));
  const oldest = lease ?? newestFirst.at(-1);
  if (oldest === undefined) return [];
  const { labels: own = {}, annotations = {}, creationTimestamp = null } = oldest;
  const environment = annotations[labels.environment] ?? '';
  return [
    {
      environment,
      pull: pullOf(environment) ?? 0,
      workflow: own[labels.workflow] ?? '',
      project: own[labels.project] ?? '',
      owner: ownerOf(oldest),
      repository: annotations[labels.repository] ?? '',
      file: annotations[labels.file] ?? '',
      commit: lease?.annotations?.[labels.commit] ?? null,
      runs: newestFirst.map(runOf),
      created_at: creationTimestamp,
    },
  ];
}

function ownerOf({ labels: own }: Meta): string {
  return own?.[labels.owner] ?? '';
}
