/** GitHub as far as we call it: what it keeps, and how it answers. Pure, so that unit tests and the server share it. */
import { example, refused, type ApiAnswer, type ApiRequest, type Call, type FakeUser } from './api.ts';
import { FakeComments } from './comments.ts';
import { FakeDeployments } from './deployments.ts';
import { accountBody, FakePeople } from './people.ts';
import { FakePulls, type FakePull } from './pulls.ts';
import { FakeStatuses } from './statuses.ts';
import { FakeWorkflows, type FakeDispatch } from './workflows.ts';

export type { ApiAnswer, ApiRequest } from './api.ts';

export interface Fault {
  /** Found in `POST /issues/7/comments`, which leaves out the repository. */
  readonly calls: RegExp;
  readonly answer: ApiAnswer;
  /** So often; absent: until it is taken away. */
  times?: number;
}

/** What a server that can't, or won't, answers. */
export const faults = {
  refused: refused(403, 'Resource not accessible by integration'),
  hidden: refused(404, 'Not Found'),
  invalid: refused(422, 'Validation Failed'),
  limited: { ...refused(429, 'API rate limit exceeded'), headers: { 'retry-after': '86400' } },
  broken: refused(500, 'Server Error'),
  /** Answered as ever, but after that many milliseconds. */
  late: (delay: number): ApiAnswer => ({ status: 0, delay }),
  page: { status: 200, body: '<!DOCTYPE html><html><title>Log in</title></html>' },
} as const;

const actions: FakeUser = { id: 41_898_282, login: 'github-actions[bot]', type: 'Bot' };
const giteaActions: FakeUser = { id: -2, login: 'gitea-actions', type: 'User' };

/** The repository acme/models. */
export class FakeGitHub {
  /** Of a job. */
  readonly token = 'good-token';
  readonly defaultBranch = 'main';
  readonly comments = new FakeComments();
  readonly deployments = new FakeDeployments();
  readonly people = new FakePeople();
  readonly statuses = new FakeStatuses();
  readonly #pulls = new FakePulls();
  readonly #workflows = new FakeWorkflows();
  readonly faults: Fault[] = [];
  /** It has the calls of Gitea, and its pages. */
  isGitea = false;
  /** The token may only read. */
  readOnly = false;
  /** Too many calls were made, and none is let through for a day. */
  limited = false;
  /** So many calls fail with 502 before one gets through. */
  failures = 0;

  /** Whose the job's token is. */
  get bot(): FakeUser {
    return this.isGitea ? giteaActions : actions;
  }

  get pulls(): readonly FakePull[] {
    return this.#pulls.all;
  }

  get workflows(): FakeWorkflows['states'] {
    return this.#workflows.states;
  }

  get dispatches(): readonly FakeDispatch[] {
    return this.#workflows.dispatches;
  }

  get runs(): FakeWorkflows['runs'] {
    return this.#workflows.runs;
  }

  openPull(said: Partial<FakePull> = {}): FakePull {
    return this.#pulls.open(said);
  }

  handle(request: ApiRequest): ApiAnswer {
    if (this.failures > 0) {
      this.failures -= 1;
      return refused(502, 'Bad gateway');
    }
    if (this.limited)
      return { ...refused(403, 'You have exceeded a secondary rate limit'), headers: { 'retry-after': '86400' } };
    const [, token = ''] = /^(?:token|bearer) (.+)$/i.exec(String(request.headers['authorization'])) ?? [];
    const user = token === this.token ? this.bot : this.people.ofToken(token);
    if (user === undefined) return refused(401, 'Bad credentials');
    const [, rest = null] = /^\/repos\/acme\/models(\/.*)?$/.exec(request.path) ?? [request.path, undefined];
    const name = `${request.method} ${request.path.startsWith('/repos/') ? (rest ?? '') : request.path}`.trim();
    const fault = this.faults.find(({ calls, times }) => times !== 0 && calls.test(name));
    if (fault !== undefined) {
      if (fault.times !== undefined) fault.times -= 1;
      // One that is only late is answered as ever.
      if (fault.answer.status !== 0) return { ...fault.answer, isFault: true };
    }
    if (this.readOnly && request.method !== 'GET') return refused(403, 'Resource not accessible by integration');
    const answer = this.#answer({ ...request, name, user, isGitea: this.isGitea }, request.path);
    return fault?.answer.delay === undefined ? answer : { ...answer, delay: fault.answer.delay };
  }

  #answer(call: Call, path: string): ApiAnswer {
    if (call.name === 'GET /user') return accountBody(call.user);
    if (!path.startsWith('/repos/acme/models')) return refused(404, 'Not Found');
    if (call.name === 'GET') return { status: 200, body: repositoryBody(this.defaultBranch) };
    return (
      this.#workflows.answer(call, this.defaultBranch) ??
      this.#pulls.answer(call) ??
      this.comments.answer(call, (number) => this.#pulls.has(number)) ??
      this.statuses.answer(call) ??
      this.people.answer(call) ??
      (this.isGitea ? null : this.deployments.answer(call)) ??
      refused(404, 'Not Found')
    );
  }
}

/** The published examples lack fields of forks, and of teams. */
function repositoryBody(default_branch: string): object {
  const fields = Object.entries(example('full-repository-default-response'));
  const forks = ['source', 'parent', 'template_repository'];
  return {
    ...Object.fromEntries(fields.filter(([name]) => !forks.includes(name))),
    default_branch,
    language: 'Python',
  };
}
