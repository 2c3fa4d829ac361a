import { describe, expect, test } from '@jest/globals';
import { Writable } from 'node:stream';
import { BatchedOutput } from '../../../src/report/text-output.ts';
import { Paper } from './scene.ts';

/** Takes what it is given when told to. */
class SlowReader extends Writable {
  writes = 0;
  bytes = 0;
  #done: (() => void) | null = null;

  constructor() {
    super({ highWaterMark: 1000 });
  }

  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.writes++;
    this.bytes += chunk.length;
    this.#done = done;
  }

  read(): void {
    const done = this.#done;
    this.#done = null;
    done?.();
  }
}

describe('output in batches', () => {
  test('is one write for many lines, and complete after a flush', async () => {
    const paper = new Paper();
    let writes = 0;
    const write = paper.write.bind(paper);
    paper.write = (chunk: string) => {
      writes++;
      return write(chunk);
    };
    const out = new BatchedOutput(paper);
    for (let index = 0; index < 1000; index++) expect(out.write(`line ${index}\n`)).toBeUndefined();
    await out.flush();
    expect(writes).toBe(1);
    expect(paper.lines).toHaveLength(1000);
  });

  test('comes out by itself when nobody flushes', async () => {
    const paper = new Paper();
    void new BatchedOutput(paper).write('hello\n');
    await new Promise((resolve) => setImmediate(resolve));
    expect(paper.text).toBe('hello\n');
  });

  test('asks for a pause while the reader is behind, and loses nothing', async () => {
    const reader = new SlowReader();
    const out = new BatchedOutput(reader);
    const line = `${'x'.repeat(99)}\n`;
    let pause: Promise<void> | undefined;
    let written = 0;
    while (pause === undefined) {
      pause = out.write(line);
      written++;
    }
    expect(reader.writes).toBe(1);
    void out.write(line);
    reader.read();
    await pause;
    const end = out.flush();
    reader.read();
    await end;
    expect(reader.bytes).toBe((written + 1) * 100);
  });

  test('never waits for a reader that left', async () => {
    const reader = new SlowReader();
    const out = new BatchedOutput(reader);
    const pause = out.write('x'.repeat(100_000));
    reader.destroy(new Error('EPIPE'));
    await pause;
    expect(out.write('more\n')).toBeUndefined();
    await out.flush();
  });
});
