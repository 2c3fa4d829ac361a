/** Which controller an Ingress is for. */
import type { KubeApi } from '../client/api.ts';
import type { IngressClass } from '../client/types.ts';
import { readable, unreadable } from '../preflight/readable.ts';

/** Null: nobody knows, since the account may not read IngressClasses. */
export interface FoundClass {
  readonly name: string | null;
  readonly controller: string | null;
}

const defaultClass = 'ingressclass.kubernetes.io/is-default-class';

/**
 * The class of this name; without a name the cluster's default, or its only one; null where it has none at all. A sentence:
 * the file has to say more, or something else. @throws ApiError
 */
export async function findClass(api: KubeApi, name: string | undefined): Promise<FoundClass | string | null> {
  const listed = await readable(api.list('IngressClass'));
  if (listed === unreadable) return { name: name ?? null, controller: null };
  const { items } = listed;
  const named = items.find(({ metadata }) => metadata?.name === name);
  if (named !== undefined) return found(named);
  const names = items.map(({ metadata }) => metadata?.name ?? '').sort();
  if (name !== undefined) {
    const others = names.length === 0 ? 'the cluster has none' : `the cluster has ${names.join(', ')}`;
    return `IngressClass "${name}" does not exist (${others}): correct ingress.class, or install its controller`;
  }
  const defaults = items.filter(({ metadata }) => metadata?.annotations?.[defaultClass] === 'true');
  const [first, ...more] = defaults.length === 0 ? items : defaults;
  if (first === undefined) return null;
  if (more.length === 0) return found(first);
  const which = defaults.length === 0 ? 'none of them is the default' : 'more than one is the default';
  return `the cluster has the IngressClasses ${names.join(', ')}, and ${which}: set ingress.class`;
}

function found({ metadata, spec }: IngressClass): FoundClass {
  return { name: metadata?.name ?? '', controller: spec?.controller ?? null };
}
