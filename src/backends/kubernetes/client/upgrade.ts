/** A call whose connection becomes a stream in both directions: undici's own form of it hides why a server refuses. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Dispatcher } from 'undici';

export type Upgrade =
  | { readonly socket: Duplex; readonly headers: IncomingHttpHeaders }
  /** The server answered something else. */
  | { readonly socket: null; readonly status: number; readonly text: string; readonly headers: IncomingHttpHeaders };

/** @param signal counts until there is an answer @throws what broke the connection */
export function upgradeTo(
  protocol: string,
  dispatcher: Dispatcher,
  call: Pick<Dispatcher.DispatchOptions, 'path' | 'headers'> & { readonly origin: string },
  signal: AbortSignal,
): Promise<Upgrade> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let refusal = { status: 0, headers: {} };
    let abort = (): void => undefined;
    const settle = (end: () => void): void => {
      signal.removeEventListener('abort', abort);
      end();
    };
    dispatcher.dispatch(
      { ...call, method: 'GET', upgrade: protocol },
      {
        onRequestStart: (controller) => {
          abort = () => {
            controller.abort(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
          };
          if (signal.aborted) abort();
          else signal.addEventListener('abort', abort, { once: true });
        },
        onRequestUpgrade: (_controller, _status, headers, socket) => {
          settle(() => {
            resolve({ socket, headers });
          });
        },
        onResponseStart: (_controller, status, headers) => {
          refusal = { status, headers };
        },
        onResponseData: (_controller, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => {
          settle(() => {
            resolve({ socket: null, ...refusal, text: Buffer.concat(chunks).toString() });
          });
        },
        onResponseError: (_controller, error) => {
          settle(() => {
            reject(error);
          });
        },
      },
    );
  });
}
