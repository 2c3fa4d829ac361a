/** Small questions about single YAML nodes. */
import { isScalar, type Node, Scalar } from 'yaml';
import type { Part } from '../problems.ts';
import type { Entry } from './tree.ts';

/** Text, number, boolean or null; what YAML 1.1 files make beyond that (dates, bytes) stays the text it was. */
export function scalarValue(node: Scalar): unknown {
  const { value } = node;
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  return node.source ?? '';
}

/** A key as text, as it is written: `1:` is "1". Null: lists and maps. */
export function keyName(key: Node | null): string | null {
  if (key === null) return '';
  if (!isScalar(key)) return null;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

/** A plain `<<`; in quotes it is a name like any other. YAML 1.1 makes a symbol of it. */
export function isMergeKey(key: Node | null): boolean {
  if (!isScalar(key)) return false;
  return typeof key.value === 'symbol' || (key.value === '<<' && key.type === Scalar.PLAIN);
}

/** Offset where the name or the value of an entry begins. A value that is not there begins at its name. */
export function startOf({ key, value }: Entry, part: Part): number {
  const valueStart = value?.range && (value.range[0] < value.range[1] || key === null) ? value.range[0] : undefined;
  const keyStart = key?.range?.[0];
  return (part === 'key' ? (keyStart ?? valueStart) : (valueStart ?? keyStart)) ?? 0;
}

/** Offset in the file of the character at `offset` of a scalar's value. */
export function offsetInside(node: Scalar, text: string, offset: number): number {
  const [start, end] = node.range ?? [0, 0];
  const value = String(node.value);
  const isBlock = node.type === Scalar.BLOCK_FOLDED || node.type === Scalar.BLOCK_LITERAL;
  let at = isBlock ? text.indexOf('\n', start) : start;
  let found = at;
  // White space is what folding, indenting and chomping change: all other characters appear in the same order, with
  // only the backslashes of double quotes and the doubled single quotes between them.
  for (let place = 0; place <= offset && place < value.length; place += 1) {
    const character = value.charAt(place);
    if (/\s/.test(character)) continue;
    found = text.indexOf(character, at);
    if (found < 0 || found >= end) return start;
    at = found + 1;
  }
  return found;
}
