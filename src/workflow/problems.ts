/** Collects what is wrong with one file, so that all of it is reported at once, in the order of its lines. */
import type { DiagnosticCode } from './codes.ts';
import type { Diagnostic, Position, Severity } from './diagnostic.ts';

/** Keys and list indexes from the top of the document. */
export type Path = readonly (string | number)[];

/** Of an entry in a map: its name, or what stands behind the colon. Of an item in a list both are the item. */
export type Part = 'key' | 'value';

/** Where things stand in the file. Never throws: what does not exist is placed at its nearest existing parent. */
export interface Places {
  at(path: Path, part?: Part): Position;
  /** The place of the character at `offset` of the text that the path leads to. */
  inside(path: Path, offset: number): Position;
}

/** Characters of a message. */
const MAX_MESSAGE = 600;

export class Problems {
  readonly #file: string;
  readonly #places: Places;
  readonly #found = new Map<string, Diagnostic>();

  constructor(file: string, places: Places) {
    this.#file = file;
    this.#places = places;
  }

  error(code: DiagnosticCode, path: Path, part: Part, message: string): void {
    this.add('error', code, this.#places.at(path, part), message);
  }

  warning(code: DiagnosticCode, path: Path, part: Part, message: string): void {
    this.add('warning', code, this.#places.at(path, part), message);
  }

  /** An error at a character of the text that the path leads to, as in an expression. */
  errorInside(code: DiagnosticCode, path: Path, offset: number, message: string): void {
    this.add('error', code, this.#places.inside(path, offset), message);
  }

  /** The same problem at the same place is kept once: a merged map is read as often as it is used. */
  add(severity: Severity, code: DiagnosticCode, { line, column }: Position, message: string): void {
    const diagnostic = { file: this.#file, line, column, severity, code, message: brief(message) };
    this.#found.set(`${line}:${column}:${code}:${message}`, diagnostic);
  }

  hasErrors(): boolean {
    return [...this.#found.values()].some(({ severity }) => severity === 'error');
  }

  /** In the order of the file. */
  sorted(): readonly Diagnostic[] {
    return [...this.#found.values()].sort((a, b) => a.line - b.line || a.column - b.column);
  }
}

/** What breaks lines or steers a terminal, and may stand in a name of the file that a message repeats. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]+/g;

/** One line. Of a sentence about a text of ten thousand characters the beginning and the end, where the advice is. */
function brief(message: string): string {
  const line = message.replace(CONTROLS, ' ');
  if (line.length <= MAX_MESSAGE) return line;
  return `${line.slice(0, MAX_MESSAGE / 2)} … ${line.slice(-MAX_MESSAGE / 2)}`;
}
