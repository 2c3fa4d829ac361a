/** What the controller of a Gateway says of an HTTPRoute. */
import type { Condition, HttpRoute } from '../client/extension-types.ts';
import type { Verdict } from './seen.ts';

export interface RouteStatus {
  readonly verdict: Verdict;
  /** What is in the way; null: nothing, or nobody has looked. */
  readonly problem: string | null;
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus, without what is about an older form of the route. */
export function routeStatus({ metadata, status }: HttpRoute): RouteStatus {
  const generation = metadata?.generation ?? 0;
  const isTold = ({ type, observedGeneration = 0 }: Condition): boolean =>
    (type === 'Accepted' || type === 'ResolvedRefs') && observedGeneration >= generation;
  const parents = (status?.parents ?? []).map(({ conditions = [] }) => conditions.filter(isTold));
  const isServed = parents.some((told) => told.length === 2 && told.every((condition) => condition.status === 'True'));
  if (isServed) return { verdict: 'good', problem: null };
  const no = parents.flat().find((condition) => condition.status === 'False');
  return no === undefined ? { verdict: 'open', problem: null } : { verdict: 'bad', problem: sentence(no) };
}

function sentence({ type, reason = type, message = '' }: Condition): string {
  return message === '' ? reason : `${reason} (${message})`;
}
