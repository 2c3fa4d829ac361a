/** Ports of pods behind an API server, as kubelets forward them over a WebSocket: each is a server on this machine. */
import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import type { ApiServer } from './server.ts';

/** Names of pods, and the port of this machine that one's port stands for; null: the API server knows no such pod. */
export type PodPorts = ReadonlyMap<string, number | null>;

export class PodServer {
  /** Pods that were connected to, in order, with the port that was asked for. */
  readonly asked: string[] = [];
  readonly #open = new Set<Duplex>();

  constructor(server: ApiServer, pods: PodPorts) {
    server.onUpgrade((request, socket) => {
      const url = new URL(request.url ?? '/', 'http://server');
      const [, pod = ''] = /\/pods\/([^/]+)\/portforward$/.exec(url.pathname) ?? [];
      this.asked.push(`${pod}:${url.searchParams.get('ports') ?? ''}`);
      const port = pods.get(pod) ?? null;
      if (port === null) {
        const status = { kind: 'Status', code: 404, reason: 'NotFound', message: `pods "${pod}" not found` };
        const body = JSON.stringify(status);
        socket.end(
          `HTTP/1.1 404 Not Found\r\ncontent-type: application/json\r\ncontent-length: ${String(body.length)}\r\n\r\n${body}`,
        );
        return;
      }
      this.#open.add(socket);
      forward(socket, request.headers['sec-websocket-key'] ?? '', port);
    });
  }

  /** Connections that are open. */
  get open(): number {
    return [...this.#open].filter(({ destroyed }) => !destroyed).length;
  }

  /** As when the pod is gone. */
  breakAll(): void {
    for (const socket of this.#open) socket.destroy();
  }
}

function forward(socket: Duplex, key: string, port: number): void {
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\nsec-websocket-protocol: v4.channel.k8s.io\r\n\r\n`,
  );
  const say = (channel: number, data: Buffer | string): boolean =>
    socket.write(frame(2, Buffer.concat([Buffer.of(channel), Buffer.from(data)])));
  for (const channel of [0, 1]) say(channel, Buffer.of(port & 0xff, port >> 8));
  // Asks as an idle connection is asked whether it is still there.
  socket.write(frame(9, Buffer.from('ping')));
  const inside = connect(port, '127.0.0.1');
  const end = (): void => {
    if (!socket.destroyed) socket.end(frame(8, Buffer.alloc(0)));
  };
  inside.on('data', (data) => {
    if (say(0, data)) return;
    inside.pause();
    socket.once('drain', () => inside.resume());
  });
  inside.on('error', () => {
    say(1, `error forwarding port ${String(port)} to pod: connection refused`);
  });
  inside.on('close', end);
  socket.on('error', () => undefined);
  socket.on('close', () => inside.destroy());
  let rest = Buffer.alloc(0);
  socket.on('data', (data: Buffer) => {
    rest = Buffer.concat([rest, data]);
    for (let read = unmasked(rest); read !== null; read = unmasked(rest)) {
      rest = Buffer.from(rest.subarray(read.length));
      if (read.opcode === 2 && read.payload[0] === 0) inside.write(read.payload.subarray(1));
      if (read.opcode === 8) inside.destroy();
    }
  });
}

/** In two parts, where that may be: whoever reads must put them together. */
function frame(opcode: number, payload: Buffer): Buffer {
  if (opcode !== 2 || payload.length < 10) return part(0x80 | opcode, payload);
  return Buffer.concat([part(opcode, payload.subarray(0, 5)), part(0x80, payload.subarray(5))]);
}

function part(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  const long = Buffer.alloc(10);
  long.writeUInt8(first);
  long.writeUInt8(length < 126 ? length : length < 65_536 ? 126 : 127, 1);
  if (length < 126) return Buffer.concat([long.subarray(0, 2), payload]);
  if (length >= 65_536) long.writeBigUInt64BE(BigInt(length), 2);
  else long.writeUInt16BE(length, 2);
  return Buffer.concat([long.subarray(0, length < 65_536 ? 4 : 10), payload]);
}

function unmasked(data: Buffer): { readonly opcode: number; readonly payload: Buffer; readonly length: number } | null {
  if (data.length < 2) return null;
  const short = data.readUInt8(1) & 0x7f;
  const size = short < 126 ? 0 : short === 126 ? 2 : 8;
  if (data.length < 6 + size) return null;
  const count = size === 0 ? short : size === 2 ? data.readUInt16BE(2) : Number(data.readBigUInt64BE(2));
  const head = 6 + size;
  if (data.length < head + count) return null;
  const mask = data.subarray(head - 4, head);
  const payload = Buffer.from(data.subarray(head, head + count)).map((byte, at) => byte ^ (mask[at % 4] ?? 0));
  return { opcode: data.readUInt8(0) & 0x0f, payload: Buffer.from(payload), length: head + count };
}
