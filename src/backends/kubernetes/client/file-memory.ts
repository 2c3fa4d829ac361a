/** Texts of files that somebody else renews (tokens, certificates): read at most once in a while. */
import { readFile } from 'node:fs/promises';
import { AutomlError } from '../../../errors.ts';
import type { Pem } from './access.ts';

/** Milliseconds that a text is taken for current; the kubelet renews tokens long before they end. */
const freshness = 60_000;

export class FileMemory {
  readonly #now: () => number;
  readonly #texts = new Map<string, { readonly text: string; readonly readAt: number }>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A file that has become unreadable counts with what it held last. @throws AutomlError CLUSTER: never readable */
  async read(file: string): Promise<string> {
    const known = this.#texts.get(file);
    if (known !== undefined && this.#now() - known.readAt < freshness) return known.text;
    try {
      const text = await readFile(file, 'utf8');
      this.#texts.set(file, { text, readAt: this.#now() });
      return text;
    } catch (error) {
      if (known !== undefined) return known.text;
      const why = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new AutomlError(
        'CLUSTER',
        `${file}, which the kubeconfig names, can't be read (${why}); a kubeconfig that holds all itself is printed by \`kubectl config view --raw --flatten --minify\``,
        { cause: error },
      );
    }
  }

  /** The next read goes to the disk. */
  forget(): void {
    for (const [file, { text }] of this.#texts) this.#texts.set(file, { text, readAt: -Infinity });
  }

  async pem(pem: Pem): Promise<string> {
    return 'data' in pem ? Buffer.from(pem.data, 'base64').toString('utf8') : this.read(pem.file);
  }
}
