/** What an exec plugin gave, kept as long as it is good for. */
import { X509Certificate } from 'node:crypto';
import type { ClusterAccess, ExecPlugin } from './access.ts';
import { runExecPlugin, type ExecStatus, type ExecWorld } from './exec-plugin.ts';
import { endOfToken } from './jwt.ts';

/** Milliseconds before its end at which a credential is renewed, unless a tenth of its life is less. */
const margin = 60_000;

export interface ExecCredentialOptions extends ExecWorld {
  readonly now: () => number;
}

interface Held {
  readonly status: ExecStatus;
  /** Milliseconds since the epoch; null: for ever. */
  readonly expires: number | null;
  readonly renewAt: number;
}

export class ExecCredential {
  readonly #plugin: ExecPlugin;
  readonly #cluster: ClusterAccess;
  readonly #options: ExecCredentialOptions;
  #held: Held | null = null;
  #running: Promise<ExecStatus> | null = null;

  constructor(plugin: ExecPlugin, cluster: ClusterAccess, options: ExecCredentialOptions) {
    this.#plugin = plugin;
    this.#cluster = cluster;
    this.#options = options;
  }

  /** Runs the plugin where needed, once for all who wait. @throws AutomlError CLUSTER */
  async current(): Promise<ExecStatus> {
    const held = this.#held;
    const now = this.#options.now();
    if (held !== null && now < held.renewAt) return held.status;
    try {
      return await this.#run();
    } catch (error) {
      // What we have is still good: a plugin that fails for a moment does no harm.
      if (held !== null && held.expires !== null && this.#options.now() < held.expires) return held.status;
      throw error;
    }
  }

  /** The API server refused `used`. @throws AutomlError CLUSTER */
  async renew(used: ExecStatus): Promise<ExecStatus> {
    const held = this.#held?.status;
    return held !== undefined && held !== used ? held : this.#run();
  }

  /** Seconds; null when unknown or for ever. */
  remainingLife(): number | null {
    const expires = this.#held?.expires ?? null;
    return expires === null ? null : (expires - this.#options.now()) / 1000;
  }

  #run(): Promise<ExecStatus> {
    this.#running ??= this.#obtain().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #obtain(): Promise<ExecStatus> {
    const status = await runExecPlugin(this.#plugin, this.#cluster, this.#options);
    const now = this.#options.now();
    const expires = endOf(status);
    this.#held = {
      status,
      expires,
      // One that is over already is not worth asking again for each call.
      renewAt: expires === null ? Infinity : Math.max(expires - Math.min(margin, (expires - now) / 10), now + 1000),
    };
    return status;
  }
}

function endOf({ expirationTimestamp, token, clientCertificateData }: ExecStatus): number | null {
  const said = Date.parse(expirationTimestamp ?? '');
  if (!Number.isNaN(said)) return said;
  const ends = [
    token ? endOfToken(token) : null,
    clientCertificateData ? endOfCertificate(clientCertificateData) : null,
  ];
  const known = ends.filter((end) => end !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function endOfCertificate(pem: string): number | null {
  try {
    return Date.parse(new X509Certificate(pem).validTo);
  } catch {
    return null;
  }
}
