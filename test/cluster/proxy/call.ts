/** One call to the API server, in the words of its authorization: verb, kind, name, subresource. */
import type { IncomingMessage } from 'node:http';
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

/** Fills in the name of what a create asks for, when its body has passed. */
export function nameInBody(incoming: IncomingMessage, call: Call): void {
  if (call.name !== null) return;
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.once('end', () => {
    // Not all bodies are JSON.
    try {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as { metadata?: { name?: string } };
      call.name = body.metadata?.name ?? null;
    } catch {
      call.name = null;
    }
  });
}
