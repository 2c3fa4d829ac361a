/** A call and its answer, as the parts of the fake share them. */
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
  /** Text is sent as a page for people. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds that the server takes for it. */
  readonly delay?: number;
  /** It was set up to be what GitHub would not answer by itself. */
  readonly isFault?: boolean;
}

/** A call of the repository, and who makes it. */
export interface Call {
  /** `GET /issues/7/comments`, without the repository. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly user: FakeUser;
  readonly isGitea: boolean;
}

export interface FakeUser {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot';
}

interface Description {
  readonly examples: Readonly<Record<string, unknown>>;
}

const file = path.join(import.meta.dirname, 'openapi.json');
const { examples } = JSON.parse(readFileSync(file, 'utf8')) as Description;

/** A body as GitHub publishes it: it has every field. */
export function example(name: string): Readonly<Record<string, unknown>> {
  return examples[name] as Readonly<Record<string, unknown>>;
}

export function refused(status: number, message: string): ApiAnswer {
  return {
    status,
    body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
  };
}

/** The page that was asked for. Gitea calls its size `limit`, and gives no more than 50. */
export function paged<T>(items: readonly T[], { query, isGitea }: Pick<Call, 'query' | 'isGitea'>): readonly T[] {
  const size = isGitea ? Math.min(Number(query.get('limit') ?? 30), 50) : Number(query.get('per_page') ?? 30);
  const begin = (Number(query.get('page') ?? 1) - 1) * size;
  return items.slice(begin, begin + size);
}

export function userBody(user: FakeUser): object {
  const { user: given } = example('issue-comment');
  return { ...(given as object), ...user, html_url: `https://github.com/${user.login}` };
}

/** What `pattern` finds in the name of a call, without the whole. */
export function parts({ name }: Pick<Call, 'name'>, pattern: RegExp): readonly string[] | null {
  return pattern.exec(name)?.slice(1) ?? null;
}
