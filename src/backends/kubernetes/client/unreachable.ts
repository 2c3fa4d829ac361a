/** What broke a connection to the API server, as a sentence. */
import { factsOf, timeouts, unknownAuthority, unsentCodes } from '../../../http/breakage.ts';
import { ApiError } from './api.ts';
import type { Connection } from './connection.ts';

export interface Breakage {
  readonly error: ApiError;
  /** Trying again does not help: nothing was wrong with the way there. */
  readonly permanent: boolean;
  /** The API server has not seen the call. */
  readonly unsent: boolean;
}

const expired = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);

/** `what`: as in `create Job x in namespace ml`. */
export function breakage(thrown: unknown, what: string, connection: Connection): Breakage {
  const { code, message } = factsOf(thrown);
  const { sentence, permanent } = judge(code, message, connection);
  const error = new ApiError(
    `could not ${what}: ${sentence}`,
    { status: null, reason: code === '' ? null : code, said: message },
    { cause: thrown },
  );
  return { error, permanent, unsent: permanent || unsentCodes.has(code) };
}

function judge(code: string, message: string, connection: Connection): { sentence: string; permanent: boolean } {
  const { server, source } = connection;
  const { hostname, port } = new URL(server);
  const { proxyUrl } = connection.access.cluster;
  const fail = (sentence: string, permanent = false) => ({ sentence, permanent });
  if (code === 'ECONNREFUSED') {
    return fail(`${server} refuses connections; is the cluster up, and is this the server that ${source} should name?`);
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return fail(
      `the name ${hostname} of the API server is not known here; check the server of ${source}, or the network`,
    );
  }
  if (timeouts.has(code)) {
    return fail(
      `${server} does not answer; a private endpoint can't be reached from hosted runners: run on a runner inside its network, or through a proxy (proxy-url in the kubeconfig)`,
    );
  }
  if (expired.has(code)) {
    return fail(
      `the certificate of ${server} is not valid now (${message}); renew it on the cluster, or set the clock of this machine`,
      true,
    );
  }
  if (unknownAuthority.has(code)) {
    return fail(
      `the certificate of ${server} is signed by an authority that is not trusted (${code}); put the cluster's CA into certificate-authority-data of the kubeconfig, or a company's into NODE_EXTRA_CA_CERTS`,
      true,
    );
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return fail(
      `the certificate of ${server} is for other names (${message}); use one of them as server, or as tls-server-name`,
      true,
    );
  }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'ERR_SSL_PACKET_LENGTH_TOO_LONG') {
    return fail(`port ${port} of ${hostname} does not speak TLS; use http:// in the server, or the right port`, true);
  }
  if (/ALERT|_SSLV3_|_TLSV1/.test(code) && /certificate|bad_cert|unknown_ca/i.test(`${code} ${message}`)) {
    return fail(
      `${server} does not accept the client certificate of user ${connection.user} (${message}); renew it`,
      true,
    );
  }
  if (/^ERR_(OSSL|CRYPTO)/.test(code)) {
    return fail(`a certificate or key of ${source} is damaged (${message}); write the kubeconfig anew`, true);
  }
  if (
    /Proxy response|Proxy Authentication/.test(message) ||
    code === 'UND_ERR_PRX_CONN' ||
    code === 'UND_ERR_PRX_TLS'
  ) {
    const proxy = proxyUrl === null ? 'named by HTTPS_PROXY' : new URL(proxyUrl).host;
    return fail(
      `the proxy ${proxy} does not let us through to ${server} (${message}); see proxy-url, HTTPS_PROXY and NO_PROXY`,
    );
  }
  return fail(`the connection to ${server} broke (${message || code})`);
}
