/** Room for the source of a run: all of it is in the memory of the cluster's etcd, which everybody there shares. */
import { AutomlError } from '../../errors.ts';
import { formatBytes } from '../../workflow/quantity.ts';
import type { KubeApi } from './client/api.ts';
import type { Meta } from './client/types.ts';
import { isOwnedByRunAlone, madeAt, runOf } from './known-runs.ts';
import { labels, labelValue, managedComponent } from './objects/labels.ts';

/** Bytes of the compressed sources of all runs and services in a namespace. */
const namespaceLimit = 64 * 2 ** 20;
/** Bytes that one counts as that does not say how large it is. */
const unknownSize = 700 * 1024;

/**
 * Sees to it that the source of a run still fits into the namespace. A run that has ended needs its own no more, whoever
 * owns it; what its driver left of it goes, the oldest first.
 * @param bytes of the source @throws ApiError @throws AutomlError PREFLIGHT when runs that go on, services and schedules fill it
 */
export async function makeSourceRoom(api: KubeApi, id: string, bytes: number): Promise<void> {
  const sources = await Promise.all(
    (['source', 'revision', 'schedule'] as const).map((component) =>
      api.listMeta('ConfigMap', { labelSelector: managedComponent(component) }),
    ),
  );
  const others = sources.flat().filter((meta) => runOf(meta) !== labelValue(id));
  let used = others.reduce((sum, meta) => sum + bytesOf(meta), 0);
  if (used + bytes <= namespaceLimit) return;
  const records = await api.listMeta('ConfigMap', { labelSelector: managedComponent('record') });
  const ended = new Set(records.map(runOf));
  const unused = others.filter((meta) => ended.has(runOf(meta)) && isOwnedByRunAlone(meta));
  for (const meta of unused.sort((a, b) => madeAt(a) - madeAt(b))) {
    await api.delete('ConfigMap', meta.name ?? '');
    used -= bytesOf(meta);
    if (used + bytes <= namespaceLimit) return;
  }
  throw new AutomlError(
    'PREFLIGHT',
    `the sources of the runs that go on, of the services and of the schedules in namespace ${api.namespace} are ${formatBytes(used)}, this run brings ${formatBytes(bytes)}, and ${formatBytes(namespaceLimit)} may be kept there: wait until one has ended, use another namespace, or leave large files out by .gitignore`,
  );
}

function bytesOf({ annotations }: Meta): number {
  const bytes = Number(annotations?.[labels.bytes]);
  return Number.isInteger(bytes) ? bytes : unknownSize;
}
