/**
 * Calls to GitLab's REST API: https://docs.gitlab.com/api/rest. Answers are parsed by whoever asks; what passes by itself is
 * tried again. Loads undici: import it only where GitLab is really asked.
 */
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { AutomlError } from '../../errors.ts';
import { isAborted, systemSleep, type Sleep } from '../../http/backoff.ts';
import { Dispatchers } from '../../http/dispatcher.ts';
import { persist, type Failure } from '../../http/persistence.ts';
import { proxyFor } from '../../http/proxy.ts';
import { ServerClock } from '../../http/server-clock.ts';
import type { GitLabAccess } from './access.ts';
import { jsonOf } from './json.ts';
import { brokenError, GitLabError, refusalError } from './refusal.ts';

type Query = Readonly<Record<string, string | number>>;

export interface GitLabCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v4`, each part of it encoded: `/projects/group%2Fmodels`. */
  readonly path: string;
  readonly query?: Query;
  readonly body?: Readonly<Record<string, unknown>>;
  /** The least role in the project that may do it, for messages; absent: Maintainer. */
  readonly role?: 'Reporter' | 'Developer';
  /** A POST that says what shall be, and so may be sent twice. */
  readonly repeatable?: true;
}

export interface GitLabOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly userAgent: string;
  readonly sleep?: Sleep;
  /** Milliseconds, of any clock. */
  readonly now?: () => number;
}

interface Answer {
  readonly text: string;
  readonly headers: Dispatcher.ResponseData['headers'];
}

/** Milliseconds that one answer may take. */
const patience = 30_000;
/** Milliseconds after which a call is given up; the last try may take longer. */
const persistence = 60_000;
const pageSize = 100;
/** No page for people. */
const anyJson = z.unknown().refine((answer) => answer !== undefined);

export class GitLabClient {
  readonly access: GitLabAccess;
  readonly #dispatchers: Dispatchers;
  readonly #userAgent: string;
  readonly #clock: ServerClock;
  readonly #closed = new AbortController();
  readonly #world: { readonly now: () => number; readonly sleep: Sleep; readonly patience: number };

  constructor(access: GitLabAccess, options: GitLabOptions) {
    const { env, userAgent, sleep = systemSleep, now = () => performance.now() } = options;
    this.access = access;
    this.#userAgent = userAgent;
    this.#clock = new ServerClock(now);
    const pause: Sleep = (delay) => sleep(delay, this.#closed.signal);
    this.#world = { now, sleep: pause, patience: persistence };
    this.#dispatchers = new Dispatchers(proxyFor(new URL(access.api), env));
  }

  /** @throws GitLabError; AutomlError FORGE for an answer of another shape */
  async request<T>(call: GitLabCall, schema: z.ZodType<T>): Promise<T> {
    return this.#parse(call, (await this.#persist(call)).text, schema);
  }

  /** For calls whose answer says nothing. @throws GitLabError */
  async effect(call: GitLabCall): Promise<void> {
    const { text } = await this.#persist(call);
    if (text !== '') this.#parse(call, text, anyJson);
  }

  /** All pages: https://docs.gitlab.com/api/rest/#offset-based-pagination. @throws as `request` */
  async list<T>(
    path: string,
    schema: z.ZodType<T>,
    { query = {}, ...asked }: Pick<GitLabCall, 'query' | 'role'> = {},
  ): Promise<readonly T[]> {
    const found: T[] = [];
    for (let page = '1'; page !== '';) {
      const call = { method: 'GET', path, query: { ...query, per_page: pageSize, page }, ...asked } as const;
      const { text, headers } = await this.#persist(call);
      found.push(...this.#parse(call, text, schema.array()));
      page = String(headers['x-next-page'] ?? '');
    }
    return found;
  }

  /** The server's clock by its newest answer, never behind it, in milliseconds since the epoch; null: it has not said. */
  time(): number | null {
    return this.#clock.time();
  }

  /** Breaks what is open, and waits for nothing more. */
  async close(): Promise<void> {
    this.#closed.abort();
    await this.#dispatchers.close();
  }

  #persist(call: GitLabCall): Promise<Answer> {
    return persist(
      this.#world,
      () => this.#send(call),
      (thrown) => {
        const failure = this.#failureOf(thrown, call);
        return isAborted(this.#closed.signal) ? { ...failure, again: false } : failure;
      },
    );
  }

  async #send(call: GitLabCall): Promise<Answer> {
    const { method, body } = call;
    const url = new URL(this.#urlOf(call));
    const answer = await this.#dispatchers
      .get({ ca: null, certificate: null, serverName: null, skipVerify: false })
      .request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method,
        headers: {
          accept: 'application/json',
          'private-token': this.access.token,
          'user-agent': this.#userAgent,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(patience),
      });
    const text = await answer.body.text();
    const { statusCode: status, headers } = answer;
    this.#clock.hear(headers['date']);
    if (status >= 200 && status < 300) return { text, headers };
    const wait = Number(headers['retry-after'] ?? NaN);
    throw refusalError(call, this.access, { status, text, retryAfter: Number.isNaN(wait) ? null : wait });
  }

  #urlOf({ path, query = {} }: GitLabCall): string {
    const search = new URLSearchParams(
      Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
    ).toString();
    return `${this.access.api}${path}${search === '' ? '' : `?${search}`}`;
  }

  /** What was sent twice may be there twice: only what asks, or says what shall be, is repeated. */
  #failureOf(thrown: unknown, call: GitLabCall): Failure {
    const isRepeatable = call.method !== 'POST' || call.repeatable === true;
    if (thrown instanceof GitLabError) {
      const { status, retryAfter } = thrown;
      const again = status === 429 || (isRepeatable && (status === 409 || status >= 500));
      return { error: thrown, again, retryAfter, stranger: false };
    }
    const { error, isPermanent, isUnsent, isStranger } = brokenError(thrown, call, this.access);
    return {
      error,
      again: !isPermanent && (isRepeatable || isUnsent),
      retryAfter: null,
      stranger: isStranger,
    };
  }

  #parse<T>(call: GitLabCall, text: string, schema: z.ZodType<T>): T {
    const parsed = schema.safeParse(jsonOf(text));
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const what = issue === undefined ? '' : ` (${issue.path.join('.')}: ${issue.message})`;
    throw new AutomlError(
      'FORGE',
      `GitLab answered ${call.method} ${call.path} at ${this.access.api} with something else than its API does${what}: is this the address of a GitLab API (…/api/v4), and no login page before it?`,
      { cause: parsed.error },
    );
  }
}
