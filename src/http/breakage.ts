/** What broke a connection: the codes that Node and undici give it. */
import { z } from 'zod';

export const unknownAuthority = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_SIGNATURE_FAILURE',
]);
export const timeouts = new Set([
  'TimeoutError',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** The server has not seen the call. */
export const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Whatever realm it comes from, so not by `instanceof`. */
const thrownError = z.object({
  name: z.string().catch(''),
  message: z.string().catch(''),
  code: z.string().catch(''),
  cause: z.unknown().optional(),
  errors: z.array(z.unknown()).catch([]),
});

/** Errors that have a name in place of a code. */
const codeless = new Set(['TimeoutError', 'HTTPParserError']);

/** What is at the bottom of it; where several addresses were tried, what the last one said. */
export function factsOf(thrown: unknown): { readonly code: string; readonly message: string } {
  const { success, data } = thrownError.safeParse(thrown);
  if (!success) return { code: '', message: String(thrown) };
  const { name, message, code, cause, errors } = data;
  if (codeless.has(name)) return { code: name, message };
  const inner = errors.at(-1) ?? (code === '' || code.startsWith('UND_ERR_PRX') ? cause : undefined);
  return inner === undefined || inner === null ? { code, message } : factsOf(inner);
}
