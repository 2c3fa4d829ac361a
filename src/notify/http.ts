/** One request to a hook. Loaded only when one is sent: the client costs time. */
import { Agent, ProxyAgent, request, type Dispatcher } from 'undici';
import { proxyFor } from '../http/proxy.ts';
import { messageOf } from '../errors.ts';
import type { Outcome } from './deliver.ts';
import { brokenConnection } from './trouble.ts';

export interface Hook {
  readonly url: URL;
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Bytes of an answer that are read at all. */
const mostRead = 4096;

/** @param env names the proxies @param now milliseconds since the epoch */
export async function sendHook(
  hook: Hook,
  env: Readonly<Record<string, string | undefined>>,
  now: () => number,
  signal: AbortSignal,
): Promise<Outcome> {
  const { url, method, headers, body } = hook;
  let dispatcher: Dispatcher | null = null;
  let way = '';
  try {
    const proxy = proxyFor(url, env);
    if (proxy !== null) way = ` (by the proxy ${new URL(proxy).host})`;
    dispatcher = proxy === null ? new Agent() : new ProxyAgent(proxy);
    const {
      statusCode,
      headers: answered,
      body: answer,
    } = await request(url, { method, headers, body, dispatcher, signal });
    // Nobody answers a redirect of a POST alike, and it may lead anywhere.
    if (statusCode >= 200 && statusCode < 300) return { state: 'sent' };
    const said = (await beginning(answer)).trim();
    const isElsewhere = statusCode >= 300 && statusCode < 400;
    const why = isElsewhere ? 'a redirect, which is not followed' : said;
    const reason = `${url.host} answered ${statusCode}${why === '' ? '' : `: ${why}`}`;
    const again = statusCode === 429 || statusCode === 408 || statusCode >= 500;
    return { state: 'failed', reason, again, wait: waitOf(answered['retry-after'], now) };
  } catch (error) {
    return { state: 'failed', ...brokenConnection(error, url.host + way), wait: null };
  } finally {
    await dispatcher?.destroy();
  }
}

/** Not cut to what a reason shows: half a secret would not be known for one. */
async function beginning(answer: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  try {
    for await (const part of answer) {
      text += part.toString();
      if (text.length >= mostRead) break;
    }
  } catch (error) {
    // It was for the reason only.
    return text === '' ? messageOf(error) : text;
  }
  return text;
}

/** https://www.rfc-editor.org/rfc/rfc9110#field.retry-after: seconds, or a date. */
function waitOf(header: string | string[] | undefined, now: () => number): number | null {
  const text = typeof header === 'string' ? header : header?.[0];
  if (text === undefined) return null;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - now());
}
