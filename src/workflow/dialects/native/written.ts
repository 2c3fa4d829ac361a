/** Numbers in texts, as they are written: `VERSION: 1.10` means 1.10, though YAML reads the number 1.1. */
import type { Path } from '../../problems.ts';
import { isMap } from '../../shape/found.ts';
import type { SourceFile } from '../../source.ts';

export function listAsWritten(texts: string[], path: Path, data: unknown, source: SourceFile): string[] {
  const items: readonly unknown[] = Array.isArray(data) ? data : [];
  if (!items.some(isNumber)) return texts;
  return texts.map((text, place) => (isNumber(items[place]) ? (source.written([...path, place]) ?? text) : text));
}

/** Values that are no texts stay as they are. */
export function mapAsWritten<Value>(
  values: Record<string, Value>,
  path: Path,
  data: unknown,
  source: SourceFile,
): Record<string, Value | string> {
  if (!isMap(data) || !Object.values(data).some(isNumber)) return values;
  const entries = Object.entries(values).map(([key, value]): [string, Value | string] => {
    return [key, isNumber(data[key]) ? (source.written([...path, key]) ?? value) : value];
  });
  return Object.fromEntries(entries);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}
