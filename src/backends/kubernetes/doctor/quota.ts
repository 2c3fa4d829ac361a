/** What the namespace's quotas have left. */
import type { KubeApi } from '../client/api.ts';
import type { Quota } from '../client/types.ts';
import { quantity } from '../diagnosis/amount.ts';
import { isForAll } from '../preflight/quotas.ts';
import { readable, unreadable } from '../preflight/readable.ts';
import { failed, ok, unchecked, type Check } from './check.ts';

/** What each run takes of it. */
const taken = [
  'pods',
  'count/pods',
  'count/jobs.batch',
  'configmaps',
  'count/configmaps',
  'cpu',
  'requests.cpu',
  'limits.cpu',
  'memory',
  'requests.memory',
  'limits.memory',
];

export async function checkQuota(api: KubeApi): Promise<Check> {
  const found = await readable(api.list('ResourceQuota'));
  if (found === unreadable) return unchecked('quota', 'the account may not list ResourceQuotas');
  const quotas = found.items.filter(isForAll);
  if (quotas.length === 0) return ok('quota', `namespace ${api.namespace} has none`);
  const left = quotas.flatMap(leftOf);
  const text = left.map(({ resource, hard, used }) => `${resource} ${used} of ${hard} used`).join(', ');
  const full = left.filter(({ free }) => free <= 0);
  if (full.length === 0) return ok('quota', text === '' ? 'none that concerns steps' : text);
  const names = [...new Set(full.map(({ resource }) => resource))].join(', ');
  return failed(
    'quota',
    `nothing is left of ${names} (${text})`,
    'wait until other pods have ended, or ask for a larger quota',
  );
}

function leftOf({ spec, status }: Quota) {
  return taken.flatMap((resource) => {
    const hard = spec?.hard?.[resource];
    if (hard === undefined) return [];
    const used = status?.used?.[resource] ?? '0';
    return [{ resource, hard, used, free: quantity(hard) - quantity(used) }];
  });
}
