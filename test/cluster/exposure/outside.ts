/** Somebody outside the cluster, who knows a name and where it leads, and one certificate authority. */
import http from 'node:http';
import https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Answer {
  /** 0: there was none, and `body` says why. */
  readonly status: number;
  readonly body: string;
}

/** @param address where every name leads @param ca trusted beside nobody else */
export function get(url: string, address: string, ca: Buffer): Promise<Answer> {
  const client = url.startsWith('https:') ? https : http;
  return new Promise((resolve) => {
    const options = {
      ca,
      agent: false,
      lookup: (
        _: string,
        __: object,
        found: (error: null, addresses: { address: string; family: number }[]) => void,
      ) => {
        found(null, [{ address, family: 4 }]);
      },
    };
    const request = client.get(url, options, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() });
      });
    });
    request.once('error', ({ message }) => {
      resolve({ status: 0, body: message });
    });
  });
}

/** Asks again until it is answered like this: a controller follows a moment later. @throws Error after half a minute */
export async function getUntil(ask: () => Promise<Answer>, status: number): Promise<Answer> {
  let last: Answer | null = null;
  for (let tries = 0; tries < 150; tries++) {
    last = await ask();
    if (last.status === status) return last;
    await sleep(200);
  }
  throw new Error(`it goes on answering ${last?.status ?? ''}: ${last?.body ?? ''}`);
}

/** Keeps asking, this many at a time, until the signal is aborted. */
export async function load(ask: () => Promise<Answer>, askers: number, signal: AbortSignal): Promise<void> {
  const one = async (): Promise<void> => {
    while (!signal.aborted) if ((await ask()).status === 0) await sleep(100);
  };
  await Promise.all(Array.from({ length: askers }, one));
}
