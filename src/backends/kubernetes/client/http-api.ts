/** `KubeApi` by HTTP: each verb as one or a few calls. */
import {
  ApiError,
  type ApplyOptions,
  type Created,
  type Exchange,
  type KubeApi,
  type Listed,
  type Query,
  type RawCall,
  type Selection,
} from './api.ts';
import { orNone } from './absence.ts';
import { Caller, type Call, type HttpApiOptions } from './caller.ts';
import type { Connection } from './connection.ts';
import type { Fence } from './fence.ts';
import { inWords, resourcePath, selectionQuery } from './resource-path.ts';
import { kinds, type Kind, type Kinds, type Meta } from './types.ts';
import type { MessageStream } from './web-socket.ts';

/** Of a list; the API server reads larger ones in one piece from etcd. */
const pageSize = 500;
/** https://kubernetes.io/docs/reference/using-api/api-concepts: whole objects where a server has no such thing. */
const metadataOf = (shape: 'PartialObjectMetadata' | 'PartialObjectMetadataList'): string =>
  `application/json;as=${shape};g=meta.k8s.io;v=v1,application/json`;
/** Owner of the fields that we apply. */
const fieldManager = 'automl';

const dependentsToo = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' } as const;

export class HttpApi implements KubeApi {
  readonly server: string;
  readonly namespace: string;
  readonly #caller: Caller;

  private constructor(connection: Pick<Connection, 'server' | 'namespace'>, caller: Caller) {
    this.server = connection.server;
    this.namespace = connection.namespace;
    this.#caller = caller;
  }

  static open(connection: Connection, options: HttpApiOptions): HttpApi {
    return new HttpApi(connection, Caller.open(connection, options));
  }

