/** As whom we call, now: from the kubeconfig, a file that is renewed, or a plugin. */
import type { ClusterAccess, UserAccess } from './access.ts';
import { ExecCredential } from './exec-credential.ts';
import type { ExecStatus, ExecWorld } from './exec-plugin.ts';
import { endOfToken } from './jwt.ts';

export interface Identity {
  /** The header `authorization`. */
  readonly authorization: string | null;
  /** PEM texts. */
  readonly certificate: { readonly cert: string; readonly key: string } | null;
  readonly exec: ExecStatus | null;
}

export interface CredentialOptions extends ExecWorld {
  readonly now: () => number;
}

export class Credential {
  readonly #user: UserAccess;
  readonly #options: CredentialOptions;
  readonly #exec: ExecCredential | null;
  #token: string | null = null;

  constructor(user: UserAccess, cluster: ClusterAccess, options: CredentialOptions) {
    this.#user = user;
    this.#options = options;
    // As for kubectl: who has a token or a password needs no plugin.
    const plugin = user.token !== null || user.tokenFile !== null || user.basic !== null ? null : user.exec;
    this.#exec = plugin === null ? null : new ExecCredential(plugin, cluster, options);
  }

  /** @throws AutomlError CLUSTER: a file can't be read, or a plugin fails */
  async identity(): Promise<Identity> {
    const exec = (await this.#exec?.current()) ?? null;
    return { authorization: await this.#authorization(exec), certificate: await this.#certificate(exec), exec };
  }

  /** After `refused` brought a 401: whether there is something new to try with. @throws AutomlError CLUSTER */
  async renew(refused: Identity): Promise<boolean> {
    this.#options.files.forget();
    if (this.#exec !== null && refused.exec !== null) {
      await this.#exec.renew(refused.exec);
      return true;
    }
    const { authorization, certificate } = await this.identity();
    return (
      authorization !== refused.authorization ||
      certificate?.cert !== refused.certificate?.cert ||
      certificate?.key !== refused.certificate?.key
    );
  }

  /** Seconds that what was used last is good for, below zero when it is over; null when unknown or for ever. */
  remainingLife(): number | null {
    const life = this.#exec?.remainingLife() ?? null;
    if (life !== null) return life;
    const token = this.#token ?? this.#user.token;
    const end = token === null ? null : endOfToken(token);
    return end === null ? null : (end - this.#options.now()) / 1000;
  }

  /** Seconds until it ends for good, below zero when it has; null when unknown, for ever, or there is something to renew it with. */
  finalLife(): number | null {
    const isRenewed = this.#exec !== null || this.#user.tokenFile !== null;
    return isRenewed ? null : this.remainingLife();
  }

  async #authorization(exec: ExecStatus | null): Promise<string | null> {
    const { basic, tokenFile, token } = this.#user;
    this.#token =
      tokenFile === null ? (token ?? exec?.token ?? null) : (await this.#options.files.read(tokenFile)).trim();
    if (this.#token) return `Bearer ${this.#token}`;
    if (basic === null) return null;
    return `Basic ${Buffer.from(`${basic.username}:${basic.password}`).toString('base64')}`;
  }

  async #certificate(exec: ExecStatus | null): Promise<Identity['certificate']> {
    if (exec?.clientCertificateData && exec.clientKeyData) {
      return { cert: exec.clientCertificateData, key: exec.clientKeyData };
    }
    const { certificate } = this.#user;
    if (certificate === null) return null;
    const { files } = this.#options;
    return { cert: await files.pem(certificate.cert), key: await files.pem(certificate.key) };
  }
}
