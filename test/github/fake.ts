/** GitHub as far as we call it: what it keeps, and how it answers. Pure, so that unit tests and the server share it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FakePull {
  readonly number: number;
  readonly head: string;
  readonly base: string;
  title: string;
  body: string;
  state: 'open' | 'closed';
}

interface Description {
  readonly examples: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const file = path.join(import.meta.dirname, 'openapi.json');
const { examples } = JSON.parse(readFileSync(file, 'utf8')) as Description;

const refused = (status: number, message: string): ApiAnswer => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});

/** The repository acme/models. */
export class FakeGitHub {
  readonly token = 'good-token';
  readonly defaultBranch = 'main';
  /** State of each workflow file on the default branch, by its path. */
  readonly workflows = new Map<string, 'active' | 'disabled_manually' | 'disabled_inactivity'>();
  readonly pulls: FakePull[] = [];
  readonly dispatches: { readonly file: string; readonly ref: string; readonly inputs: unknown }[] = [];
  /** The token may only read. */
  readOnly = false;
  /** Too many calls were made, and none is let through for a day. */
  limited = false;
  /** So many calls fail with 502 before one gets through. */
  failures = 0;

  handle(request: ApiRequest): ApiAnswer {
    if (this.failures > 0) {
      this.failures -= 1;
      return refused(502, 'Bad gateway');
    }
    if (this.limited)
      return { ...refused(403, 'You have exceeded a secondary rate limit'), headers: { 'retry-after': '86400' } };
    if (!/^(?:token|bearer) good-token$/i.test(String(request.headers['authorization'])))
      return refused(401, 'Bad credentials');
    if (this.readOnly && request.method !== 'GET') return refused(403, 'Resource not accessible by integration');
    const [, rest = null] = /^\/repos\/acme\/models(\/.*)?$/.exec(request.path) ?? [request.path, undefined];
    if (!request.path.startsWith('/repos/acme/models')) return refused(404, 'Not Found');
    return this.#repository(`${request.method} ${rest ?? ''}`.trim(), request);
  }

  #repository(call: string, { body, query }: Pick<ApiRequest, 'body' | 'query'>): ApiAnswer {
    if (call === 'GET')
      return {
        status: 200,
        body: repositoryBody(this.defaultBranch),
      };
    if (call === 'GET /actions/workflows') return { status: 200, body: this.#workflows(query) };
    if (call === 'GET /pulls')
      return { status: 200, body: this.pulls.filter(({ state }) => state === 'open').map(pullBody) };
    if (call === 'POST /pulls') return this.#openPull(body as Partial<FakePull>);
    const [, action, name] =
      /^(?:PUT|POST) \/actions\/workflows\/([^/]+)\/(enable|disable|dispatches)$/.exec(call) ?? [];
    if (action !== undefined && name !== undefined) return this.#workflow(action, name, body);
    const [, number] = /^PATCH \/pulls\/(\d+)$/.exec(call) ?? [];
    const pull = this.pulls.find((each) => String(each.number) === number);
    if (pull === undefined) return refused(404, 'Not Found');
    Object.assign(pull, body);
    return { status: 200, body: pullBody(pull) };
  }

  #workflows(query: URLSearchParams): object {
    const [example] = (examples['workflow-paginated']?.['workflows'] ?? []) as object[];
    const workflows = [...this.workflows].map(([place, state], index) => ({
      ...example,
      id: index + 1,
      path: place,
      state,
    }));
    const size = Number(query.get('per_page') ?? 30);
    const begin = (Number(query.get('page') ?? 1) - 1) * size;
    return { total_count: workflows.length, workflows: workflows.slice(begin, begin + size) };
  }

  #workflow(id: string, action: string, body: unknown): ApiAnswer {
    const place = [...this.workflows.keys()].find((each) => path.posix.basename(each) === id);
    if (place === undefined) return refused(404, 'Not Found');
    if (action !== 'dispatches') {
      this.workflows.set(place, action === 'enable' ? 'active' : 'disabled_manually');
      return { status: 204 };
    }
    const { ref, inputs } = body as { ref: string; inputs?: unknown };
    if (ref !== this.defaultBranch) return refused(422, `No ref found for: ${ref}`);
    if (this.workflows.get(place) !== 'active')
      return refused(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
    this.dispatches.push({ file: place, ref, inputs });
    return { status: 204 };
  }

  #openPull({ head = '', base = '', title = '', body = '' }: Partial<FakePull>): ApiAnswer {
    if (this.pulls.some((each) => each.state === 'open' && each.head === head))
      return refused(422, 'Validation Failed');
    const pull: FakePull = { number: this.pulls.length + 1, head, base, title, body, state: 'open' };
    this.pulls.push(pull);
    return { status: 201, body: pullBody(pull) };
  }
}

/** The published examples lack fields of forks, and of teams. */
function repositoryBody(default_branch: string): object {
  const fields = Object.entries(examples['full-repository-default-response'] ?? {});
  const forks = ['source', 'parent', 'template_repository'];
  return {
    ...Object.fromEntries(fields.filter(([name]) => !forks.includes(name))),
    default_branch,
    language: 'Python',
  };
}

function pullBody({ head, base, ...rest }: FakePull): object {
  const example = examples['pull-request'];
  const side = (name: 'head' | 'base', ref: string): object => ({
    ...(example?.[name] as object),
    ref,
    label: `acme:${ref}`,
  });
  const html_url = `https://github.com/acme/models/pull/${String(rest.number)}`;
  return { ...example, ...rest, html_url, requested_teams: [], head: side('head', head), base: side('base', base) };
}
