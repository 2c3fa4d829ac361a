/** The cluster in memory behind a real HTTP server, for tests from the command line on. */
import type { ServerResponse } from 'node:http';
import { ApiError } from '../../../../../src/backends/kubernetes/client/api.ts';
import { kinds, type Kind, type Kinds } from '../../../../../src/backends/kubernetes/client/types.ts';
import type { FakeApi } from '../fake-api.ts';
import { ApiServer, json, refuse, type Handler, type Seen } from './server.ts';

/** @param proxy what the services behind the API server answer */
export function serveObjects(api: FakeApi, proxy?: Handler): Promise<ApiServer> {
  return ApiServer.start((request, response, count) => {
    if (proxy !== undefined && /\/services\/[^/]+\/proxy/.test(request.path)) {
      proxy(request, response, count);
      return;
    }
    if (request.query.get('watch') === 'true' || request.path.endsWith('/log')) {
      void stream(api, request, response);
      return;
    }
    answer(api, request).then(
      (body) => {
        if (body === null) refuse(response, 404, 'NotFound', 'not found');
        else json(response, 200, body);
      },
      (error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
        refuse(response, error.status ?? 500, error.reason ?? 'InternalError', error.said);
      },
    );
  });
}

/** A watch or a log, until either side ends it. */
async function stream(api: FakeApi, { path, query }: Seen, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => {
    gone.abort();
  });
  response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  const asked = { ...Object.fromEntries(query), watch: query.get('watch') === 'true', follow: query.has('follow') };
  try {
    for await (const lines of api.lines(path, asked, gone.signal)) response.write(`${lines.join('\n')}\n`);
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
  response.end();
}

/** As a kubeconfig's content. */
export function kubeconfigOf({ url }: ApiServer, namespace = 'ml'): string {
  return JSON.stringify({
    clusters: [{ name: 'c', cluster: { server: url } }],
    users: [{ name: 'u', user: { token: 't' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u', namespace } }],
    'current-context': 'x',
  });
}

async function answer(api: FakeApi, { method, path, query, body }: Seen): Promise<object | null> {
  const [, apiVersion, plural, name] =
    /^\/apis?\/((?:[^/]+\/)?v[^/]+)\/(?:namespaces\/[^/]+\/)?([a-z]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  const kind = (Object.keys(kinds) as Kind[]).find(
    (each) => kinds[each].plural === plural && kinds[each].apiVersion === apiVersion,
  );
  if (kind === undefined) return null;
  const object = (body === '' ? {} : JSON.parse(body)) as Kinds[typeof kind];
  const selection = {
    labelSelector: query.get('labelSelector') ?? '',
    fieldSelector: query.get('fieldSelector') ?? '',
  };
  if (name === undefined) {
    if (method === 'GET') {
      const { items, resourceVersion } = await api.list(kind, selection);
      return { kind: 'List', metadata: { resourceVersion }, items };
    }
    if (method === 'DELETE') {
      await api.deleteAll(kind, selection);
      return {};
    }
    const made = await api.create(kind, object);
    if (made.created) return made.object;
    throw new ApiError('', { status: 409, reason: 'AlreadyExists', said: 'already exists' });
  }
  if (method === 'GET') return api.get(kind, name);
  // What is applied says what becomes of fields that somebody else owns.
  if (query.has('force')) return api.apply(kind, object, { dryRun: query.get('dryRun') === 'All' });
  if (method === 'PATCH') return api.patch(kind, name, object);
  return (await api.delete(kind, name)) ? {} : null;
}
