import { afterEach, describe, expect, test } from '@jest/globals';
import type { ServerResponse } from 'node:http';
import type { HttpApi } from '../../../../../src/backends/kubernetes/client/http-api.ts';
import { followLog, type FollowOptions } from '../../../../../src/backends/kubernetes/client/log-stream.ts';
import { ApiServer, apiOf, refuse, type Seen } from './server.ts';

let server: ApiServer;
let api: HttpApi;
afterEach(async () => {
  await api.close();
  await server.close();
});

const at = (seconds: string, text: string): string => `2026-01-01T00:00:${seconds}Z ${text}\n`;

type Reply = (response: ServerResponse, request: Seen) => void;

/** Requests are answered by `replies` in order; the container counts as done when `done` of them were answered. */
async function reading(
  replies: readonly Reply[],
  options: Partial<FollowOptions> & { readonly done?: number } = {},
): Promise<string[]> {
  server = await ApiServer.start((request, response, count) => {
    const reply = replies[count - 1];
    if (reply === undefined) response.destroy();
    else reply(response, request);
  });
  api = apiOf(server.url);
  const { done = replies.length - 1, ...rest } = options;
  const signal = AbortSignal.timeout(8000);
  const all: string[] = [];
  const events = followLog(
    api,
    { pod: 'wine', container: 'step' },
    { signal, isDone: () => server.seen.length >= done, ...rest },
  );
  for await (const together of events)
    all.push(...together.map((event) => (event.type === 'line' ? event.line : `--${event.type}--`)));
  return all;
}

const say =
  (...lines: string[]): Reply =>
  (response) =>
    response.end(lines.join(''));
const sayAndBreak =
  (...lines: string[]): Reply =>
  (response) => {
    response.write(lines.join(''), () => setTimeout(() => response.destroy(), 20));
  };

