/** A cluster in memory: objects by kind, and answers that a test makes up. */
import {
  ApiError,
  type Created,
  type KubeApi,
  type Listed,
  type Query,
  type RawCall,
  type Selection,
} from '../../../../src/backends/kubernetes/client/api.ts';
import type { Kind, Kinds } from '../../../../src/backends/kubernetes/client/types.ts';

type Stored = Kinds[Kind];
type Verb = 'get' | 'list' | 'create' | 'apply' | 'patch' | 'delete' | 'deleteAll' | 'request' | 'ask' | 'lines';

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
  /** What is in the cluster, by kind and name. */
  readonly #objects = new Map<Kind, Map<string, Stored>>();
  readonly #failures = new Map<string, ApiError>();
  readonly #answers: { method: string; path: RegExp; answer: Answer }[] = [];
  readonly #denied = new Set<string>();
  readonly #streams = new Map<string, readonly string[]>();
  readonly #created: ((kind: Kind, name: string) => void)[] = [];
  #version = 0;
  /** Rules reviews say all; false: the account may not ask for them, and each right is asked one by one. */
  rulesReadable = true;

  constructor(namespace = 'ml') {
    this.namespace = namespace;
    this.put('Namespace', { metadata: { name: namespace } });
  }

  /** Puts an object there, or replaces it. */
  put<K extends Kind>(kind: K, object: Kinds[K]): this {
    this.#of(kind).set(object.metadata?.name ?? '', this.#stamped(object));
    return this;
  }

  take(kind: Kind, name: string): this {
    this.#of(kind).delete(name);
    return this;
  }

  all<K extends Kind>(kind: K): readonly Kinds[K][] {
    return [...this.#of(kind).values()] as Kinds[K][];
  }

  /** From now on: `fail('list', 'Node', apiError(403))`. */
  fail(verb: Verb, kind: Kind, error: ApiError): this {
    this.#failures.set(`${verb} ${kind}`, error);
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
    return (this.#of(kind).get(name) as Kinds[K] | undefined) ?? null;
  }

  async list<K extends Kind>(kind: K, selection: Selection = {}): Promise<Listed<Kinds[K]>> {
    await this.#call('list', kind, '');
    const items = this.all(kind).filter((object) => matches(object, selection));
    return { items, resourceVersion: String(this.#version) };
  }

  async create<K extends Kind>(
    kind: K,
    object: Kinds[K],
    options: { readonly dryRun?: boolean } = {},
  ): Promise<Created<Kinds[K]>> {
    const name = object.metadata?.name ?? '';
    await this.#call('create', kind, name);
    const present = this.#of(kind).get(name);
    if (present !== undefined) return { object: present as Kinds[K], created: false };
    const made = this.#stamped(object);
    if (options.dryRun === true) return { object: made, created: true };
    this.#of(kind).set(name, made);
    for (const listener of this.#created) listener(kind, name);
    return { object: made, created: true };
  }

  async apply<K extends Kind>(kind: K, object: Kinds[K]): Promise<Kinds[K]> {
    const name = object.metadata?.name ?? '';
    await this.#call('apply', kind, name);
    const applied = this.#stamped(merge(this.#of(kind).get(name) ?? {}, object) as Kinds[K]);
    this.#of(kind).set(name, applied);
    return applied;
  }

  async patch<K extends Kind>(kind: K, name: string, patch: object): Promise<Kinds[K] | null> {
    await this.#call('patch', kind, name);
    const present = this.#of(kind).get(name);
    if (present === undefined) return null;
    const patched = this.#stamped(merge(present, patch) as Kinds[K]);
    this.#of(kind).set(name, patched);
    return patched;
  }

  async delete(kind: Kind, name: string, options: { readonly uid?: string } = {}): Promise<boolean> {
    await this.#call('delete', kind, name);
    const present = this.#of(kind).get(name);
    if (present === undefined || (options.uid !== undefined && present.metadata?.uid !== options.uid)) return false;
    return this.#of(kind).delete(name);
  }

  async deleteAll(kind: Kind, selection: Selection): Promise<void> {
    await this.#call('deleteAll', kind, '');
    for (const object of this.all(kind))
      if (matches(object, selection)) this.#of(kind).delete(object.metadata?.name ?? '');
  }

  async request(call: RawCall): Promise<unknown> {
    await this.#call('request', null, call.path);
    const made = this.#answers.find(({ method, path }) => method === call.method && path.test(call.path));
    if (made !== undefined) return made.answer(call);
    if (call.path.endsWith('/selfsubjectrulesreviews')) return this.#rules();
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

  async *lines(path: string, _query: Query, signal: AbortSignal): AsyncIterable<string> {
    await this.#call('lines', null, path);
    const lines = this.#streams.get(path);
    if (lines === undefined) throw apiError(404, `${path} not found`);
    for (const line of lines) {
      if (signal.aborted) return;
      yield line;
    }
  }

  /** All or nothing: what is denied makes the rules incomplete, so that it is asked one by one. */
  #rules(): unknown {
    if (!this.rulesReadable) throw apiError(403, 'no rules reviews');
    const all = { verbs: ['*'], apiGroups: ['*'], resources: ['*'] };
    return { status: { incomplete: false, resourceRules: this.#denied.size === 0 ? [all] : [] } };
  }

  async #call(verb: Verb, kind: Kind | null, name: string): Promise<void> {
    this.calls.push({ verb, kind, name });
    // As from a network: nobody gets an answer in the same turn.
    await Promise.resolve();
    const failure = this.#failures.get(`${verb} ${kind ?? ''}`);
    if (failure !== undefined) throw failure;
  }

  #of(kind: Kind): Map<string, Stored> {
    const found = this.#objects.get(kind) ?? new Map<string, Stored>();
    this.#objects.set(kind, found);
    return found;
  }

  #stamped<T extends Stored>(object: T): T {
    this.#version += 1;
    const { metadata = {} } = object;
    const own = { uid: `uid-${this.#version}`, creationTimestamp: '2026-01-01T00:00:00Z', ...metadata };
    return { ...object, metadata: { ...own, resourceVersion: String(this.#version) } };
  }
}

/** `create jobs.batch`, `get pods/log`, as `deny` takes it. */
function rightIn(body: unknown): string {
  const { spec } = body as { spec: { resourceAttributes: Record<string, string | undefined> } };
  const { verb = '', resource = '', subresource, group } = spec.resourceAttributes;
  return `${verb} ${resource}${subresource === undefined ? '' : `/${subresource}`}${group ? `.${group}` : ''}`;
}

/** Equality only: `a=b,c=d`; of fields those of metadata, and what an Event is about. */
function matches(object: Stored, { labelSelector = '', fieldSelector = '' }: Selection): boolean {
  const labels = object.metadata?.labels ?? {};
  return (
    pairs(labelSelector).every(([label, value]) => labels[label] === value) &&
    pairs(fieldSelector).every(([path, value]) => at(object, path.split('.')) === value)
  );
}

function pairs(selector: string): readonly (readonly [string, string])[] {
  return selector
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [left = '', right = ''] = part.split(/==?/);
      return [left.trim(), right.trim()];
    });
}

function at(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  return typeof value === 'object' && value !== null ? at((value as Record<string, unknown>)[key], rest) : undefined;
}

/** RFC 7386. */
function merge(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> =
    typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else if (value !== undefined) result[key] = merge(result[key], value);
  }
  return result;
}
