/** Removal of all that one repository's workflow has in a namespace. */
import { AutomlError } from '../../errors.ts';
import type { KubeApi } from './client/api.ts';
import type { Kind, Meta } from './client/types.ts';
import { labels, managed, ofProject } from './objects/labels.ts';
import { serviceKinds, unlessUnknown } from './serving/live.ts';

export interface Project {
  readonly id: string;
  /** As people know it: `github.com/acme/models`. */
  readonly repository: string;
  readonly file: string;
  /** That it was run in, sorted. */
  readonly environments: readonly string[];
}

/** Schedules first, so that nothing begins meanwhile; then services, so that nothing serves half deleted; then the anchors, by which drivers see that their run is deleted. */
const order: readonly Kind[] = [
  'CronJob',
  ...serviceKinds.toReversed(),
  'ConfigMap',
  'Job',
  'Lease',
  'PersistentVolumeClaim',
  'Secret',
];

/** Kinds whose objects may take a while to be gone: pods end, volumes are released. */
const slow: readonly Kind[] = [...order, 'ReplicaSet', 'Pod'];

/** Milliseconds until giving up on objects that do not go. */
const patience = 120_000;
const pause = 500;

/** The repositories that have, or had, a workflow of this name in the namespace. */
export async function projectsOf(api: KubeApi, workflow: string): Promise<readonly Project[]> {
  const found = new Map<string, Project>();
  // Of any kind: a removal that was given up may have left anything.
  for (const kind of order) {
    for (const { labels: all, annotations } of await listed(api, kind, managed(workflow))) {
      const id = all?.[labels.project];
      if (id === undefined) continue;
      const { repository = '', file = '', environments = [] } = found.get(id) ?? {};
      const notes = annotations ?? {};
      const environment = notes[labels.environment];
      found.set(id, {
        id,
        repository: notes[labels.repository] ?? repository,
        file: notes[labels.file] ?? file,
        environments: [...new Set([...environments, ...(environment === undefined ? [] : [environment])])].sort(),
      });
    }
  }
  return [...found.values()];
}

/** How many objects were removed; all are gone when it returns. @throws AutomlError when something stays */
export async function removeProject(api: KubeApi, workflow: string, project: string): Promise<number> {
  const selection = { labelSelector: ofProject(project, workflow) };
  const before = await count(api, order, selection.labelSelector);
  for (const kind of order) await unlessUnknown(kind, undefined, api.deleteAll(kind, selection));
  const deadline = performance.now() + patience;
  for (;;) {
    const left = await count(api, slow, selection.labelSelector);
    if (left === 0) return before;
    if (performance.now() > deadline) {
      const minutes = patience / 60_000;
      throw new AutomlError(
        'CLUSTER',
        `${left} objects are still there after ${minutes} minutes: kubectl get all,cm,secret,pvc,lease -n ${api.namespace} -l '${selection.labelSelector}'`,
      );
    }
    // What a controller made meanwhile goes too.
    for (const kind of order) await unlessUnknown(kind, undefined, api.deleteAll(kind, selection));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

async function count(api: KubeApi, kinds: readonly Kind[], labelSelector: string): Promise<number> {
  const lists = await Promise.all(kinds.map((kind) => listed(api, kind, labelSelector)));
  return lists.reduce((sum, metas) => sum + metas.length, 0);
}

/** None of a kind that the cluster does not know. */
function listed(api: KubeApi, kind: Kind, labelSelector: string): Promise<readonly Meta[]> {
  return unlessUnknown(kind, [], api.listMeta(kind, { labelSelector }));
}
