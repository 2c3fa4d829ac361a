/** Requests and answers of the fake GitLab, whoever carries them. */

export interface Asked {
  readonly method: string;
  /** Below `/api/v4`, as it was sent. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Answered {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text as it is; undefined: no body. */
  readonly body?: unknown;
}

/** Thrown by handlers for what is no success. */
export class Refused extends Error {
  readonly answered: Answered;

  constructor(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) {
    super(JSON.stringify(body));
    this.answered = { status, body, headers };
  }
}

export const notFound = (what: string): Refused => new Refused(404, { message: `404 ${what} Not Found` });
export const forbidden = (): Refused => new Refused(403, { message: '403 Forbidden' });
/** Of a field's value: https://docs.gitlab.com/api/rest/troubleshooting/#status-code-400 */
export const invalid = (field: string, problem: string): Refused =>
  new Refused(400, { message: { [field]: [problem] } });

/** https://docs.gitlab.com/api/rest/#offset-based-pagination */
export function paginated(rows: readonly unknown[], { query, path }: Asked): Answered {
  const page = Number(query.get('page') ?? 1);
  const size = Math.min(Number(query.get('per_page') ?? 20), 100);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const link = (to: number, rel: string): string => `<https://gitlab.example/api/v4${path}?page=${to}>; rel="${rel}"`;
  return {
    status: 200,
    headers: {
      'x-page': String(page),
      'x-per-page': String(size),
      'x-total': String(rows.length),
      'x-total-pages': String(pages),
      'x-prev-page': page > 1 ? String(page - 1) : '',
      'x-next-page': page < pages ? String(page + 1) : '',
      link: [link(1, 'first'), link(pages, 'last')].join(', '),
    },
    body: rows.slice((page - 1) * size, page * size),
  };
}
