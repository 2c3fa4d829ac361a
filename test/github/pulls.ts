/** Pull requests of the repository. */
import { example, paged, parts, refused, type ApiAnswer, type Call } from './api.ts';

export interface FakePull {
  readonly number: number;
  /** Branch. */
  readonly head: string;
  readonly base: string;
  /** Repository of the head. */
  readonly from: string;
  /** Newest commit. */
  sha: string;
  title: string;
  body: string;
  state: 'open' | 'closed';
}

export class FakePulls {
  readonly all: FakePull[] = [];

  /** What is not said is as in a pull request of a branch of the repository. */
  open(said: Partial<FakePull>): FakePull {
    const pull: FakePull = {
      number: this.all.length + 1,
      head: 'topic',
      base: 'main',
      from: 'acme/models',
      sha: 'a'.repeat(40),
      title: '',
      body: '',
      state: 'open',
      ...said,
    };
    this.all.push(pull);
    return pull;
  }

  has(number: number): boolean {
    return this.all.some((each) => each.number === number);
  }

  answer(call: Call): ApiAnswer | null {
    if (call.name === 'GET /pulls') return { status: 200, body: paged(this.#listed(call), call).map(pullBody) };
    if (call.name === 'POST /pulls') return this.#create(call.body as Partial<FakePull>);
    const [method, number] = parts(call, /^(GET|PATCH) \/pulls\/(\d+)$/) ?? [];
    if (method === undefined) return null;
    const pull = this.all.find((each) => String(each.number) === number);
    if (pull === undefined) return refused(404, 'Not Found');
    if (method === 'PATCH') Object.assign(pull, call.body);
    return { status: 200, body: pullBody(pull) };
  }

  #listed({ query }: Call): readonly FakePull[] {
    const state = query.get('state') ?? 'open';
    return this.all.filter((each) => state === 'all' || each.state === state);
  }

  #create({ head = '', base = '', title = '', body = '' }: Partial<FakePull>): ApiAnswer {
    if (this.all.some((each) => each.state === 'open' && each.head === head)) return refused(422, 'Validation Failed');
    return { status: 201, body: pullBody(this.open({ head, base, title, body })) };
  }
}

function pullBody({ head, base, sha, from, ...rest }: FakePull): object {
  const given = example('pull-request') as Readonly<Record<'head' | 'base', { readonly repo: object }>>;
  const side = (name: 'head' | 'base', ref: string, full_name: string): object => ({
    ...given[name],
    ref,
    label: `acme:${ref}`,
    repo: { ...given[name].repo, full_name },
  });
  const html_url = `https://github.com/acme/models/pull/${String(rest.number)}`;
  const sides = { head: { ...side('head', head, from), sha }, base: side('base', base, 'acme/models') };
  return { ...given, ...rest, id: 1000 + rest.number, html_url, requested_teams: [], ...sides };
}
