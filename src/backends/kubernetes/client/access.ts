/** What a kubeconfig says about one cluster and one user, with paths made absolute. */

/** PEM text: base64 in the kubeconfig itself, or in a file. */
export type Pem = { readonly data: string } | { readonly file: string };

export interface ClusterAccess {
  readonly name: string;
  /** `https://host:port`, perhaps with a path (Rancher), without a slash at the end. */
  readonly server: string;
  /** Null: the authorities that Node trusts, NODE_EXTRA_CA_CERTS among them. */
  readonly authority: Pem | null;
  readonly skipTlsVerify: boolean;
  readonly tlsServerName: string | null;
  /** Null: what the environment says (HTTPS_PROXY ...). */
  readonly proxyUrl: string | null;
  /** For exec plugins: the extension `client.authentication.k8s.io/exec`. */
  readonly execConfig: unknown;
}

export interface UserAccess {
  readonly name: string;
  readonly token: string | null;
  /** Read again and again, since whoever wrote it renews it. Wins over `token`, as for kubectl. */
  readonly tokenFile: string | null;
  readonly basic: { readonly username: string; readonly password: string } | null;
  readonly certificate: { readonly cert: Pem; readonly key: Pem } | null;
  readonly exec: ExecPlugin | null;
  readonly impersonate: Impersonation | null;
}

export interface ExecPlugin {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly installHint: string | null;
  readonly provideClusterInfo: boolean;
  readonly interactive: 'Never' | 'IfAvailable' | 'Always';
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation */
export interface Impersonation {
  readonly user: string;
  readonly uid: string | null;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

/** Environment variables, given by whoever owns the process. */
export type Env = Readonly<Record<string, string | undefined>>;
