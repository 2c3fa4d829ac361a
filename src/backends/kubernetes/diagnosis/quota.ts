/** What a ResourceQuota refuses. */
import { amountOf, keyOf, quantity } from './amount.ts';
import { passing, permanent, type Trouble } from './trouble.ts';

/** Null: this is about something else. */
export function quotaTrouble(text: string, namespace: string): Trouble | null {
  const [, unset, fields = ''] = /failed quota: ([^:]+): must specify (.*)$/s.exec(text) ?? [];
  if (unset !== undefined) {
    const names = [...new Set([...fields.matchAll(/([a-z./-]+) for/g)].map(([, name = '']) => name))];
    const keys = [...new Set(names.map(keyOf))].join(' and ');
    return permanent(
      'quota',
      `quota "${unset}" of namespace ${namespace} wants every pod to say ${names.join(' and ')}: set ${keys}`,
    );
  }
  const [, quota, asked = '', used = '', limits = ''] =
    /exceeded quota: ([^,]+), requested: (.*), used: (.*), limited: (.*)$/s.exec(text) ?? [];
  if (quota === undefined) return null;
  const uses = amounts(used);
  const most = amounts(limits);
  const name = `quota "${quota}" of namespace ${namespace}`;
  for (const [resource, amount] of amounts(asked)) {
    const limit = most.get(resource) ?? '';
    if (!(quantity(amount) > quantity(limit))) continue;
    return permanent(
      'quota',
      `asks for ${amountOf(resource, amount)}; ${name} allows ${amountOf(resource, limit)} in all (${resource}): lower it, or have the quota raised`,
    );
  }
  const full = [...amounts(asked)].map(
    ([resource, amount]) =>
      `${resource} ${amount} more, ${uses.get(resource) ?? '?'} of ${most.get(resource) ?? '?'} in use`,
  );
  return passing('quota', `${name} is used up (${full.join('; ')}): it waits for other pods to end`);
}

function amounts(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').map((pair) => {
      const [resource = '', amount = ''] = pair.split('=');
      return [resource.trim(), amount.trim()] as const;
    }),
  );
}
