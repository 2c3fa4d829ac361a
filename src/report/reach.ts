/** The way to a service whose address only pods know. */
import type { Endpoint } from '../backends/result.ts';
import type { RunRecord } from '../records/schema.ts';
import { oneLine } from './plain-text.ts';

/** The address that is good for most people. */
export function bestAddress({ url, external_url }: Pick<Endpoint, 'url' | 'external_url'>): string {
  return external_url ?? url;
}

/** A command after which the service answers on the reader's machine; null: its address is good anywhere. */
export function forwardCommand({ backend }: Pick<RunRecord, 'backend'>, url: string): string | null {
  if (backend !== 'kubernetes') return null;
  // A name of the cluster's own DNS: service and namespace, and no domain.
  const [, service, namespace, port] = /^http:\/\/([a-z0-9-]+)\.([a-z0-9-]+):(\d+)$/.exec(url) ?? [];
  if (service === undefined || namespace === undefined || port === undefined) return null;
  return `kubectl port-forward -n ${namespace} service/${service} ${port}`;
}

/** A line for each service that no name outside the cluster leads to. */
export function forwardLines(record: RunRecord): readonly string[] {
  return record.steps.flatMap(({ name, service }) => {
    const command = service === null ? null : forwardCommand(record, bestAddress(service));
    return command === null ? [] : [`${oneLine(name)} answers inside the cluster; from here: ${command}`];
  });
}
