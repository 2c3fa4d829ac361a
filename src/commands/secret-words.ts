/** Keys and values of a secret as they are given: words, files, standard input. No message shows a value. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { SecretChange } from '../backends/kubernetes/secrets/kept-secret.ts';
import { parseEnvFile } from '../backends/local/secrets.ts';
import { AutomlError, messageOf } from '../errors.ts';
import { dataKeys, isNamed } from '../workflow/kubernetes-name.ts';
import type { World } from './world.ts';

export interface SecretWords {
  /** `KEY=value`; `KEY=` stands for no value; `-`: lines of standard input. */
  readonly words: readonly string[];
  /** `KEY=FILE`, or FILE alone for the key of its name; `-` as a file is standard input. */
  readonly files: readonly string[];
  /** Files of lines. */
  readonly envFiles: readonly string[];
}

const standardInput = '-';

/** @param empty what `KEY=` is @throws AutomlError USAGE */
export async function readSecretWords(
  { words, files, envFiles }: SecretWords,
  empty: 'removal' | 'refused',
  world: World,
): Promise<SecretChange> {
  const values = new Map<string, Buffer>();
  const removed = new Set<string>();
  const source = new Source(world);
  /** @param what it is in messages: a word without its key may be the value */
  const add = (what: string, key: string, value: Buffer | null): void => {
    if (!isNamed(key, dataKeys)) throw usage(`${what} has no key of a secret: ${dataKeys.form}`);
    if (values.has(key) || removed.has(key)) throw usage(`${what} has a key that was given before`);
    if (value === null) removed.add(key);
    else values.set(key, value);
  };
  for (const [at, word] of words.entries()) {
    if (word === standardInput) continue;
    const what = `value ${String(at + 1)}`;
    const [, key, value = ''] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
    if (key === undefined) throw usage(`${what} is not of the form KEY=value`);
    if (value === '' && empty === 'refused') throw usage(`${what} is empty: give its key a value, or leave it out`);
    add(what, key, value === '' ? null : Buffer.from(value));
  }
  for (const text of files) {
    const [, key, file = text] = /^([^=]*)=(.+)$/s.exec(text) ?? [];
    if (key === undefined && file === standardInput) throw usage('--from-file -: name the key, as in KEY=-');
    add(`--from-file ${text}`, key ?? path.basename(file), await source.read(file));
  }
  const lines = [...envFiles, ...words.filter((word) => word === standardInput)];
  for (const file of lines) {
    const name = file === standardInput ? 'standard input' : file;
    for (const [key, value] of Object.entries(parseEnvFile(name, (await source.read(file)).toString()))) {
      // What is empty was never set.
      if (value === '') throw usage(`${key} of ${name} is empty: set it, or leave the line out`);
      add(`${key} of ${name}`, key, Buffer.from(value));
    }
  }
  return { values, removed };
}

class Source {
  readonly #world: World;
  #isDrained = false;

  constructor(world: World) {
    this.#world = world;
  }

  async read(file: string): Promise<Buffer> {
    if (file === standardInput) {
      if (this.#isDrained) throw usage('standard input (-) can be read only once');
      this.#isDrained = true;
      return buffer(this.#world.stdin());
    }
    return readFile(path.resolve(this.#world.cwd, file)).catch((error: unknown) => {
      throw new AutomlError('USAGE', `${file} can't be read: ${messageOf(error)}`, { cause: error });
    });
  }
}

function usage(message: string): AutomlError {
  return new AutomlError('USAGE', message);
}
