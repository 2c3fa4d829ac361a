/** A cluster in memory: objects by kind, and answers that a test makes up. */
import { isDeepStrictEqual } from 'node:util';
import { Readable } from 'node:stream';
import {
  ApiError,
  type Created,
  type Exchange,
  type KubeApi,
  type Listed,
  type Query,
  type RawCall,
  type Selection,
} from '../../../../src/backends/kubernetes/client/api.ts';
import type { MessageStream } from '../../../../src/backends/kubernetes/client/web-socket.ts';
import type { Fence } from '../../../../src/backends/kubernetes/client/fence.ts';
import { kinds, type Kind, type Kinds, type Meta } from '../../../../src/backends/kubernetes/client/types.ts';
import { appliedTo } from './fake-apply.ts';
import { FakeObjects, matches, merge, type Stored } from './fake-objects.ts';
import { rightIn, rulesWithout } from './fake-rights.ts';
import { Feed } from './feed.ts';

type Verb =
  'get' | 'list' | 'watch' | 'create' | 'apply' | 'patch' | 'delete' | 'deleteAll' | 'request' | 'ask' | 'lines';

export interface FakeCall {
  readonly verb: Verb;
  readonly kind: Kind | null;
  /** Name of the object, or the path of a raw call. */
  readonly name: string;
}

type Answer = (call: RawCall) => unknown;

/** As the API server says no. */
export function apiError(status: number, said = `status ${status}`): ApiError {
  const reasons: Readonly<Record<number, string>> = {
    401: 'Unauthorized',
    403: 'Forbidden',
    404: 'NotFound',
    409: 'Conflict',
  };
  return new ApiError(`could not: ${said}`, { status, reason: reasons[status] ?? null, said });
}

export class FakeApi implements KubeApi {
  readonly server = 'https://cluster.example:6443';
  readonly namespace: string;
  readonly calls: FakeCall[] = [];
  readonly objects = new FakeObjects();
  readonly #failures = new Map<string, ApiError>();
  readonly #held = new Map<string, Promise<void>>();
  readonly #meanwhile = new Map<string, () => void>();
  readonly #answers: { method: string; path: RegExp; answer: Answer }[] = [];
  readonly #denied = new Set<string>();
  readonly #streams = new Map<string, readonly string[]>();
  readonly #logs = new Map<string, Feed>();
  /** What `apply` was given, in order. */
  readonly applied: Stored[] = [];
  get watched(): readonly Kind[] {
    return this.objects.watched;
  }
  readonly #created: ((kind: Kind, name: string) => void)[] = [];
  /** Rules reviews say all; false: the account may not ask for them, and each right is asked one by one. */
  rulesReadable = true;

  constructor(namespace = 'ml') {
    this.namespace = namespace;
    this.put('Namespace', { metadata: { name: namespace } });
  }

