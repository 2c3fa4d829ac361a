/** Calls to GitHub's REST API, or to a server that has the same. Imported only where one is made: it is a chunk of its own. */
import { Octokit } from '@octokit/core';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import type { Endpoints } from '@octokit/types';
import { fetch, type RequestInit } from 'undici';
import { z } from 'zod';
import { AutomlError } from '../../errors.ts';
import { Dispatchers } from '../../http/dispatcher.ts';
import { proxyFor } from '../../http/proxy.ts';
import { refusal } from './refusal.ts';

export interface ClientOptions {
  /** URL of the API. */
  readonly api: string;
  readonly token: string;
  readonly version: string;
  /** Names the proxy. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds of the first pause before a call is made again. */
  readonly patience?: number;
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
  /** Breaks what is open. */
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

/** Asked again, the answer is the same; of too many calls the throttle knows when they are few enough. */
const refusals = [400, 401, 403, 404, 405, 409, 410, 422, 429, 451];

/** Text is a page for people. */
const anything = z.unknown().refine((data) => typeof data !== 'string' || data === '');

const Client = Octokit.plugin(retry, throttling);

export function githubClient({ api, token, version, env, patience = 1000 }: ClientOptions): GitHubClient {
  const dispatchers = new Dispatchers(proxyFor(new URL(api), env));
  const closed = new AbortController();
  const dispatcher = dispatchers.get({ ca: null, certificate: null, serverName: null, skipVerify: false });
  const octokit = new Client({
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
    retry: { retryAfterBaseValue: patience, doNotRetry: refusals },
    throttle: {
      // What a server bears is counted for each.
      id: api,
      onRateLimit: (after: number, _: unknown, __: unknown, tries: number) => tries < 1 && after <= 60,
      onSecondaryRateLimit: (after: number, _: unknown, __: unknown, tries: number) => tries < 1 && after <= 60,
    },
  });
  return clientOver({
    api,
    request: (route, parameters) => octokit.request(route, parameters),
    close: async () => {
      closed.abort();
      await dispatchers.close();
    },
  });
}

interface Requests {
  readonly api: string;
  /** Rejects with an error that has `status` where the server refused. */
  readonly request: (route: string, parameters: Record<string, unknown>) => Promise<{ readonly data: unknown }>;
  readonly close: () => Promise<void>;
}

/** What calls and answers mean, whoever carries them. */
export function clientOver({ api, request, close }: Requests): GitHubClient {
  return {
    call: async <T>(route: string, parameters: object, { needs, answer, times = 'again' }: Asked<T>): Promise<T> => {
      const limits = times === 'once' ? { request: { retries: 0 } } : {};
      const data = await request(route, { ...parameters, ...limits }).then(
        (given) => given.data,
        (error: unknown) => {
          throw refusal(error, { api, needs });
        },
      );
      const parsed = (answer ?? (anything as z.ZodType<T>)).safeParse(data);
      if (parsed.success) return parsed.data;
      const what = `${api} answered ${route} with something else than GitHub's API does`;
      const help = 'is GITHUB_API_URL the address of an API, and no login page before it?';
      throw new AutomlError('FORGE', `${what}: ${help}`, { cause: parsed.error });
    },
    close,
  };
}

function silent(): void {
  // Nothing is written but by the commands.
}
