/** `envs`: environment variables of a step, whose values the old reader turned into text. */
import { escapeTemplate } from '../../expression/template.ts';
import type { Path } from '../../problems.ts';
import { valueAt } from '../../shape/found.ts';
import type { SourceFile } from '../../source.ts';

/** Old files know no expressions: whatever looks like one is kept as it is. */
export function envOf(envs: Readonly<Record<string, string>>, path: Path, source: SourceFile): Record<string, string> {
  const entries = Object.entries(envs).map(([name, text]): [string, string] => {
    const at = [...path, name];
    const value = valueAt(source.data, at);
    return [name, escapeTemplate(typeof value === 'number' ? numberText(value, source.written(at) ?? text) : text)];
  });
  return Object.fromEntries(entries);
}

/** A number with a dot, and with a signed exponent if it has one: the only ones that PyYAML took for numbers. */
const FLOAT = /^[-+]?\d+\.\d*(?:e[-+]\d+)?$/i;

/** What Python's `str` gave for a number of the file: 1.0 is "1.0", 1.50 is "1.5", 1e3 stayed the text that it was. */
function numberText(value: number, written: string): string {
  if (/^[-+]?\d+$/.test(written)) return Number.isSafeInteger(value) ? String(value) : written;
  if (!FLOAT.test(written)) return written;
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e16)) return value.toExponential().replace(/e([-+])(\d)$/, 'e$10$2');
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}
