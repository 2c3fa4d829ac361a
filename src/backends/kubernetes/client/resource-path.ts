/** URLs of objects. */
import { AutomlError } from '../../../errors.ts';
import type { Query, RawCall, Selection } from './api.ts';
import { kinds, type Kind } from './types.ts';

/** Of one object, or of all of its kind in the namespace. @throws AutomlError USAGE for what is no name of an object */
export function resourcePath(kind: Kind, namespace: string, name?: string): string {
  const { apiVersion, plural, namespaced } = kinds[kind];
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const scope = namespaced ? `/namespaces/${segment(namespace, 'Namespace')}` : '';
  return `${root}${scope}/${plural}${name === undefined ? '' : `/${segment(name, kind)}`}`;
}

/** Without a name a call is about all objects, with `..` about what holds them. */
function segment(name: string, kind: Kind): string {
  if (['', '.', '..'].includes(name)) throw new AutomlError('USAGE', `"${name}" is no name of a ${kind}`);
  return encodeURIComponent(name);
}

export function selectionQuery({ labelSelector, fieldSelector }: Selection): Query {
  return {
    ...(labelSelector === undefined ? {} : { labelSelector }),
    ...(fieldSelector === undefined ? {} : { fieldSelector }),
  };
}

/** `Job wine-split-a1 in namespace ml`. */
export function inWords(kind: Kind, namespace: string, name?: string): string {
  const what = name === undefined ? kind : `${kind} ${name}`;
  return kinds[kind].namespaced ? `${what} in namespace ${namespace}` : what;
}

const verbs = { GET: 'read', POST: 'create', PUT: 'replace', PATCH: 'change', DELETE: 'delete' } as const;

/** A call by its path: `read pods/wine-a1/log in namespace ml`, `watch jobs in namespace ml`. */
export function callInWords({ method, path, query = {} }: Pick<RawCall, 'method' | 'path' | 'query'>): string {
  const [, rest] = /^\/apis?\/(?:[^/]+\.[^/]+\/|apps\/|batch\/)?v\d[^/]*\/(.+)$/.exec(path) ?? [];
  if (rest === undefined) return `${method} ${path}`;
  const [, namespace, inside] = /^namespaces\/([^/]+)\/(.+)$/.exec(rest) ?? [];
  const verb = query['watch'] === true ? 'watch' : verbs[method];
  return `${verb} ${inside ?? rest}${namespace === undefined ? '' : ` in namespace ${namespace}`}`;
}
