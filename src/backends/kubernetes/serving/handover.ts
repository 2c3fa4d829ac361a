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

type Prepares = Extract<AgentMessage, { event: 'prepared' }>;

export class Handover {
  readonly #pieces = { lock: [] as Buffer[], inputs: [] as Buffer[] };
  #told: Prepares | null = null;

  take(message: AgentMessage): void {
    if (message.event === 'part') this.#pieces[message.file].push(Buffer.from(message.data, 'base64'));
    if (message.event === 'prepared') this.#told = message;
  }

  /** @throws Error where some of it is missing, or is not what was sent */
  get whole(): Prepared {
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