  behind(fence: Fence): HttpApi {
    return new HttpApi(this, this.#caller.behind(fence));
  }

  /** Seconds that the credential is good for; null when unknown or for ever. */
  remainingLife(): number | null {
    return this.#caller.remainingLife();
  }

  /** The same until it ends for good; null also when there is something to renew it with. */
  finalLife(): number | null {
    return this.#caller.finalLife();
  }

  get<K extends Kind>(kind: K, name: string): Promise<Kinds[K] | null> {
    return this.#read<Kinds[K]>(kind, name, {});
  }

  async getMeta(kind: Kind, name: string): Promise<Meta | null> {
    const accept = metadataOf('PartialObjectMetadata');
    const object = await this.#read<{ readonly metadata?: Meta }>(kind, name, { accept });
    return object === null ? null : (object.metadata ?? {});
  }

  async #read<T>(kind: Kind, name: string, as: Pick<RawCall, 'accept'>): Promise<T | null> {
    const path = resourcePath(kind, this.namespace, name);
    const what = `read ${inWords(kind, this.namespace, name)}`;
    return orNone(this.#caller.object<T>({ ...as, method: 'GET', path, what, repeatable: true }), null);
  }

  list<K extends Kind>(kind: K, selection: Selection = {}): Promise<Listed<Kinds[K]>> {
    return this.#pages<Kinds[K]>(kind, selection, {});
  }

  async listMeta(kind: Kind, selection: Selection = {}): Promise<readonly Meta[]> {
    const { items } = await this.#pages<{ readonly metadata?: Meta }>(kind, selection, {
      accept: metadataOf('PartialObjectMetadataList'),
    });
    return items.map(({ metadata = {} }) => metadata);
  }

  async #pages<T>(kind: Kind, selection: Selection, as: Pick<RawCall, 'accept'>): Promise<Listed<T>> {
    const items: T[] = [];
    let token = '';
    for (;;) {
      const query = { ...selectionQuery(selection), limit: pageSize, ...(token === '' ? {} : { continue: token }) };
      let page: ListAnswer<T>;
      try {
        page = await this.#caller.object<ListAnswer<T>>({
          ...as,
          method: 'GET',
          path: resourcePath(kind, this.namespace),
          query,
          what: `list ${inWords(kind, this.namespace)}`,
          repeatable: true,
        });
      } catch (error) {
        // The list took longer than the server keeps its versions: from the start again.
        if (!(error instanceof ApiError) || error.status !== 410 || token === '') throw error;
        token = '';
        items.length = 0;
        continue;
      }
      items.push(...(page.items ?? []));
      token = page.metadata?.continue ?? '';
      if (token === '') return { items, resourceVersion: page.metadata?.resourceVersion ?? '' };
    }
  }

  async create<K extends Kind>(
    kind: K,
    object: Kinds[K],
    options: { readonly dryRun?: boolean } = {},
  ): Promise<Created<Kinds[K]>> {
    const name = object.metadata?.name ?? '';
    const call: Call = {
      method: 'POST',
      path: resourcePath(kind, this.namespace),
      query: options.dryRun ? { dryRun: 'All' } : {},
      body: { apiVersion: kinds[kind].apiVersion, kind, ...object },
      what: `create ${inWords(kind, this.namespace, name)}`,
      // Names say what an object is for, so that a second try finds the first one's object.
      repeatable: name !== '',
      // Two creations that a ResourceQuota counts at the same time.
      alsoAgain: ({ status, reason }) => status === 409 && reason === 'Conflict',
    };
    for (let tries = 0; ; tries++) {
      try {
        return { object: await this.#caller.object<Kinds[K]>(call), created: true };
      } catch (error) {
        if (!(error instanceof ApiError) || error.reason !== 'AlreadyExists' || tries === 3) throw error;
        const present = await this.get(kind, name);
        if (present !== null) return { object: present, created: false };
        // It went away between the two calls.
      }
    }
  }

  async apply<K extends Kind>(kind: K, object: Kinds[K], options: ApplyOptions): Promise<Kinds[K]> {
    const name = object.metadata?.name ?? '';
    return this.#caller.object<Kinds[K]>({
      method: 'PATCH',
      path: resourcePath(kind, this.namespace, name),
      query: { fieldManager, force: options.force, ...(options.dryRun === true ? { dryRun: 'All' } : {}) },
      body: { apiVersion: kinds[kind].apiVersion, kind, ...object },
      contentType: 'application/apply-patch+yaml',
      what: `apply ${inWords(kind, this.namespace, name)}`,
      repeatable: true,
      // By force no field is in conflict: somebody else wrote the object at the same time.
      alsoAgain: ({ reason }) => reason === 'Conflict' && options.force && !namesVersion(object),
    });
  }

  async patch<K extends Kind>(kind: K, name: string, patch: object): Promise<Kinds[K] | null> {
    const call: Call = {
      method: 'PATCH',
      path: resourcePath(kind, this.namespace, name),
      query: { fieldManager },
      body: patch,
      contentType: 'application/merge-patch+json',
      what: `change ${inWords(kind, this.namespace, name)}`,
      repeatable: true,
      // So it is where no version was asked for.
      alsoAgain: ({ reason }) => reason === 'Conflict' && !namesVersion(patch),
    };
    return orNone(this.#caller.object<Kinds[K]>(call), null);
  }

  async delete(
    kind: Kind,
    name: string,
    options: { readonly uid?: string; readonly graceSeconds?: number } = {},
  ): Promise<boolean> {
    const { uid, graceSeconds } = options;
    const call: Call = {
      method: 'DELETE',
      path: resourcePath(kind, this.namespace, name),
      body: {
        ...dependentsToo,
        ...(uid === undefined ? {} : { preconditions: { uid } }),
        ...(graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds }),
      },
      what: `delete ${inWords(kind, this.namespace, name)}`,
      repeatable: true,
    };
    try {
      return await orNone(
        this.#caller.object(call).then(() => true),
        false,
      );
    } catch (error) {
      // Another object has its name by now: the one that was meant is gone.
      if (uid !== undefined && error instanceof ApiError && error.reason === 'Conflict') return false;
      throw error;
    }
  }

  async deleteAll(kind: Kind, selection: Selection): Promise<void> {
    const query = selectionQuery(selection);
    if (!query['labelSelector'] && !query['fieldSelector']) throw new Error(`deleteAll of every ${kind}: no selector`);
    const path = resourcePath(kind, this.namespace);
    const what = `delete ${inWords(kind, this.namespace)} (${Object.values(query).join(', ')})`;
    await this.#caller.effect({ method: 'DELETE', path, query, body: dependentsToo, what, repeatable: true });
  }

  request(call: RawCall): Promise<unknown> {
    return this.#caller.request(call);
  }

  ask(call: RawCall): Promise<{ readonly status: number; readonly body: string }> {
    return this.#caller.ask(call);
  }

  exchange(call: RawCall, signal: AbortSignal): Promise<Exchange> {
    return this.#caller.exchange(call, signal);
  }

  openMessages(call: Pick<RawCall, 'path' | 'query'>, protocol: string): Promise<MessageStream> {
    return this.#caller.openMessages(call, protocol);
  }

  lines(path: string, query: Query, signal: AbortSignal, longest?: number): AsyncGenerator<readonly string[], string> {
    return this.#caller.lines(path, query, signal, longest);
  }

  /** Breaks what is open. */
  close(): Promise<void> {
    return this.#caller.close();
  }
}

interface ListAnswer<T> {
  readonly items?: readonly T[] | null;
  readonly metadata?: { readonly continue?: string; readonly resourceVersion?: string };
}

function namesVersion(patch: { readonly metadata?: { readonly resourceVersion?: string } }): boolean {
  return patch.metadata?.resourceVersion !== undefined;
}
