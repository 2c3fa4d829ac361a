/** The project as the runs of schedules start from it: ConfigMaps that the CronJobs of one commit share. */
import { createHash } from 'node:crypto';
import type { KubeApi } from '../client/api.ts';
import { kinds, type ConfigMap, type CronJob, type Meta } from '../client/types.ts';
import { inLanes } from '../lanes.ts';
import { sourceOf } from '../objects/cron-job.ts';
import { digest } from '../objects/digest.ts';
import { injectedBytes, inParts, mapLimit, projectArchive } from '../objects/injected.ts';
import { labels, lastingLabels, type Component } from '../objects/labels.ts';
import { scheduledSourceName } from '../objects/names.ts';
import { makeSourceRoom } from '../source-room.ts';
import type { Source } from '../../../source/source.ts';
import { cronJobsOf, ofSchedules, type Project } from './project.ts';

const versionLength = 10;

/** Named by what they hold. @throws AutomlError PREFLIGHT for a project that is too large, or can't be read */
export async function scheduledSource(
  project: Project,
  source: Pick<Source, 'root' | 'files'>,
): Promise<readonly ConfigMap[]> {
  const data = await projectArchive(source);
  const version = digest(createHash('sha256').update(data).digest('hex'), versionLength);
  return inParts([{ name: 'source.tgz', data }], mapLimit).map((part, place) => ({
    apiVersion: kinds.ConfigMap.apiVersion,
    kind: 'ConfigMap',
    metadata: {
      name: scheduledSourceName(project.owner, version, place),
      labels: { ...lastingLabels(project), [labels.component]: 'schedule' satisfies Component },
      annotations: { [labels.bytes]: String(part.reduce((sum, each) => sum + each.data.length, 0)) },
    },
    immutable: true,
    binaryData: Object.fromEntries(part.map((each) => [each.name, each.data.toString('base64')])),
  }));
}

/** Makes what is not there, and has it go when the last of the CronJobs does. @throws ApiError @throws AutomlError PREFLIGHT */
export async function keepSource(
  api: KubeApi,
  maps: readonly ConfigMap[],
  cronJobs: readonly CronJob[],
): Promise<void> {
  const ownerReferences = cronJobs.map(({ metadata }) => {
    return {
      apiVersion: kinds.CronJob.apiVersion,
      kind: 'CronJob',
      name: metadata?.name ?? '',
      uid: metadata?.uid ?? '',
    };
  });
  const found = await Promise.all(maps.map((map) => api.getMeta('ConfigMap', map.metadata?.name ?? '')));
  const missing = maps.filter((_, place) => found[place] === null);
  // Its own are in no run: the id of one that there is not.
  if (missing.length > 0) await makeSourceRoom(api, '-', injectedBytes(missing));
  const keeping = maps.map((map, place) => async () => {
    const meta = found[place] ?? null;
    if (meta === null) await api.create('ConfigMap', { ...map, metadata: { ...map.metadata, ownerReferences } });
    else if (!isOwnedBy(meta, ownerReferences))
      await api.patch('ConfigMap', meta.name ?? '', { metadata: { ownerReferences } });
  });
  await inLanes(4, keeping);
}

function isOwnedBy(meta: Meta, owners: readonly { readonly uid: string }[]): boolean {
  const uids = (meta.ownerReferences ?? []).map(({ uid }) => uid);
  return uids.length === owners.length && owners.every(({ uid }) => uids.includes(uid));
}

/**
 * Those of earlier commits, unless a Job that has not ended may still start a pod from them.
 * @param before the CronJobs as they were: their controller may be about to make a Job of what it saw last
 * @throws ApiError
 */
export async function sweepSource(api: KubeApi, project: Project, before: readonly CronJob[]): Promise<void> {
  const labelSelector = ofSchedules(project);
  const maps = await api.listMeta('ConfigMap', { labelSelector });
  const named = new Set(before.flatMap(({ spec }) => sourceOf(spec.jobTemplate.spec)));
  const old = maps.flatMap(({ name }) => (name === undefined || named.has(name) ? [] : [name]));
  if (old.length === 0) return;
  // As they are now: another sync may have changed them meanwhile.
  const [{ own }, { items }] = await Promise.all([cronJobsOf(api, project), api.list('Job', { labelSelector })]);
  for (const name of own.flatMap(({ spec }) => sourceOf(spec.jobTemplate.spec))) named.add(name);
  const open = items.filter(({ status }) => status?.completionTime === undefined && !hasFailed(status?.conditions));
  for (const name of open.flatMap(({ spec }) => sourceOf(spec))) named.add(name);
  const gone = old.filter((name) => !named.has(name));
  await inLanes(
    4,
    gone.map((name) => async () => {
      await api.delete('ConfigMap', name);
    }),
  );
}

function hasFailed(conditions: readonly { readonly type: string; readonly status: string }[] = []): boolean {
  return conditions.some(({ type, status }) => type === 'Failed' && status === 'True');
}
