/** Why a connection came to nothing, as a sentence that holds no address but the host, and whether it may come to something later. */
import { factsOf, timeouts, unknownAuthority } from '../http/breakage.ts';

export interface Trouble {
  readonly reason: string;
  readonly again: boolean;
}

/** The same the next time: certificates, another protocol, a proxy or header that is none, a mail server without encryption or login. */
const lasting = new Set([
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'HTTPParserError',
  'USAGE',
  'UND_ERR_INVALID_ARG',
  'ETLS',
  'EAUTH',
  'ENOAUTH',
]);

export function brokenConnection(thrown: unknown, host: string): Trouble {
  const { code, message } = factsOf(thrown);
  if (unknownAuthority.has(code)) {
    const reason = `the certificate of ${host} is signed by an authority that is not trusted here; NODE_EXTRA_CA_CERTS can name a file with it`;
    return { reason, again: false };
  }
  return { reason: sentence(code, message, host), again: !lasting.has(code) };
}

function sentence(code: string, message: string, host: string): string {
  if (timeouts.has(code)) return `${host} does not answer`;
  switch (code) {
    case 'ECONNREFUSED':
      return `${host} refuses connections`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EDNS':
      return `the name of ${host} is not known here`;
    case 'HTTPParserError':
      return `${host} does not speak HTTP`;
    default:
      return `the connection to ${host} broke: ${message || code}`;
  }
}
