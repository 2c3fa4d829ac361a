import { describe, expect, test } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { frameOf, framesOf } from '../../../../../src/backends/kubernetes/client/web-socket-frames.ts';
import { MessageStream } from '../../../../../src/backends/kubernetes/client/web-socket.ts';

/** As a server sends it. */
const plain = (first: number, length: readonly number[], payload: Buffer): Buffer =>
  Buffer.concat([Buffer.of(first, ...length), payload]);
const small = (first: number, text: string): Buffer => plain(first, [text.length], Buffer.from(text));

async function read(...chunks: readonly Buffer[]): Promise<{ readonly messages: string[]; readonly error: string }> {
  const socket = new PassThrough();
  for (const chunk of chunks) socket.write(chunk);
  socket.end();
  const messages: string[] = [];
  try {
    // What is written to it comes out again: it answers nothing here.
    for await (const message of new MessageStream(socket).messages()) messages.push(message.toString());
    return { messages, error: '' };
  } catch (error) {
    return { messages, error: String(error) };
  }
}

const closing = small(0x88, '');

describe('messages', () => {
  test('are read however their bytes come, in parts too, until the other side ends them', async () => {
    const bytes = Buffer.concat([
      small(0x82, 'one'),
      small(0x02, 'tw'),
      small(0x80, 'o'),
      closing,
      small(0x82, 'late'),
    ]);
    expect(await read(bytes)).toEqual({ messages: ['one', 'two'], error: '' });
    const single = [...bytes].map((byte) => Buffer.of(byte));
    expect(await read(...single)).toEqual({ messages: ['one', 'two'], error: '' });
  });

  test('of every length are read', async () => {
    const lengths = [0, 125, 126, 65_535, 65_536];
    const frames = lengths.map((length) => {
      const size = Buffer.alloc(8);
      size.writeBigUInt64BE(BigInt(length));
      const head = length < 126 ? [length] : length < 65_536 ? [126, ...size.subarray(6)] : [127, ...size];
      return plain(0x82, head, Buffer.alloc(length, 'x'));
    });
    const { messages } = await read(...frames, closing);
    expect(messages.map(({ length }) => length)).toEqual(lengths);
  });

  test('that end without a last word are not taken for all', async () => {
    expect(await read(small(0x82, 'one'))).toEqual({ messages: ['one'], error: 'Error: the connection broke off' });
    expect((await read(Buffer.of(0x82, 5, 1))).error).toContain('broke off');
  });

  test('that no server sends are refused', async () => {
    const masked = frameOf(2, Buffer.from('from a client'));
    expect((await read(masked)).error).toContain('does not keep to the protocol');
    const huge = plain(0x82, [127, 0, 0, 1, 0, 0, 0, 0, 0], Buffer.alloc(0));
    expect((await read(huge)).error).toContain('does not keep to the protocol');
  });

  test('are sent masked, with lengths that a server reads', async () => {
    for (const length of [0, 125, 126, 65_535, 65_536]) {
      const payload = Buffer.alloc(length, 'abc');
      const frame = frameOf(2, payload);
      const size = length < 126 ? 0 : length < 65_536 ? 2 : 8;
      expect(frame.length).toBe(6 + size + length);
      expect(frame.readUInt8(1) & 0x80).toBe(0x80);
      // The same bytes without the mask, as a server would have sent them.
      const mask = frame.subarray(2 + size, 6 + size);
      const bare = Buffer.from(frame.subarray(6 + size).map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
      const head = Buffer.from(frame.subarray(0, 2 + size));
      head.writeUInt8(head.readUInt8(1) & 0x7f, 1);
      for await (const { payload: got } of framesOf(PassThrough.from([head, bare])))
        expect(got.equals(payload)).toBe(true);
    }
  });
});
