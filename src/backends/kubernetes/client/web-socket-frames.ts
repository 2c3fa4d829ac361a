/** Frames of a WebSocket, as a client writes and reads them: https://www.rfc-editor.org/rfc/rfc6455#section-5 */
import { randomBytes } from 'node:crypto';

export const opcodes = { continuation: 0, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  readonly opcode: number;
  /** The last of its message. */
  readonly isLast: boolean;
  readonly payload: Buffer;
}

/** Bytes of a frame that we read: servers of streams send 32 KiB at a time. */
const longest = 16 * 1024 * 1024;
const lastFlag = 0x80;
const maskFlag = 0x80;
/** In place of a length: it follows in two bytes, or in eight. */
const inTwo = 126;
const inEight = 127;

/** Masked, as all frames of clients are. */
export function frameOf(opcode: number, payload: Buffer): Buffer {
  const mask = randomBytes(4);
  const masked = Buffer.from(payload);
  for (let at = 0; at < masked.length; at++) masked[at] = (masked[at] ?? 0) ^ (mask[at & 3] ?? 0);
  return Buffer.concat([Buffer.of(lastFlag | opcode), lengthOf(payload.length), mask, masked]);
}

function lengthOf(length: number): Buffer {
  if (length < inTwo) return Buffer.of(maskFlag | length);
  const isShort = length <= 0xffff;
  const bytes = Buffer.alloc(isShort ? 2 : 8);
  bytes.writeUIntBE(length, isShort ? 0 : 2, isShort ? 2 : 6);
  return Buffer.concat([Buffer.of(maskFlag | (isShort ? inTwo : inEight)), bytes]);
}

/** Until the stream ends. @throws Error for what no server sends, and what broke the stream */
export async function* framesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  const bytes = new Bytes(stream);
  for (;;) {
    const head = await bytes.take(2);
    if (head === null) return;
    const [first = 0, second = 0] = head;
    const short = second & ~maskFlag;
    const size = short < inTwo ? 0 : short === inTwo ? 2 : 8;
    const length = size === 0 ? short : Number(`0x${(await bytes.take(size))?.toString('hex') ?? '0'}`);
    if ((second & maskFlag) !== 0 || length > longest) throw new Error('the server does not keep to the protocol');
    const payload = await bytes.take(length);
    if (payload === null) return;
    yield { opcode: first & 0x0f, isLast: (first & lastFlag) !== 0, payload };
  }
}

/** A stream in pieces of the size that is asked for. */
class Bytes {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer[] = [];
  #length = 0;

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** Null: the stream has ended before. */
  async take(count: number): Promise<Buffer | null> {
    while (this.#length < count) {
      const next = await this.#chunks.next();
      if (next.done === true) return null;
      this.#rest.push(next.value);
      this.#length += next.value.length;
    }
    const all = Buffer.concat(this.#rest);
    this.#rest = [all.subarray(count)];
    this.#length -= count;
    return all.subarray(0, count);
  }
}
