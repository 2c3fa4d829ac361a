/** What is in a cluster in memory, and who watches it. */
import type { Query, Selection } from '../../../../src/backends/kubernetes/client/api.ts';
import type { Kind, Kinds } from '../../../../src/backends/kubernetes/client/types.ts';
import { Feed } from './feed.ts';

export type Stored = Kinds[Kind];

interface Change {
  readonly kind: Kind;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: Stored;
  readonly version: number;
}

interface Watch {
  readonly kind: Kind;
  readonly selection: Selection;
  readonly feed: Feed;
}

export class FakeObjects {
  readonly #objects = new Map<Kind, Map<string, Stored>>();
  readonly #changes: Change[] = [];
  readonly #watches = new Set<Watch>();
  #version = 0;

  get version(): string {
    return String(this.#version);
  }

  /** Watches that are open. */
  get watched(): readonly Kind[] {
    return [...this.#watches].map(({ kind }) => kind);
  }

  get<K extends Kind>(kind: K, name: string): Kinds[K] | null {
    return (this.#of(kind).get(name) as Kinds[K] | undefined) ?? null;
  }

  all<K extends Kind>(kind: K): readonly Kinds[K][] {
    return [...this.#of(kind).values()] as Kinds[K][];
  }

  /** With a uid and version, as it is kept. */
  set<K extends Kind>(kind: K, object: Kinds[K]): Kinds[K] {
    this.#version += 1;
    const { metadata = {} } = object;
    const name = metadata.name ?? '';
    const own = { uid: `uid-${this.#version}`, creationTimestamp: '2026-01-01T00:00:00Z', ...metadata };
    const stored = { ...object, metadata: { ...own, resourceVersion: this.version } };
    this.#tell({ kind, type: this.#of(kind).has(name) ? 'MODIFIED' : 'ADDED', object: stored, version: this.#version });
    this.#of(kind).set(name, stored);
    return stored;
  }

  remove(kind: Kind, name: string): boolean {
    const object = this.#of(kind).get(name);
    if (object === undefined) return false;
    this.#version += 1;
    this.#tell({ kind, type: 'DELETED', object, version: this.#version });
    return this.#of(kind).delete(name);
  }

  /** It goes, and no watch tells. */
  forget(kind: Kind, name: string): void {
    this.#of(kind).delete(name);
  }

  async *watch(kind: Kind, query: Query, signal: AbortSignal): AsyncIterable<string> {
    const { labelSelector = '', fieldSelector = '', resourceVersion } = query;
    const selection = { labelSelector: String(labelSelector), fieldSelector: String(fieldSelector) };
    const watch = { kind, selection, feed: new Feed() };
    for (const change of this.#changes) if (change.version > Number(resourceVersion)) say(watch, change);
    this.#watches.add(watch);
    try {
      yield* watch.feed.read(signal);
    } finally {
      this.#watches.delete(watch);
    }
  }

  breakWatches(kind: Kind, error?: Error): void {
    for (const watch of this.#watches) if (watch.kind === kind) watch.feed.end(error);
  }

  #tell(change: Change): void {
    this.#changes.push(change);
    for (const watch of this.#watches) say(watch, change);
  }

  #of(kind: Kind): Map<string, Stored> {
    const found = this.#objects.get(kind) ?? new Map<string, Stored>();
    this.#objects.set(kind, found);
    return found;
  }
}

function say({ kind, selection, feed }: Watch, { type, object, ...change }: Change): void {
  if (change.kind === kind && matches(object, selection)) feed.say(JSON.stringify({ type, object }));
}

/** Equality, its contrary, absence and lists only: `a=b,c!=d,!e,f in (g,h)`; of fields those of metadata, and what an Event is about. */
export function matches(object: Stored, { labelSelector = '', fieldSelector = '' }: Selection): boolean {
  const labels = object.metadata?.labels ?? {};
  return (
    lists(labelSelector).every(([label, values]) => values.includes(labels[label] ?? '')) &&
    absences(labelSelector).every((label) => labels[label] === undefined) &&
    pairs(labelSelector).every(([label, value, isMeant]) => (labels[label] === value) === isMeant) &&
    pairs(fieldSelector).every(([path, value, isMeant]) => (at(object, path.split('.')) === value) === isMeant)
  );
}

const list = /([^,\s]+) in \(([^)]*)\)/g;

function lists(selector: string): readonly (readonly [string, readonly string[]])[] {
  return [...selector.matchAll(list)].map(([, label = '', values = '']) => [label, values.split(',')]);
}

function absences(selector: string): readonly string[] {
  return selector.split(',').flatMap((part) => (part.startsWith('!') ? [part.slice(1)] : []));
}

function pairs(selector: string): readonly (readonly [string, string, boolean])[] {
  return selector
    .replace(list, '')
    .split(',')
    .filter((part) => part !== '' && !part.startsWith('!'))
    .map((part) => {
      const [left = '', right = ''] = part.split(/!?==?/);
      return [left.trim(), right.trim(), !part.includes('!=')];
    });
}

function at(value: unknown, path: readonly string[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  return typeof value === 'object' && value !== null ? at((value as Record<string, unknown>)[key], rest) : undefined;
}

/** RFC 7386. */
export function merge(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const result: Record<string, unknown> =
    typeof target === 'object' && target !== null && !Array.isArray(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, key);
    else if (value !== undefined) result[key] = merge(result[key], value);
  }
  return result;
}