  /** The same cluster; the fence is asked before each change. */
  behind(fence: Fence): KubeApi {
    const changing = new Set<string | symbol>(['create', 'apply', 'patch', 'delete', 'deleteAll']);
    return new Proxy<KubeApi>(this, {
      get: (api, name) => {
        const member = Reflect.get(api, name, api) as unknown;
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) =>
          changing.has(name)
            ? fence.pass().then(() => Reflect.apply(member, api, args) as unknown)
            : (Reflect.apply(member, api, args) as unknown);
      },
    });
  }

  /** Puts an object there, or replaces it. */
  put<K extends Kind>(kind: K, object: Kinds[K]): this {
    this.objects.set(kind, object);
    return this;
  }

  take(kind: Kind, name: string): this {
    this.objects.remove(kind, name);
    return this;
  }

  /** The log of a pod's container, to be said line by line. */
  log(pod: string, container = 'step'): Feed {
    const feed = this.#logs.get(`${pod}/${container}`) ?? new Feed();
    this.#logs.set(`${pod}/${container}`, feed);
    return feed;
  }

  /** Ends the open watches of a kind. @param error absent: as the server does after some minutes */
  breakWatches(kind: Kind, error?: Error): this {
    this.objects.breakWatches(kind, error);
    return this;
  }

  all<K extends Kind>(kind: K): readonly Kinds[K][] {
    return this.objects.all(kind);
  }

  /** From now on: `fail('list', 'Node', apiError(403))`. */
  fail(verb: Verb, kind: Kind, error: ApiError): this {
    this.#failures.set(`${verb} ${kind}`, error);
    return this;
  }

  /** Calls stand still until what comes back is called. */
  hold(verb: Verb, kind: Kind): () => void {
    let release = (): void => undefined;
    this.#held.set(`${verb} ${kind}`, new Promise((resolve) => (release = resolve)));
    return release;
  }

  /** Happens once, right before the next such call is carried out. */
  meanwhile(verb: Verb, kind: Kind, act: () => void): this {
    this.#meanwhile.set(`${verb} ${kind}`, act);
    return this;
  }

  /** What `fail` said is over. */
  recover(verb: Verb, kind: Kind): this {
    this.#failures.delete(`${verb} ${kind}`);
    return this;
  }

  /** Reading and listing a kind is refused. */
  forbid(...names: readonly Kind[]): this {
    for (const kind of names)
      for (const verb of ['get', 'list'] as const) this.fail(verb, kind, apiError(403, `no ${kind}`));
    return this;
  }

  /** Access reviews say no: `deny('create jobs.batch', 'get pods/log')`. Everything else is allowed. */
  deny(...rights: readonly string[]): this {
    for (const right of rights) this.#denied.add(right);
    return this;
  }

  /** What `request` and `ask` say to a path. The newest wins. @param answer its result, or what it throws */
  answer(method: RawCall['method'], path: RegExp, answer: Answer): this {
    this.#answers.unshift({ method, path, answer });
    return this;
  }

  /** What `lines` yields for a path. */
  stream(path: string, lines: readonly string[]): this {
    this.#streams.set(path, lines);
    return this;
  }

  /** Plays the controllers: called after each creation. */
  onCreate(listener: (kind: Kind, name: string) => void): this {
    this.#created.push(listener);
    return this;
  }

  async get<K extends Kind>(kind: K, name: string): Promise<Kinds[K] | null> {
    await this.#call('get', kind, name);
    return this.objects.get(kind, name);
  }

  async list<K extends Kind>(kind: K, selection: Selection = {}): Promise<Listed<Kinds[K]>> {
    await this.#call('list', kind, '');
    const items = this.all(kind).filter((object) => matches(object, selection));
    return { items, resourceVersion: this.objects.version };
  }

  async getMeta(kind: Kind, name: string): Promise<Meta | null> {
    return (await this.get(kind, name))?.metadata ?? null;
  }

  async listMeta(kind: Kind, selection: Selection = {}): Promise<readonly Meta[]> {
    const { items } = await this.list(kind, selection);
    return items.map(({ metadata = {} }) => metadata);
  }

  async create<K extends Kind>(
    kind: K,
    object: Kinds[K],
    options: { readonly dryRun?: boolean } = {},
  ): Promise<Created<Kinds[K]>> {
    const name = object.metadata?.name ?? '';
    await this.#call('create', kind, name);
    const present = this.objects.get(kind, name);
    if (present !== null) return { object: present, created: false };
    if (options.dryRun === true) return { object, created: true };
    const made = this.objects.set(kind, object);
    for (const listener of this.#created) listener(kind, name);
    return { object: made, created: true };
  }

  async apply<K extends Kind>(
    kind: K,
    object: Kinds[K],
    { dryRun = false }: { readonly dryRun?: boolean } = {},
  ): Promise<Kinds[K]> {
    const name = object.metadata?.name ?? '';
    await this.#call('apply', kind, name);
    const present = this.objects.get(kind, name);
    const { resourceVersion } = object.metadata ?? {};
    if (resourceVersion !== undefined && resourceVersion !== present?.metadata?.resourceVersion)
      throw apiError(409, `${name} has been modified`);
    const merged = appliedTo(present, object);
    if (dryRun) return merged;
    this.applied.push(object);
    // What changes nothing gets no new version.
    return present !== null && isDeepStrictEqual(merged, present) ? present : this.objects.set(kind, merged);
  }

  async patch<K extends Kind>(kind: K, name: string, patch: object): Promise<Kinds[K] | null> {
    await this.#call('patch', kind, name);
    const present = this.objects.get(kind, name);
    const { resourceVersion } = (patch as { readonly metadata?: Meta }).metadata ?? {};
    if (present !== null && resourceVersion !== undefined && resourceVersion !== present.metadata?.resourceVersion)
      throw apiError(409, `${name} has been modified`);
    return present === null ? null : this.objects.set(kind, merge(present, patch) as Kinds[K]);
  }

  async delete(kind: Kind, name: string, options: { readonly uid?: string } = {}): Promise<boolean> {
    await this.#call('delete', kind, name);
    const present = this.objects.get(kind, name);
    if (options.uid !== undefined && present?.metadata?.uid !== options.uid) return false;
    return this.objects.remove(kind, name);
  }

  async deleteAll(kind: Kind, selection: Selection): Promise<void> {
    await this.#call('deleteAll', kind, '');
    for (const object of this.all(kind))
      if (matches(object, selection)) this.objects.remove(kind, object.metadata?.name ?? '');
  }

  async request(call: RawCall): Promise<unknown> {
    await this.#call('request', null, call.path);
    const made = this.#answers.find(({ method, path }) => method === call.method && path.test(call.path));
    if (made !== undefined) return made.answer(call);
    if (call.path.endsWith('/selfsubjectrulesreviews')) {
      if (!this.rulesReadable) throw apiError(403, 'no rules reviews');
      return rulesWithout(this.#denied);
    }
    if (call.path.endsWith('/selfsubjectaccessreviews'))
      return { status: { allowed: !this.#denied.has(rightIn(call.body)) } };
    if (call.path.endsWith('/selfsubjectreviews')) return { status: { userInfo: { username: 'ci' } } };
    throw apiError(404, `${call.path} not found`);
  }

  async ask(call: RawCall): Promise<{ readonly status: number; readonly body: string }> {
    try {
      const answer = await this.request(call);
      return { status: 200, body: typeof answer === 'string' ? answer : JSON.stringify(answer) };
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === null) throw error;
      return { status: error.status, body: error.said };
    }
  }

  async exchange(call: RawCall): Promise<Exchange> {
    const { status, body } = await this.ask(call);
    return { status, headers: {}, body: Readable.from([Buffer.from(body)]) };
  }

  openMessages(): Promise<MessageStream> {
    return Promise.reject(new Error('no pods to connect to'));
  }

  async *lines(path: string, query: Query, signal: AbortSignal): AsyncGenerator<readonly string[], string> {
    await this.#call('lines', null, path);
    if (query['watch'] === true) {
      const plural = path.split('/').at(-1);
      const kind = (Object.keys(kinds) as Kind[]).find((each) => kinds[each].plural === plural) ?? 'Pod';
      await this.#call('watch', kind, '');
      for await (const line of this.objects.watch(kind, query, signal)) yield [line];
      return '';
    }
    const [, pod = ''] = /\/pods\/([^/]+)\/log$/.exec(path) ?? [];
    const log = this.#logs.get(`${pod}/${String(query['container'] ?? 'step')}`);
    if (log !== undefined) {
      for await (const line of log.read(signal, query['follow'] === true)) yield [line];
      return '';
    }
    const lines = this.#streams.get(path);
    if (lines === undefined) throw apiError(404, `${path} not found`);
    for (const line of lines) {
      if (signal.aborted) break;
      yield [line];
    }
    return '';
  }

  async #call(verb: Verb, kind: Kind | null, name: string): Promise<void> {
    this.calls.push({ verb, kind, name });
    // As from a network: nobody gets an answer in the same turn.
    const key = `${verb} ${kind ?? ''}`;
    await this.#held.get(key);
    const act = this.#meanwhile.get(key);
    this.#meanwhile.delete(key);
    act?.();
    const failure = this.#failures.get(key);
    if (failure !== undefined) throw failure;
  }
}
