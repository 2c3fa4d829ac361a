/** Numbers in texts, as they are written: `VERSION: 1.10` means 1.10, though YAML reads the number 1.1. */
import type { Path } from '../../problems.ts';
import { isMap } from '../../shape/found.ts';
import type { SourceFile } from '../../source.ts';

type Texts = Record<string, string>;

export function listAsWritten(texts: string[], path: Path, data: unknown, source: SourceFile): string[] {
  const items: readonly unknown[] = Array.isArray(data) ? data : [];
  if (!items.some(isNumber)) return texts;
  return texts.map((text, place) => (isNumber(items[place]) ? (source.written([...path, place]) ?? text) : text));
}

export function mapAsWritten(texts: Texts, path: Path, data: unknown, source: SourceFile): Texts {
  if (!isMap(data) || !Object.values(data).some(isNumber)) return texts;
  const entries = Object.entries(texts).map(([key, text]): [string, string] => {
    return [key, isNumber(data[key]) ? (source.written([...path, key]) ?? text) : text];
  });
  return Object.fromEntries(entries);
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}
