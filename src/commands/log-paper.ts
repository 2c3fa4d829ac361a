/** Lines of logs as they are printed: for programs as they are, for a terminal without what would steer it. */
import { once } from 'node:events';
import { colouredLine, plainLine } from '../report/plain-text.ts';
import type { World } from './world.ts';

export class LogPaper {
  readonly #world: Pick<World, 'out' | 'tty' | 'color'>;
  readonly #clean: (line: string) => string;

  constructor(world: Pick<World, 'out' | 'tty' | 'color'>) {
    this.#world = world;
    const clean = world.color ? colouredLine : plainLine;
    this.#clean = world.tty ? clean : (line) => line;
  }

  title(text: string): void {
    this.#world.out.write(`==> ${text} <==\n`);
  }

  /** @param name whose it is; null: no other's are printed. A promise means that the reader is behind */
  line(line: string, name: string | null = null): Promise<void> | undefined {
    return this.bytes(`${name === null ? '' : `${name} │ `}${this.#clean(line)}\n`);
  }

  bytes(chunk: string | Buffer): Promise<void> | undefined {
    const { out } = this.#world;
    return out.write(chunk) ? undefined : once(out, 'drain').then(() => undefined);
  }
}
