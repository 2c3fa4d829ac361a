/** Writing to a stream as fast as its reader takes it. */
import type { Writable } from 'node:stream';

/** Settles when there is room for more. @throws what broke the stream */
export function written(stream: Writable, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