describe('the log of a container', () => {
  test('comes without its times, and is read once more when it has ended', async () => {
    const lines = await reading([
      say(at('01.5', 'one'), at('01.6', ''), at('02.25', '  two')),
      say(at('02.25', '  two'), at('02.75', 'last words')),
    ]);
    expect(lines).toEqual(['one', '', '  two', 'last words']);
    expect(server.seen.map(({ path }) => path)[0]).toBe('/api/v1/namespaces/ml/pods/wine/log');
    expect(server.seen.map(({ query }) => Object.fromEntries(query))).toEqual([
      { container: 'step', timestamps: 'true', follow: 'true' },
      { container: 'step', timestamps: 'true', sinceTime: '2026-01-01T00:00:02Z' },
    ]);
  });

  test('loses and repeats nothing when the connection breaks, also in the middle of a line', async () => {
    const all = [at('01.1', 'a'), at('01.2', 'b'), at('01.2', 'b'), at('01.2', 'b'), at('01.3', 'c'), at('03.1', 'd')];
    const lines = await reading([
      sayAndBreak(...all.slice(0, 3), at('01.2', 'b').slice(0, 25)),
      sayAndBreak(...all.slice(0, 5)),
      say(...all.slice(0, 6)),
      say(all[5] ?? ''),
    ]);
    expect(lines).toEqual(['a', 'b', 'b', 'b', 'c', 'd']);
  });

  test('goes on when an API server that has just come back does not know yet who may read it', async () => {
    const forbidden: Reply = (response) => {
      refuse(response, 403, 'Forbidden', 'pods "wine" is forbidden: cannot get resource "pods/log"');
    };
    const all = [at('01.1', 'a'), at('01.2', 'b')];
    const lines = await reading([sayAndBreak(all[0] ?? ''), forbidden, say(...all), say(all[1] ?? '')]);
    expect(lines).toEqual(['a', 'b']);
  });

  test('is whole where a stream ends well in the middle of a line', async () => {
    const all = [at('01.1', 'a'), at('01.2', 'half')];
    const lines = await reading([
      say(all[0] ?? '', at('01.2', 'ha').trim()),
      say(...all, at('01.3', 'c').slice(0, 12)),
      say(...all, at('01.3', 'c')),
      say(at('01.3', 'c')),
    ]);
    expect(lines).toEqual(['a', 'half', 'c']);
  });

  test('is not repeated where a stream ends in the middle of a line that is known', async () => {
    const all = [at('01.1', 'a'), at('01.2', 'known')];
    const again = all.join('').slice(0, -3);
    expect(await reading([say(...all), say(again), say(...all)])).toEqual(['a', 'known']);
  });

  test('has its last line also where the code did not end it', async () => {
    const last = at('01.2', 'no end').trimEnd();
    const all = say(at('01.1', 'a'), last);
    expect(await reading([all, all, all], { done: 1 })).toEqual(['a', 'no end']);
  });

  test('is whole where the node still writes it down when the container has ended', async () => {
    const all = [at('01.1', 'a'), at('01.2', 'printed last'), at('01.3', 'z')];
    const lines = await reading(
      [say(...all.slice(0, 1)), say(all[0] ?? '', at('01.2', 'printed').trim()), say(...all)],
      { done: 1 },
    );
    expect(lines).toEqual(['a', 'printed last', 'z']);
  });

  test('never joins what stands before and behind a rotation', async () => {
    const lines = await reading([
      say(at('01.1', 'a'), at('01.2', 'first ha').trim()),
      say(at('09.1', 'lf'), at('09.2', 'z')),
      say(at('09.2', 'z')),
    ]);
    expect(lines).toEqual(['a', 'first ha', '--truncated--', 'lf', 'z']);
  });

  test('keeps half a line where its pod is gone before the rest came', async () => {
    const gone: Reply = (response) => {
      refuse(response, 404, 'NotFound');
    };
    const lines = await reading([say(at('01.1', 'a'), at('01.2', 'ha').trim()), gone], { isDone: () => false });
    expect(lines).toEqual(['a', 'ha']);
  });

  test.each([408, 429, 500, 503])('is read on when it is refused for now (%d)', async (status) => {
    const busy: Reply = (response) => {
      refuse(response, status, 'Busy');
    };
    const lines = await reading([sayAndBreak(at('01.1', 'a')), busy, say(at('01.1', 'a'), at('01.2', 'b'))]);
    expect(lines).toEqual(['a', 'b']);
  });

  test('is not confused by two streams that overtake each other', async () => {
    const all = [at('01.3', 'out'), at('01.1', 'err'), at('01.4', 'next')];
    const lines = await reading([sayAndBreak(...all.slice(0, 2)), say(...all), say(...all)]);
    expect(lines).toEqual(['out', 'err', 'next']);
  });

  test('is marked where the node rotated it away', async () => {
    const lines = await reading([sayAndBreak(at('01.1', 'a')), say(at('09.1', 'z')), say(at('09.1', 'z'))]);
    expect(lines).toEqual(['a', '--truncated--', 'z']);
  });

  test('is not marked when the beginning of a second was rotated and its last line is there', async () => {
    const lines = await reading([
      sayAndBreak(at('01.1', 'a'), at('01.2', 'b')),
      say(at('01.2', 'b'), at('01.3', 'c')),
      say(at('01.3', 'c')),
    ]);
    expect(lines).toEqual(['a', 'b', 'c']);
  });

  test('is waited for while the container has not started', async () => {
    const creating: Reply = (response) => {
      refuse(response, 400, 'BadRequest', 'container "step" in pod "wine" is waiting to start: ContainerCreating');
    };
    const lines = await reading([creating, creating, say(at('01.1', 'a')), say(at('01.1', 'a'))]);
    expect(lines).toEqual(['a']);
  });

  test('ends when the pod is gone', async () => {
    const gone: Reply = (response) => {
      refuse(response, 404, 'NotFound');
    };
    expect(await reading([say(at('01.1', 'a')), gone], { isDone: () => false })).toEqual(['a']);
  });

  test('says that its end is missing when the pod is gone before it was read', async () => {
    const gone: Reply = (response) => {
      refuse(response, 404, 'NotFound');
    };
    const lines = await reading([sayAndBreak(at('01.1', 'a')), gone], { isDone: () => false });
    expect(lines).toEqual(['a', '--gone--']);
  });

  test('goes on where somebody else stopped', async () => {
    const lines = await reading([say(at('05.25', 'known'), at('05.250000001', 'new')), say()], {
      from: '2026-01-01T00:00:05.25Z',
    });
    expect(lines).toEqual(['new']);
    expect(server.seen[0]?.query.get('sinceTime')).toBe('2026-01-01T00:00:05Z');
  });

  test('is opened anew when nothing is heard, and left when the container has ended', async () => {
    const open: Reply = (response) => {
      response.write(at('01.1', 'a'));
    };
    expect(await reading([open, open, say(at('01.1', 'a'), at('01.2', 'b'))], { silence: 0.5 })).toEqual(['a', 'b']);
  });

  test('is opened again when it ends before the container does', async () => {
    const lines = await reading([say(at('01.1', 'a')), say(at('01.1', 'a'), at('02.1', 'b')), say(at('02.1', 'b'))]);
    expect(lines).toEqual(['a', 'b']);
  });

  test('is cut where a line is endless', async () => {
    const [line = '', next] = await reading([
      say(at('01.1', 'x'.repeat(3 * 1024 * 1024)), at('01.2', 'y')),
      say(at('01.2', 'y')),
    ]);
    expect(line.length).toBeLessThan(1024 * 1024 + 100);
    expect(line).toMatch(/x \[cut: the line is longer than 1 MiB\]$/);
    expect(next).toBe('y');
  });

  test('is not a place for the words of the kubelet', async () => {
    const lines = await reading([
      say(at('01.1', 'a'), 'failed to create fsnotify watcher: too many open files'),
      say(at('01.1', 'a'), at('01.2', 'b')),
      say('unable to retrieve container logs for containerd://1'),
    ]);
    expect(lines).toEqual(['a', 'b', '--truncated--']);
  });

  test('is an error when it may not be read, and when there is no such container', async () => {
    const forbidden: Reply = (response) => {
      refuse(
        response,
        403,
        'Forbidden',
        'User "ci" cannot get resource "pods/log" in API group "" in the namespace "ml"',
      );
    };
    await expect(reading([forbidden])).rejects.toThrow(
      'could not read pods/wine/log in namespace ml: ci lacks the right to get pods/log in namespace ml',
    );
    await api.close();
    await server.close();
    const unknown: Reply = (response) => {
      refuse(response, 400, 'BadRequest', 'container step is not valid for pod wine');
    };
    await expect(reading([unknown])).rejects.toThrow('not valid for pod');
  });

  test('stands still while its reader does', async () => {
    let sent = 0;
    server = await ApiServer.start((_, response) => {
      const line = at('01.1', 'x'.repeat(1000));
      const more = (): void => {
        while (!response.destroyed && response.write(line)) sent += line.length;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    api = apiOf(server.url);
    const stop = new AbortController();
    const events = followLog(api, { pod: 'p', container: 'c' }, { signal: stop.signal, isDone: () => false });
    const iterator = events[Symbol.asyncIterator]();
    await iterator.next();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = sent;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sent).toBe(before);
    expect(sent).toBeLessThan(20_000_000);
    stop.abort();
    await expect(iterator.next()).rejects.toThrow('abort');
  });
});
