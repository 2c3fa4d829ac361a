/** A YAML file: its text, its content as plain data, and where each part of it stands. */
import { isScalar, isSeq, LineCounter, type Node } from 'yaml';
import type { Position } from './diagnostic.ts';
import { type Part, type Path, type Places, Problems } from './problems.ts';
import { offsetInside, startOf } from './yaml/node.ts';
import type { Report } from './yaml/report.ts';
import { parseYaml } from './yaml/syntax.ts';
import { type Entry, Tree } from './yaml/tree.ts';

export class SourceFile implements Places {
  /** As the user would type it. */
  readonly file: string;
  readonly text: string;
  /** Maps, lists and scalars, with aliases and merge keys resolved. Undefined: nothing usable could be read. */
  readonly data: unknown;
  /** Already holds what is wrong with the YAML itself. */
  readonly problems: Problems;
  readonly #lines = new LineCounter();
  readonly #tree: Tree | null;

  /** Never throws, whatever the text. */
  constructor(file: string, text: string) {
    this.file = file;
    // A lone CR ends a line for YAML, but not for the library. The length stays, and so do all offsets.
    this.text = text.replace(/^\uFEFF/, '').replace(/\r(?!\n)/g, '\n');
    this.#lines.addNewLine(0);
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1))
      this.#lines.addNewLine(at + 1);
    this.problems = new Problems(file, this);
    const report: Report = (severity, code, offset, message) => {
      const sentence = typeof message === 'string' ? message : message((other) => this.#position(other).line);
      this.problems.add(severity, code, this.#position(offset), sentence);
    };
    const root = parseYaml(this.text, report);
    this.#tree = root === null ? null : new Tree(root, report);
    this.data = this.#tree?.data;
  }

  at(path: Path, part: Part = 'value'): Position {
    const { entry, found } = this.#find(path);
    return this.#position(startOf(entry, found ? part : 'key'));
  }

  inside(path: Path, offset: number): Position {
    const { entry, found } = this.#find(path);
    const node = this.#tree?.resolve(entry.value) ?? null;
    return found && isScalar(node) ? this.#position(offsetInside(node, this.text, offset)) : this.at(path);
  }

  /** A scalar as it is written in the file, without quotes: `1.10` is a number that has lost its zero. */
  written(path: Path): string | null {
    const { entry, found } = this.#find(path);
    const node = this.#tree?.resolve(entry.value) ?? null;
    return found && isScalar(node) ? (node.source ?? null) : null;
  }

  /** The keys of a map in the order of the file, which plain objects lose for keys that look like numbers. */
  keys(path: Path): readonly string[] {
    const { entry, found } = this.#find(path);
    return found ? [...(this.#entries(entry.value)?.keys() ?? [])] : [];
  }

  /** The entry that the path leads to, or the last one on the way that exists. */
  #find(path: Path): { entry: Entry; found: boolean } {
    let entry: Entry = { key: null, value: this.#tree?.root ?? null };
    for (const segment of path) {
      const next = this.#step(entry.value, segment);
      if (next === undefined) return { entry, found: false };
      entry = next;
    }
    return { entry, found: true };
  }

  #step(value: Node | null, segment: string | number): Entry | undefined {
    const node = this.#tree?.resolve(value) ?? null;
    if (!isSeq(node)) return this.#entries(node)?.get(String(segment));
    const item = typeof segment === 'number' ? (node.items[segment] as Node | undefined) : undefined;
    return item === undefined ? undefined : { key: null, value: item };
  }

  #entries(value: Node | null): ReadonlyMap<string, Entry> | null {
    return this.#tree?.entries(this.#tree.resolve(value)) ?? null;
  }

  #position(offset: number): Position {
    const { line, col } = this.#lines.linePos(Math.min(offset, this.text.length));
    return { line, column: col };
  }
}
