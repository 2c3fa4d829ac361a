/** The run of a namespace that a person means. */
import { AutomlError } from '../../../errors.ts';
import type { KubeApi } from '../client/api.ts';
import { labels, managedComponent } from '../objects/labels.ts';

/** @param start of its id, or all of it @throws AutomlError NOT_FOUND, or USAGE when several runs begin like this @throws ApiError */
export async function findRun(api: KubeApi, start: string): Promise<string> {
  const anchors = await api.listMeta('ConfigMap', { labelSelector: managedComponent('anchor') });
  const ids = anchors.map((meta) => meta.labels?.[labels.run] ?? '');
  if (ids.includes(start)) return start;
  const matches = start === '' ? [] : ids.filter((id) => id.startsWith(start));
  const [only] = matches;
  if (only === undefined) throw new AutomlError('NOT_FOUND', `namespace ${api.namespace} has no run "${start}"`);
  if (matches.length === 1) return only;
  const shown = matches.slice(0, 5).join(', ') + (matches.length > 5 ? ', …' : '');
  throw new AutomlError('USAGE', `"${start}" is the beginning of ${matches.length} runs: ${shown}`);
}
