/** Whether a run finds room in the quotas of its namespace, next to what uses them now. */
import type { Quota } from '../client/types.ts';
import { quantity } from '../diagnosis/amount.ts';
import type { Amounts } from '../preflight/asked.ts';
import { isForAll } from '../preflight/quotas.ts';

export interface Room {
  readonly quota: string;
  /** As the quota names it. */
  readonly resource: string;
  /** Cores, bytes or pieces. */
  readonly hard: number;
  readonly used: number;
  /** What the run takes at most, at the same time. */
  readonly peak: number;
  /** False: pods wait until others have ended. */
  readonly fits: boolean;
}

/** Those of each quota that the run takes something of. */
export function roomIn(quotas: readonly Quota[], peak: Amounts): readonly Room[] {
  return quotas.filter(isForAll).flatMap(({ metadata, spec, status }) =>
    Object.entries(spec?.hard ?? {}).flatMap(([resource, text]) => {
      const wanted = peak[nameOf(resource)];
      if (wanted === undefined || wanted === 0) return [];
      const [hard, used] = [quantity(text), quantity(status?.used?.[resource] ?? '0')];
      return [{ quota: metadata?.name ?? '', resource, hard, used, peak: wanted, fits: used + wanted <= hard }];
    }),
  );
}

/** `cpu` in a quota is `requests.cpu`; `count/pods` is `pods`. */
function nameOf(resource: string): string {
  if (resource === 'cpu' || resource === 'memory') return `requests.${resource}`;
  return resource === 'count/pods' ? 'pods' : resource;
}
