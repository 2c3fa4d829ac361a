/** Names of what there is, read from metadata alone. */
import type { KubeApi } from '../client/api.ts';
import { runOf } from '../known-runs.ts';
import { labels, managedComponent } from '../objects/labels.ts';

/** Each once. @throws ApiError */
export async function namesOf(
  api: KubeApi,
  what: 'run' | 'schedule' | 'service' | 'workflow',
): Promise<ReadonlySet<string>> {
  const anchors = () => api.listMeta('ConfigMap', { labelSelector: managedComponent('anchor') });
  const services = () => api.listMeta('Deployment', { labelSelector: managedComponent('service') });
  switch (what) {
    case 'run':
      return new Set((await anchors()).map(runOf));
    case 'schedule': {
      const cronJobs = await api.listMeta('CronJob', { labelSelector: managedComponent('schedule') });
      return new Set(cronJobs.flatMap((meta) => meta.labels?.[labels.schedule] ?? []));
    }
    case 'service':
      return new Set((await services()).flatMap((meta) => meta.labels?.[labels.step] ?? []));
    case 'workflow': {
      const all = await Promise.all([anchors(), services()]);
      return new Set(all.flat().flatMap((meta) => meta.labels?.[labels.workflow] ?? []));
    }
  }
}
