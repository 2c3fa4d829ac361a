/** Numbers where a text is wanted: the old reader turned them into text by Python's `str`. */
import type { Path } from '../../problems.ts';
import { valueAt } from '../../shape/found.ts';
import type { SourceFile } from '../../source.ts';

/** A number with a dot, and with a signed exponent if it has one: the only ones that PyYAML took for numbers. */
const FLOAT = /^[-+]?\d+\.\d*(?:e[-+]\d+)?$/i;

/** @param text what stands at the path, as JavaScript writes it */
export function pythonText(text: string, path: Path, source: SourceFile): string {
  const value = valueAt(source.data, path);
  return typeof value === 'number' ? numberText(value, source.written(path) ?? text) : text;
}

/** 1.0 is "1.0", 1.50 is "1.5", and 1e3 stayed the text that it was. */
function numberText(value: number, written: string): string {
  if (/^[-+]?\d+$/.test(written)) return Number.isSafeInteger(value) ? String(value) : written;
  if (!FLOAT.test(written)) return written;
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e16)) return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
