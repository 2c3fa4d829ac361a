/** Calls to GitHub's REST API, or to a server that has the same. Imported only where one is made: it is a chunk of its own. */
import { Octokit } from '@octokit/core';
import type { Endpoints } from '@octokit/types';
import { fetch, type RequestInit } from 'undici';
import { z } from 'zod';
import { AutomlError } from '../../errors.ts';
import { isAborted, systemSleep, type Sleep } from '../../http/backoff.ts';
import { Dispatchers } from '../../http/dispatcher.ts';
import { persist } from '../../http/persistence.ts';
import { proxyFor } from '../../http/proxy.ts';
import { ServerClock } from '../../http/server-clock.ts';
import { failureOf, refusal } from './refusal.ts';

export interface ClientOptions {
  /** URL of the API. */
  readonly api: string;
  readonly token: string;
  readonly version: string;
  /** Names the proxy. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly sleep?: Sleep;
  /** Milliseconds, of any clock. */
  readonly now?: () => number;
}

/** Permission of a token, as GitHub calls it: `actions: write`. */
export type Permission = `${Area}: ${'read' | 'write'}`;
type Area = 'actions' | 'contents' | 'deployments' | 'metadata' | 'pull-requests' | 'statuses';

export interface GitHubClient {
  /**
   * What fails for a moment is tried again, but what `once` says.
   * @throws AutomlError FORGE that names the permission, or for an answer of another shape; NOT_FOUND
   */
  call<Route extends keyof Endpoints, T = unknown>(
    route: Route,
    parameters: Endpoints[Route]['parameters'],
    asked: Asked<T>,
  ): Promise<T>;
  /** The server's clock by its newest answer, never behind it, in milliseconds since the epoch; null: it has not said. */
  time(): number | null;
  /** Breaks what is open, and waits for nothing more. */
  close(): Promise<void>;
}

export interface Asked<T> {
  readonly needs: Permission;
  /** What is read of the answer; absent: it says nothing. */
  readonly answer?: z.ZodType<T>;
  readonly times?: 'again' | 'once';
}

/** Milliseconds that an answer may take. */
const answerPatience = 30_000;

/** Milliseconds after which a call is given up; the last try may take longer. */
const persistence = 60_000;

/** Text is a page for people. */
const anything = z.unknown().refine((data) => typeof data !== 'string' || data === '');

export function githubClient(options: ClientOptions): GitHubClient {
  const { api, token, version, env, sleep = systemSleep, now = () => performance.now() } = options;
  const dispatchers = new Dispatchers(proxyFor(new URL(api), env));
  const closed = new AbortController();
  const dispatcher = dispatchers.get({ ca: null, certificate: null, serverName: null, skipVerify: false });
  const octokit = new Octokit({
    auth: token,
    baseUrl: api,
    userAgent: `automl/${version}`,
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, {
          ...init,
          dispatcher,
          signal: AbortSignal.any([closed.signal, AbortSignal.timeout(answerPatience)]),
        }),
    },
    // The error tells it all.
    log: { debug: silent, info: silent, warn: silent, error: silent },
  });
  const world = { now, sleep: (delay: number) => sleep(delay, closed.signal), patience: persistence };
  const isClosed = (): boolean => isAborted(closed.signal);
  return clientOver({
    api,
    now,
    request: (route, parameters, asked) =>
      persist(
        world,
        () => octokit.request(route, parameters),
        (thrown) => failureOf(thrown, { api, ...asked, isClosed: isClosed() }),
      ),
    close: async () => {
      closed.abort();
      await dispatchers.close();
    },
  });
}

interface Requests {
  readonly api: string;
  /** Rejects with an error that has `status` where the server refused, or with what it means. */
  readonly request: (route: string, parameters: Record<string, unknown>, asked: Asking) => Promise<Given>;
  readonly now?: () => number;
  readonly close: () => Promise<void>;
}
type Asking = Required<Pick<Asked<unknown>, 'needs' | 'times'>>;
interface Given {
  readonly data: unknown;
  readonly headers?: { readonly date?: string | undefined };
}

/** What calls and answers mean, whoever carries them. */
export function clientOver({ api, request, now = () => performance.now(), close }: Requests): GitHubClient {
  const clock = new ServerClock(now);
  return {
    call: async <T>(route: string, parameters: object, { needs, answer, times = 'again' }: Asked<T>): Promise<T> => {
      const { data, headers } = await request(route, { ...parameters }, { needs, times }).catch((error: unknown) => {
        throw refusal(error, { api, needs });
      });
      clock.hear(headers?.date);
      const parsed = (answer ?? (anything as z.ZodType<T>)).safeParse(data);
      if (parsed.success) return parsed.data;
      const what = `${api} answered ${route} with something else than GitHub's API does`;
      const help = 'is GITHUB_API_URL the address of an API, and no login page before it?';
      throw new AutomlError('FORGE', `${what}: ${help}`, { cause: parsed.error });
    },
    time: () => clock.time(),
    close,
  };
}

function silent(): void {
  // Nothing is written but by the commands.
}
