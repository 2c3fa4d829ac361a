/** What can go wrong between a driver and the API server, made to happen. */
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Call } from './call.ts';

export type Fault =
  /** Instead of the API server; `retryAfter` in seconds. */
  | { readonly kind: 'answer'; readonly status: number; readonly retryAfter?: number }
  /** The connection breaks: before the API server has heard of the call, or when it has done what it was asked. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** The call waits. */
  | { readonly kind: 'delay'; readonly seconds: number }
  /** A watch ends with the word that its version is too old. */
  | { readonly kind: 'expired' }
  /** A stream ends, as if all had been told, in the middle of a line. */
  | { readonly kind: 'truncated' }
  /** A stream stays open and says nothing for so long. */
  | { readonly kind: 'silence'; readonly seconds: number };

/** Which calls it happens to. */
export type Which = (call: Call) => boolean;

interface Planned {
  readonly which: Which;
  readonly fault: Fault;
  times: number;
}

export class Faults {
  readonly #planned: Planned[] = [];

  /** To the next calls that fit, so many of them. */
  add(which: Which, fault: Fault, times: number): void {
    this.#planned.push({ which, fault, times });
  }

  /** Null: nothing is to happen to this one. */
  take(call: Call): Fault | null {
    const planned = this.#planned.find(({ which, times }) => times > 0 && which(call));
    if (planned === undefined) return null;
    planned.times -= 1;
    return planned.fault;
  }
}

const reasons: Readonly<Record<number, string>> = {
  409: 'Conflict',
  410: 'Expired',
  429: 'TooManyRequests',
  500: 'InternalError',
  503: 'ServiceUnavailable',
};

/** In the API server's name. */
export function answerWith(response: ServerResponse, call: Call, status: number, retryAfter?: number): void {
  const reason = status === 409 && call.verb === 'create' ? 'AlreadyExists' : reasons[status];
  const after = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  response.writeHead(status, { 'content-type': 'application/json', ...after });
  response.end(JSON.stringify(statusObject(status, reason)));
}

function statusObject(code: number, reason: string | undefined): object {
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: 'made to fail', reason, code };
}

/** What becomes of a stream's chunks; null: this is no fault of a stream. */
export function spoiled(fault: Fault | null): ((chunks: AsyncIterable<Buffer>) => AsyncGenerator<Buffer>) | null {
  switch (fault?.kind) {
    case 'expired':
      return ending(() => Buffer.from(`${JSON.stringify({ type: 'ERROR', object: statusObject(410, 'Expired') })}\n`));
    case 'truncated':
      return ending((chunk) => chunk.subarray(0, Math.ceil(chunk.length / 2)));
    case 'silence':
      return silent(fault.seconds);
    case 'answer':
    case 'reset':
    case 'delay':
    case undefined:
      return null;
  }
}

/** Says something of its own in place of what comes first, and ends. */
function ending(word: (chunk: Buffer) => Buffer) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      yield word(chunk);
      return;
    }
  };
}

/** Holds back what comes first, and with it all the rest. */
function silent(seconds: number) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let isFirst = true;
    for await (const chunk of chunks) {
      if (isFirst) await sleep(seconds * 1000, undefined, { ref: false });
      isFirst = false;
      yield chunk;
    }
  };
}
