/** The log of a pod that prints more than anybody has memory for. */
import { afterEach, expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { logLimitBytes } from '../../src/backends/log-file.ts';

jest.setTimeout(120_000);

const megabyte = 1_000_000;
/** Lengths of lines, and how many of each: 1 GB in all. */
const printed: readonly (readonly [length: number, count: number])[] = [
  [100, 2_000_000],
  [megabyte, 700],
  [10 * megabyte, 10],
];

let folder = '';
let server: Server;
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

/** As the kubelet sends them. */
function* chunks(): Generator<Buffer> {
  for (const [length, count] of printed) {
    const line = Buffer.from(`2026-01-01T00:00:01.000000001Z ${'x'.repeat(length - 1)}\n`);
    const together = Math.max(1, Math.floor(65_536 / length));
    const chunk = Buffer.concat(Array.from({ length: together }, () => line));
    for (let sent = 0; sent < count; sent += together) yield chunk.subarray(0, line.length * (count - sent));
  }
}

test('of 1 GB, with lines of 10 MB, is read in less than 100 MB of memory by a slow reader', async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'automl-large-'));
  const send = (response: ServerResponse): Promise<void> => pipeline(Readable.from(chunks()), response);
  server = createServer((_, response) => void send(response).catch(() => undefined));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const file = path.join(folder, 'log');
  const reader = path.join(import.meta.dirname, 'large-log', 'reader.ts');
  // Node lets garbage grow by more than that before it looks at it: with little room it must look, and what we hold counts.
  const flags = ['--max-old-space-size=48', '--max-semi-space-size=4', '--disable-warning=ExperimentalWarning'];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, reader, url, file]);
  const seen = JSON.parse(stdout) as Record<string, number | null>;
  console.log(`memory: ${Math.round(Number(seen['growth']))} MiB more than ${Math.round(Number(seen['before']))} MiB`);
  expect(seen).toMatchObject({ lines: 2_000_710, marks: 10, trouble: null });
  // What is longer is cut, and says so.
  expect(seen['longest']).toBeLessThan(2 ** 20 + 100);
  expect(seen['growth']).toBeLessThan(100);
  expect((await stat(file)).size).toBeLessThan(logLimitBytes + 2 ** 21);
});
