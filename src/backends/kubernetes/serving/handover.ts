/** What a preparation hands over through its log: pieces of files, and what tells that none is missing. */
import { createHash } from 'node:crypto';
import type { AgentMessage } from '../../result.ts';

/** What the pods of a service start from. */
export interface Prepared {
  /** Text of requirements.lock; null: the requirements are exact as they are, or there are none. */
  readonly lock: string | null;
  /** inputs.tgz; null: there are no inputs, or they do not fit. */
  readonly files: Buffer | null;
  /** Bytes of inputs that do not fit. */
  readonly tooLarge: number | null;
}

/** Bytes of both files: the agent keeps inputs to 4 MiB, but what it installs runs as its own user, and can write to its log. */
const most = 6 * 2 ** 20;

type Prepares = Extract<AgentMessage, { event: 'prepared' }>;

export class Handover {
  readonly #pieces = { lock: [] as Buffer[], inputs: [] as Buffer[] };
  #told: Prepares | null = null;
  #bytes = 0;

  take(message: AgentMessage): void {
    if (message.event === 'part') this.#add(message.file, Buffer.from(message.data, 'base64'));
    if (message.event === 'prepared') this.#told = message;
  }

  #add(file: 'lock' | 'inputs', piece: Buffer): void {
    this.#bytes += piece.length;
    if (this.#bytes <= most) this.#pieces[file].push(piece);
  }

  /** @throws Error where some of it is missing, is not what was sent, or is more than services are given */
  get whole(): Prepared {
    if (this.#bytes > most) throw new Error(`what was prepared for its pods is more than ${most / 2 ** 20} MiB`);
    if (this.#told === null) throw incomplete();
    const { lock, inputs, too_large: tooLarge } = this.#told;
    return { lock: this.#file('lock', lock)?.toString() ?? null, files: this.#file('inputs', inputs), tooLarge };
  }

  #file(name: 'lock' | 'inputs', told: Prepares['lock']): Buffer | null {
    if (told === null) return null;
    const file = Buffer.concat(this.#pieces[name]);
    if (createHash('sha256').update(file).digest('hex') !== told.sha256) throw incomplete();
    return file;
  }
}

function incomplete(): Error {
  return new Error('result lost: its log did not hold all that was prepared for its pods');
}
