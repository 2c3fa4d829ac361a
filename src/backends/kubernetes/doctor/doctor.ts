/** What the command loads at once when it is called, and not before. */
import { EnvHttpProxyAgent, fetch } from 'undici';
import type { KubeApi } from '../client/api.ts';
import { HttpApi } from '../client/http-api.ts';
import type { Check } from './check.ts';
import { checkForgeToken as check } from './forge-token.ts';

export { examine } from './examine.ts';

/** Seconds that the credential is good for, null when that is not known. */
export function lifeOf(api: KubeApi): number | null {
  return api instanceof HttpApi ? api.remainingLife() : null;
}

/** Through the proxy that the environment names. */
export async function checkForgeToken(env: Readonly<Record<string, string | undefined>>): Promise<Check> {
  const proxy = (name: string): string | undefined => env[name.toLowerCase()] ?? env[name];
  const options = { httpProxy: proxy('HTTP_PROXY'), httpsProxy: proxy('HTTPS_PROXY'), noProxy: proxy('NO_PROXY') };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const dispatcher = new EnvHttpProxyAgent(given);
  try {
    return await check(env, (url, { headers, signal }) => fetch(url, { headers, signal, dispatcher }));
  } finally {
    await dispatcher.close();
  }
}
