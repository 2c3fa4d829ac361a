/** Connections to a server: made anew only when what they trust or prove has changed. */
import { createHash } from 'node:crypto';
import { createSecureContext } from 'node:tls';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';

export interface TlsFacts {
  /** PEM texts. A CA of the cluster is the only one that counts; null: those that Node trusts. */
  readonly ca: string | null;
  readonly certificate: { readonly cert: string; readonly key: string } | null;
  readonly serverName: string | null;
  readonly skipVerify: boolean;
}

/** Milliseconds to a connection, TLS included. */
export const connectPatience = 10_000;
/** Milliseconds that an unused connection is kept: shorter than the shortest idle timeout of usual load balancers. */
const keepAlive = 30_000;

export class Dispatchers {
  readonly #proxy: string | null;
  readonly #open = new Set<Dispatcher>();
  #current: { readonly fingerprint: string; readonly dispatcher: Dispatcher } | null = null;

  /** `proxy`: its URL, http, https or socks5. */
  constructor(proxy: string | null) {
    this.#proxy = proxy;
  }

  /** The one for these facts; streams on an older one go on until they end. */
  get(facts: TlsFacts): Dispatcher {
    const fingerprint = createHash('sha256').update(JSON.stringify(facts)).digest('hex');
    if (this.#current?.fingerprint === fingerprint) return this.#current.dispatcher;
    const former = this.#current?.dispatcher;
    if (former !== undefined) {
      void former.close().then(() => this.#open.delete(former));
    }
    const dispatcher = make(facts, this.#proxy);
    this.#open.add(dispatcher);
    this.#current = { fingerprint, dispatcher };
    return dispatcher;
  }

  /** Breaks what is open. */
  async close(): Promise<void> {
    const open = [...this.#open];
    this.#open.clear();
    this.#current = null;
    await Promise.all(open.map((dispatcher) => dispatcher.destroy()));
  }
}

function make({ ca, certificate, serverName, skipVerify }: TlsFacts, proxy: string | null): Dispatcher {
  const tls = {
    // One for all connections: it takes longer to make than a connection.
    secureContext: createSecureContext({ ...(ca === null ? {} : { ca }), ...certificate }),
    ...(serverName === null ? {} : { servername: serverName }),
    ...(skipVerify ? { rejectUnauthorized: false } : {}),
    timeout: connectPatience,
  };
  // Streams are silent for long, rightly: whoever reads them watches them.
  const options = { allowH2: false, headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: keepAlive };
  if (proxy === null) return new Agent({ ...options, connect: tls });
  // With `proxyTls` undici would speak TLS to a SOCKS proxy.
  const proxyTls = proxy.startsWith('socks') ? {} : { proxyTls: { timeout: connectPatience } };
  return new ProxyAgent({ ...options, ...proxyTls, uri: proxy, requestTls: tls });
}
