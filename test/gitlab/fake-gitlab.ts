/**
 * A GitLab of one project, with a state: written from https://docs.gitlab.com/api, so that tests see what GitLab refuses too.
 * Handlers are pure functions of the state; `serve` gives them a port.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeCommitStatuses } from './commit-statuses.ts';
import { FakeEnvironments } from './environments.ts';
import { notFound, paginated, Refused, type Answered, type Asked } from './http.ts';
import { FakeMergeRequests } from './merge-requests.ts';
import { FakePipelineSchedules } from './pipeline-schedules.ts';

export interface FakeUser {
  readonly id: number;
  readonly username: string;
  /** In the project: 0 none, 20 Reporter, 30 Developer, 40 Maintainer. */
  readonly role: number;
  readonly scopes: readonly ('api' | 'read_api')[];
  readonly is_admin?: boolean;
}

export interface FakeProject {
  readonly id: number;
  readonly path_with_namespace: string;
  readonly default_branch: string | null;
  readonly branches: readonly string[];
  /** Only Maintainers may merge into them. */
  readonly protectedBranches: readonly string[];
}

export class FakeGitLab {
  readonly schedules = new FakePipelineSchedules();
  readonly mergeRequests = new FakeMergeRequests();
  readonly statuses = new FakeCommitStatuses();
  readonly environments = new FakeEnvironments();
  /** By token. */
  readonly users = new Map<string, FakeUser>();
  project: FakeProject = {
    id: 42,
    path_with_namespace: 'acme/models',
    default_branch: 'main',
    branches: ['main', 'topic'],
    protectedBranches: [],
  };
  /** All that was asked, in order: `GET /user`. */
  readonly calls: string[] = [];
  /** Given in place of the next answers. */
  readonly failures: Answered[] = [];
  /** Given to every call that it finds, `POST /projects/42/merge_requests/7/notes`, until it is taken away. */
  broken: { readonly calls: RegExp; readonly answer: Answered } | null = null;
  readonly #servers: Server[] = [];

  get writes(): readonly string[] {
    return this.calls.filter((call) => !call.startsWith('GET'));
  }

  answer(asked: Asked): Answered {
    this.calls.push(`${asked.method} ${asked.path}`);
    const failure = this.failures.shift();
    if (failure !== undefined) return failure;
    if (this.broken?.calls.test(`${asked.method} ${asked.path}`) === true) return this.broken.answer;
    try {
      return this.#route(asked);
    } catch (error) {
      if (error instanceof Refused) return error.answered;
      throw error;
    }
  }

  /** @returns the URL of its API */
  async serve(): Promise<string> {
    const server = createServer((request, response) => {
      void askedBy(request).then((asked) => {
        const { status, headers = {}, body } = this.answer(asked);
        const isText = typeof body === 'string';
        response.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
        response.end(body === undefined ? undefined : isText ? body : JSON.stringify(body));
      });
    });
    this.#servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/api/v4`;
  }

  async close(): Promise<void> {
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
  }

  #route(asked: Asked): Answered {
    const user = this.#userOf(asked);
    if (asked.path === '/user') {
      const { id, username, is_admin } = user;
      return { status: 200, body: { id, username, ...(is_admin === undefined ? {} : { is_admin }) } };
    }
    if (asked.path === '/users') return this.#usersNamed(asked);
    const [, id = '', rest = ''] = /^\/projects\/([^/]+)(.*)$/.exec(asked.path) ?? [];
    const { path_with_namespace: path } = this.project;
    const isOurs = id === String(this.project.id) || decodeURIComponent(id) === path;
    if (!isOurs || user.role === 0) throw notFound('Project');
    const [, schedules] = /^\/pipeline_schedules(.*)$/.exec(rest) ?? [];
    if (schedules !== undefined) return this.schedules.answer(asked, schedules, user, this.project);
    const [, requests] = /^\/merge_requests(.*)$/.exec(rest) ?? [];
    if (requests !== undefined) return this.mergeRequests.answer(asked, requests, user, this.project);
    const [, sha] = /^\/statuses\/([^/]+)$/.exec(rest) ?? [];
    if (sha !== undefined) return this.statuses.answer(asked, sha, user);
    if (/^\/(environments|deployments|protected_environments)/.test(rest))
      return this.environments.answer(asked, rest, user);
    const [, memberId] = /^\/members\/all\/(\d+)$/.exec(rest) ?? [];
    if (memberId !== undefined) return this.#member(Number(memberId));
    if (rest === '' && asked.method === 'GET') {
      const { default_branch } = this.project;
      const web_url = `https://gitlab.example/${path}`;
      return { status: 200, body: { id: this.project.id, path_with_namespace: path, default_branch, web_url } };
    }
    throw notFound('');
  }

  /** Upper and lower case are the same: https://docs.gitlab.com/api/users */
  #usersNamed(asked: Asked): Answered {
    const wanted = asked.query.get('username')?.toLowerCase();
    const found = [...this.users.values()].filter(({ username }) => username.toLowerCase() === wanted);
    return paginated(
      found.map(({ id, username }) => ({ id, username, state: 'active' })),
      asked,
    );
  }

  /** Those whom a group gives a role too: https://docs.gitlab.com/api/project_members */
  #member(id: number): Answered {
    const found = [...this.users.values()].find((one) => one.id === id && one.role > 0);
    if (found === undefined) throw notFound('');
    const { username, role } = found;
    return { status: 200, body: { id, username, state: 'active', access_level: role } };
  }

  #userOf({ headers, method }: Asked): FakeUser {
    const user = this.users.get(headers['private-token'] ?? '');
    if (user === undefined) throw new Refused(401, { message: '401 Unauthorized' });
    if (user.scopes.includes('api') || (method === 'GET' && user.scopes.includes('read_api'))) return user;
    throw new Refused(403, {
      error: 'insufficient_scope',
      error_description: 'The request requires higher privileges than provided by the access token.',
      scope: 'api',
    });
  }
}

async function askedBy(request: IncomingMessage): Promise<Asked> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: request.method ?? 'GET',
    path: url.pathname.replace('/api/v4', ''),
    query: url.searchParams,
    headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}
