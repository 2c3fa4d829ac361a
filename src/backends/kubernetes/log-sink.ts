/** Where the log of one attempt goes: to people and to its file, and to who follows it what its agent says. */
import { LogFile } from '../log-file.ts';
import type { Hear } from './attempt-world.ts';

export interface LogSinkOptions {
  /** Where the log is kept: what is there already stays. Null: nowhere, it is only shown. */
  readonly path: string | null;
  /** A promise means that the reader is behind: the stream then stands still. */
  readonly onLine: (line: string) => Promise<void> | undefined;
  /** Null: no agent speaks here, all is the code's own output. */
  readonly onMessage: Hear | null;
}

export class LogSink {
  readonly #options: LogSinkOptions;
  /** Made when there is something to keep: of the children that share a pod, most wait. */
  #file: LogFile | null = null;

  constructor(options: LogSinkOptions) {
    this.#options = options;
  }

  get hear(): Hear | null {
    return this.#options.onMessage;
  }

  async write(lines: readonly string[]): Promise<void> {
    const behind = new Set(lines.map((line) => this.#options.onLine(line)));
    const { path } = this.#options;
    await Promise.all([path === null ? null : this.#save(path, `${lines.join('\n')}\n`), ...behind]);
  }

  /** For the file alone, where there is one. */
  async keep(text: string): Promise<void> {
    const { path, onLine } = this.#options;
    await (path === null ? onLine(text.trimEnd()) : this.#save(path, text));
  }

  /** Why the file is not whole, or null. */
  async close(): Promise<string | null> {
    return (await this.#file?.close()) ?? null;
  }

  async #save(path: string, text: string): Promise<void> {
    this.#file ??= new LogFile(path, { append: true });
    await this.#file.write(text);
  }
}
