/**
 * Messages in both directions over a connection that was upgraded: https://www.rfc-editor.org/rfc/rfc6455, without
 * extensions. undici's own WebSocket reads on however slow its reader is, and keeps all of it in memory.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { frameOf, framesOf, opcodes } from './web-socket-frames.ts';
import { written } from './written.ts';

/** A part of what proves that the server has understood. */
const magic = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

export interface Handshake {
  readonly headers: Readonly<Record<string, string>>;
  /** What the header `sec-websocket-accept` of the answer must be. */
  readonly accept: string;
}

export function handshake(protocol: string): Handshake {
  const key = randomBytes(16).toString('base64');
  return {
    headers: { 'sec-websocket-key': key, 'sec-websocket-version': '13', 'sec-websocket-protocol': protocol },
    accept: createHash('sha1').update(`${key}${magic}`).digest('base64'),
  };
}

export class MessageStream {
  readonly #socket: Duplex;

  constructor(socket: Duplex) {
    this.#socket = socket;
    // Who reads or writes is told; nobody else need be.
    socket.on('error', () => undefined);
  }

  /** Until the other side ends it; no more is read than is asked for. @throws what broke the connection */
  async *messages(): AsyncGenerator<Buffer> {
    let parts: Buffer[] = [];
    for await (const { opcode, isLast, payload } of framesOf(this.#socket)) {
      if (opcode === opcodes.close) return;
      if (opcode === opcodes.ping) await this.#write(opcodes.pong, payload);
      if (opcode !== opcodes.binary && opcode !== opcodes.continuation) continue;
      parts.push(payload);
      if (!isLast) continue;
      yield Buffer.concat(parts);
      parts = [];
    }
    throw new Error('the connection broke off');
  }

  /** Settles when there is room for more. @throws what broke the connection */
  async send(message: Buffer): Promise<void> {
    await this.#write(opcodes.binary, message);
  }

  /** Does not wait for the other side. */
  close(): void {
    this.#socket.end(frameOf(opcodes.close, Buffer.alloc(0)), () => this.#socket.destroy());
  }

  #write(opcode: number, payload: Buffer): Promise<void> {
    return written(this.#socket, frameOf(opcode, payload));
  }
}
