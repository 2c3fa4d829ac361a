/** One call to the API server, in the words of its authorization: verb, kind, name, subresource. */
import { kinds } from '../../../src/backends/kubernetes/client/types.ts';

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

export interface Call {
  /** Of its arrival. */
  readonly time: number;
  readonly verb: Verb;
  /** `Job`; the resource of the URL (`selfsubjectaccessreviews`) where we have no name for it, '' for a path without. */
  readonly kind: string;
  /** Of a create: the one that the body asks for, null when the body is not JSON. */
  name: string | null;
  readonly subresource: string | null;
  /** Null: no answer yet. */
  status: number | null;
  /** It changes what the cluster keeps, unless it is refused. */
  readonly mutating: boolean;
}

const kindOf = new Map(Object.entries(kinds).map(([kind, { plural }]) => [plural, kind]));
/** Groups whose objects are questions: nothing of them is kept. */
const questions = /^\/apis\/auth(entication|orization)\.k8s\.io\//;

export function describeCall(method: string, url: string, time: number): Call {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  // /api/v1/... or /apis/group/v1/..., and in a namespace (which is itself a resource) or not
  const [, , rest = ''] = /^\/(api\/[^/]+|apis\/[^/]+\/[^/]+)\/(.*)$/.exec(pathname) ?? [];
  const [resource = '', name = null, subresource = null] = rest.replace(/^namespaces\/[^/]+\/(?=.)/, '').split('/');
  const watches = ['true', '1'].includes(searchParams.get('watch') ?? '');
  const verb = verbOf(method, name !== null, watches);
  const mutating = !['get', 'list', 'watch'].includes(verb) && !questions.test(pathname) && !searchParams.has('dryRun');
  return { time, verb, kind: kindOf.get(resource) ?? resource, name, subresource, status: null, mutating };
}

function verbOf(method: string, named: boolean, watches: boolean): Verb {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return named ? 'delete' : 'deletecollection';
    default:
      return watches ? 'watch' : named ? 'get' : 'list';
  }
}

/** The name of what a create asks for; null where the body is not JSON, or leaves it to the server. */
export function nameIn(body: Buffer): string | null {
  try {
    const object = JSON.parse(body.toString()) as { metadata?: { name?: string } };
    return object.metadata?.name ?? null;
  } catch {
    return null;
  }
}
