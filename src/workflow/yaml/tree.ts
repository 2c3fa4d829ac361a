/** From YAML nodes to plain data, with aliases, merge keys and hostile files taken care of. */
import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from 'yaml';
import { didYouMean } from '../suggestion.ts';
import { isMergeKey, keyName, scalarValue, startOf } from './node.ts';
import { MAX_DEPTH, type Report } from './report.ts';

/** One entry of a map, or, without a key, an item of a list or the whole document. */
export interface Entry {
  readonly key: Node | null;
  readonly value: Node | null;
}

/** Nodes that aliases may add to the file. One of 10,000 steps that all merge an anchor of 10 keys adds 100,000. */
const MAX_REPEATED = 1_000_000;

interface Part {
  readonly node: Node;
  readonly data: unknown;
}

interface Anchored extends Part {
  /** Nodes in it, those behind its aliases included. */
  readonly size: number;
  /** Levels below it. */
  readonly height: number;
}

/** Thrown and caught in here: there is no point in reading on. */
class Hostile extends Error {}

export class Tree {
  readonly root: Node;
  /** Undefined: the file was refused. */
  readonly data: unknown;
  readonly #report: Report;
  readonly #anchors = new Map<string, Anchored>();
  readonly #targets = new Map<Alias, Node>();
  readonly #entries = new Map<YAMLMap, Map<string, Entry>>();
  /** Nodes seen so far, and those of them that only aliases brought in. */
  #size = 0;
  #repeated = 0;
  #deepest = 0;

  constructor(root: Node, report: Report) {
    this.root = root;
    this.#report = report;
    try {
      this.data = this.#convert(root, 0);
    } catch (error) {
      if (!(error instanceof Hostile)) throw error;
    }
  }

  /** Entries of a map by name, in the order of the file, then those that merge keys bring in; null: not a map. */
  entries(node: Node | null): ReadonlyMap<string, Entry> | null {
    return isMap(node) ? (this.#entries.get(node) ?? null) : null;
  }

  /** The node itself, or the one that an alias stands for. */
  resolve(node: Node | null): Node | null {
    return isAlias(node) ? (this.#targets.get(node) ?? null) : node;
  }

  #convert(node: Node | null, depth: number): unknown {
    if (node === null) return null;
    if (isAlias(node)) return this.#alias(node, depth)?.data ?? null;
    if (node.anchor === undefined) return this.#content(node, depth);
    const before = { size: this.#size, deepest: this.#deepest };
    this.#deepest = depth;
    const data = this.#content(node, depth);
    // Set only now: an alias inside its own anchor finds nothing, so that the data has no cycles.
    this.#anchors.set(node.anchor, { node, data, size: this.#size - before.size, height: this.#deepest - depth });
    this.#deepest = Math.max(before.deepest, this.#deepest);
    return data;
  }

  #content(node: Exclude<Node, Alias>, depth: number): unknown {
    this.#size += 1;
    this.#reach(depth, node);
    if (isScalar(node)) return scalarValue(node);
    if (isMap(node)) return this.#map(node, depth);
    return node.items.map((item) => (isNode(item) ? this.#convert(item, depth + 1) : null));
  }

  #reach(depth: number, node: Node): void {
    this.#deepest = Math.max(this.#deepest, depth);
    if (depth > MAX_DEPTH) {
      this.#refuse('TOO_DEEP', node, `lists and maps are nested more than ${MAX_DEPTH} levels deep here`);
    }
  }

  #refuse(code: 'TOO_DEEP' | 'ALIAS_BOMB', node: Node, message: string): never {
    this.#report('error', code, node.range?.[0] ?? 0, message);
    throw new Hostile();
  }

  #alias(alias: Alias, depth: number): Anchored | null {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) {
      const hint = didYouMean(alias.source, this.#anchors.keys());
      const message = `the alias *${alias.source} has no anchor &${alias.source} above it${hint}`;
      this.#report('error', 'UNKNOWN_ALIAS', alias.range?.[0] ?? 0, message);
      return null;
    }
    this.#targets.set(alias, target.node);
    this.#size += target.size;
    this.#repeated += target.size;
    this.#reach(depth + target.height, alias);
    if (this.#repeated > MAX_REPEATED) {
      this.#refuse('ALIAS_BOMB', alias, `aliases repeat more than ${MAX_REPEATED} parts of the file`);
    }
    return target;
  }

  #map(map: YAMLMap, depth: number): Record<string, unknown> {
    const data: Record<string, unknown> = {};
    const entries = new Map<string, Entry>();
    const merged: Part[] = [];
    for (const { key, value } of map.items as readonly Entry[]) {
      if (isMergeKey(key)) {
        merged.push(...this.#mergeParts(value, depth));
        continue;
      }
      const name = this.#name({ key, value }, entries);
      const content = this.#convert(value, depth + 1);
      if (name === null) continue;
      entries.set(name, { key, value });
      data[name] = content;
    }
    for (const part of merged) {
      for (const [name, entry] of this.entries(part.node) ?? []) {
        if (entries.has(name)) continue;
        entries.set(name, entry);
        data[name] = (part.data as Record<string, unknown>)[name];
      }
    }
    this.#entries.set(map, entries);
    return data;
  }

  /** The name of a new entry; null, and reported, when it can't be one. */
  #name(entry: Entry, entries: ReadonlyMap<string, Entry>): string | null {
    const key = isAlias(entry.key) ? (this.#alias(entry.key, 0)?.node ?? null) : entry.key;
    const name = keyName(key);
    const start = startOf(entry, 'key');
    if (name === null) {
      const hint = isMap(key) && key.flow === true ? '; an expression is written ${{ ... }}' : '';
      this.#report('error', 'BAD_KEY', start, `a list or a map can't be a key; put the text in quotes${hint}`);
      return null;
    }
    if (isScalar(entry.key) && entry.key.anchor !== undefined) this.#convert(entry.key, 0);
    if (name === '__proto__') {
      this.#report('error', 'BAD_KEY', start, '"__proto__" can\'t be used as a key');
      return null;
    }
    const first = entries.get(name);
    if (first === undefined) return name;
    this.#report('error', 'DUPLICATE_KEY', start, (lineOf) => {
      return `"${name}" is set twice in the same map; the first is in line ${lineOf(startOf(first, 'key'))}`;
    });
    return null;
  }

  /** What stands behind `<<`: a map, an alias of one, or a list of those. */
  #mergeParts(value: Node | null, depth: number): Part[] {
    if (isSeq(value)) return value.items.flatMap((item) => this.#mergeParts(item as Node | null, depth));
    const part = isAlias(value)
      ? this.#alias(value, depth)
      : value && { node: value, data: this.#convert(value, depth) };
    if (part !== null && isMap(part.node)) return [part];
    // An unknown alias was reported already.
    if (!isAlias(value) || part !== null) {
      this.#report(
        'error',
        'BAD_KEY',
        value?.range?.[0] ?? 0,
        'behind "<<" stands a map, or an alias like *name of one',
      );
    }
    return [];
  }
}
