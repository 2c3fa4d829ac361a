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
  const exceeded = exceededQuota(text, namespace);
  if (exceeded === null) return null;
  const { name, asked, most } = exceeded;
  for (const [resource, amount] of asked) {
    const limit = most.get(resource) ?? '';
    if (!(quantity(amount) > quantity(limit))) continue;
    return permanent(
      'quota',
      `asks for ${amountOf(resource, amount)}; ${name} allows ${amountOf(resource, limit)} in all (${resource}): lower it, or have the quota raised`,
    );
  }
  // Objects that have ended count until they are deleted.
  const isOfPods = [...asked.keys()].some((resource) => !/^count\/(?!pods$)/.test(resource));
  return passing('quota', `${usedUp(exceeded)}: it waits for ${isOfPods ? 'other pods to end' : 'some to be deleted'}`);
}

/** `quota "x" of namespace y is used up (...)`; null: this is about something else. */
export function usedUpQuota(text: string, namespace: string): string | null {
  const exceeded = exceededQuota(text, namespace);
  return exceeded === null ? null : usedUp(exceeded);
}

type Amounts = ReadonlyMap<string, string>;

interface Exceeded {
  readonly name: string;
  readonly asked: Amounts;
  readonly uses: Amounts;
  readonly most: Amounts;
}

function exceededQuota(text: string, namespace: string): Exceeded | null {
  const [, quota, asked = '', used = '', limits = ''] =
    /exceeded quota: ([^,]+), requested: (.*), used: (.*), limited: (.*)$/s.exec(text) ?? [];
  if (quota === undefined) return null;
  const name = `quota "${quota}" of namespace ${namespace}`;
  return { name, asked: amounts(asked), uses: amounts(used), most: amounts(limits) };
}

function usedUp({ name, asked, uses, most }: Exceeded): string {
  const full = [...asked].map(
    ([resource, amount]) =>
      `${resource} ${amount} more, ${uses.get(resource) ?? '?'} of ${most.get(resource) ?? '?'} in use`,
  );
  return `${name} is used up (${full.join('; ')})`;
}

function amounts(text: string): Amounts {
  return new Map(
    text.split(',').map((pair) => {
      const [resource = '', amount = ''] = pair.split('=');
      return [resource.trim(), amount.trim()] as const;
    }),
  );
}
