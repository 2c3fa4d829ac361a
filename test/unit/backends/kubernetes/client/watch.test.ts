import { afterEach, describe, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import type { ApiError } from '../../../../../src/backends/kubernetes/client/api.ts';
import type { HttpApi } from '../../../../../src/backends/kubernetes/client/http-api.ts';
import type { Pod } from '../../../../../src/backends/kubernetes/client/types.ts';
import { watchKind } from '../../../../../src/backends/kubernetes/client/watch.ts';
import { ApiServer, apiOf, json, refuse, type Seen } from './server.ts';

let server: ApiServer;
let api: HttpApi;
afterEach(async () => {
  await api.close();
  await server.close();
});

const pod = (name: string, resourceVersion: string): object => ({ kind: 'Pod', metadata: { name, resourceVersion } });
const change = (type: string, name: string, version: string): string =>
  `${JSON.stringify({ type, object: pod(name, version) })}\n`;
const bookmark = (resourceVersion: string): string =>
  `${JSON.stringify({ type: 'BOOKMARK', object: { kind: 'Pod', metadata: { resourceVersion } } })}\n`;

type Watch = (response: ServerResponse, request: Seen) => void;

/** Lists answer `lists` in order (the last for ever), watches are played in order; the last one ends the test. */
async function watching(
  lists: readonly { readonly names: readonly string[]; readonly version: string }[],
  watches: readonly Watch[],
  options: { readonly silence?: number } = {},
): Promise<{ readonly heard: string[]; readonly versions: (string | null)[] }> {
  const stop = new AbortController();
  const heard: string[] = [];
  const versions: (string | null)[] = [];
  let listed = 0;
  server = await ApiServer.start((request, response) => {
    if (request.query.get('watch') === null) {
      const list = lists[Math.min(listed++, lists.length - 1)] ?? { names: [], version: '0' };
      const items = list.names.map((name) => pod(name, list.version));
      json(response, 200, { metadata: { resourceVersion: list.version }, items });
      return;
    }
    versions.push(request.query.get('resourceVersion'));
    const watch = watches[versions.length - 1];
    if (watch === undefined) stop.abort();
    else watch(response, request);
  });
  api = apiOf(server.url);
  const listener = {
    list: (items: readonly Pod[]) => heard.push(`list ${items.map(({ metadata }) => metadata?.name).join(' ')}`),
    event: ({ type, object }: { type: string; object: Pod }) => heard.push(`${type} ${object.metadata?.name ?? ''}`),
  };
  await watchKind(api, 'Pod', { labelSelector: 'run=1' }, listener, stop.signal, options);
  return { heard, versions };
}

describe('a watch', () => {
  test('tells what there is and then each change, from the version of the list', async () => {
    const { heard, versions } = await watching(
      [{ names: ['a', 'b'], version: '5' }],
      [
        (response, { query }) => {
          expect(Object.fromEntries(query)).toMatchObject({ labelSelector: 'run=1', allowWatchBookmarks: 'true' });
          response.end(change('ADDED', 'c', '6') + change('MODIFIED', 'a', '7') + change('DELETED', 'b', '8'));
        },
      ],
    );
    expect(heard).toEqual(['list a b', 'ADDED c', 'MODIFIED a', 'DELETED b']);
    expect(versions).toEqual(['5', '8']);
  });

  test('goes on from the last bookmark after a reset, without listing again', async () => {
    const { heard, versions } = await watching(
      [{ names: ['a'], version: '5' }],
      [
        (response) => {
          response.write(change('MODIFIED', 'a', '6') + bookmark('90'), () => setTimeout(() => response.destroy(), 20));
        },
        (response) => response.end(change('MODIFIED', 'a', '91')),
      ],
    );
    expect(heard).toEqual(['list a', 'MODIFIED a', 'MODIFIED a']);
    expect(versions).toEqual(['5', '90', '91']);
  });

  test('takes a line that was cut for none at all', async () => {
    const { heard, versions } = await watching(
      [{ names: [], version: '5' }],
      [
        (response) => response.end(change('ADDED', 'a', '6') + change('ADDED', 'b', '7').slice(0, 30)),
        (response) => response.end(change('ADDED', 'b', '7')),
      ],
    );
    expect(heard).toEqual(['list ', 'ADDED a', 'ADDED b']);
    expect(versions).toEqual(['5', '6', '7']);
  });

  test('loses nothing to a reset in the middle of a line', async () => {
    const { heard, versions } = await watching(
      [{ names: [], version: '5' }],
      [
        (response) => {
          const text = change('ADDED', 'a', '6') + change('ADDED', 'b', '7').slice(0, 30);
          response.write(text, () => setTimeout(() => response.destroy(), 20));
        },
        (response) => response.end(change('ADDED', 'b', '7')),
      ],
    );
    expect(heard).toEqual(['list ', 'ADDED a', 'ADDED b']);
    expect(versions).toEqual(['5', '6', '7']);
  });

  test.each<[string, Watch]>([
    [
      'an answer',
      (response) => {
        refuse(response, 410, 'Expired');
      },
    ],
    [
      'an event',
      (response) =>
        response.end(
          `${JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } })}\n`,
        ),
    ],
  ])('lists again when its version has expired, told by %s', async (_, expired) => {
    const { heard, versions } = await watching(
      [
        { names: ['a', 'b'], version: '5' },
        { names: ['b'], version: '50' },
      ],
      [expired],
    );
    expect(heard).toEqual(['list a b', 'list b']);
    expect(versions).toEqual(['5', '50']);
  });

  test('leaves a connection on which nothing is heard, and not one with bookmarks', async () => {
    let silent = false;
    const { versions } = await watching(
      [{ names: [], version: '5' }],
      [
        (response) => {
          response.write(bookmark('6'));
          const beat = setInterval(() => response.write(bookmark('7')), 50);
          setTimeout(() => {
            clearInterval(beat);
            silent = true;
          }, 500);
        },
      ],
      { silence: 0.25 },
    );
    expect(silent).toBe(true);
    expect(versions).toEqual(['5', '7']);
  });

  test('goes on after a server that is away for a while', async () => {
    const { heard, versions } = await watching(
      [{ names: [], version: '5' }],
      [
        (response) => {
          refuse(response, 503, 'ServiceUnavailable');
        },
        (response) => {
          response.destroy();
        },
        (response) => response.end(change('ADDED', 'a', '6')),
      ],
    );
    expect(heard).toEqual(['list ', 'ADDED a']);
    expect(versions).toEqual(['5', '5', '5', '6']);
  });

  test('ends with an error when the right to watch is missing', async () => {
    const act = watching(
      [{ names: [], version: '5' }],
      [
        (response) => {
          refuse(
            response,
            403,
            'Forbidden',
            'User "ci" cannot watch resource "pods" in API group "" in the namespace "ml"',
          );
        },
      ],
    );
    await expect(act).rejects.toMatchObject({ status: 403 } satisfies Partial<ApiError>);
    await expect(act).rejects.toThrow('could not watch pods in namespace ml: ci lacks the right to watch pods in');
  });

  test('goes on when an API server that was away does not know yet who may do what', async () => {
    const { heard } = await watching(
      [{ names: [], version: '5' }],
      [
        (response) => response.destroy(),
        (response) => {
          refuse(
            response,
            403,
            'Forbidden',
            'User "ci" cannot watch resource "pods" in API group "" in the namespace "ml"',
          );
        },
        (response) => response.end(change('ADDED', 'a', '6')),
      ],
    );
    expect(heard).toEqual(['list ', 'ADDED a']);
  });

  test('passes on what its listener throws', async () => {
    server = await ApiServer.start((_, response) => {
      json(response, 200, { metadata: { resourceVersion: '1' }, items: [] });
    });
    api = apiOf(server.url);
    const listener = {
      list: () => {
        throw new Error('mine');
      },
      event: () => undefined,
    };
    await expect(watchKind(api, 'Pod', {}, listener, new AbortController().signal)).rejects.toThrow('mine');
  });

  test('ends at once when it is stopped, also while it lists', async () => {
    const stop = new AbortController();
    server = await ApiServer.start(() => {
      stop.abort();
    });
    api = apiOf(server.url);
    const listener = { list: () => undefined, event: () => undefined };
    await expect(watchKind(api, 'Pod', {}, listener, stop.signal)).resolves.toBeUndefined();
  });
});
