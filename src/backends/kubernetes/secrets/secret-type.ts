/** Types of Secrets, and what the API server or whoever reads one wants to find in it. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { AutomlError } from '../../../errors.ts';
import { didYouMean } from '../../../workflow/suggestion.ts';

/** Keys and values. */
export type SecretData = ReadonlyMap<string, Buffer>;

interface SecretType {
  /** As kubectl and people call it. */
  readonly short: readonly [string, ...string[]];
  /** All of these, or one of them. */
  readonly keys: { readonly all: readonly string[] } | { readonly one: readonly string[] };
  /** A sentence about values that are of no use; null: there is nothing to say. */
  readonly problem?: (data: SecretData) => string | null;
}

/** https://kubernetes.io/docs/concepts/configuration/secret/#secret-types */
const types: Readonly<Record<string, SecretType>> = {
  Opaque: { short: ['opaque', 'generic'], keys: { all: [] } },
  'kubernetes.io/dockerconfigjson': {
    short: ['docker-registry', 'dockerconfigjson', 'docker'],
    keys: { all: ['.dockerconfigjson'] },
    problem: loginProblem,
  },
  'kubernetes.io/dockercfg': { short: ['dockercfg'], keys: { all: ['.dockercfg'] } },
  'kubernetes.io/basic-auth': { short: ['basic-auth'], keys: { one: ['username', 'password'] } },
  'kubernetes.io/ssh-auth': { short: ['ssh-auth'], keys: { all: ['ssh-privatekey'] } },
  'kubernetes.io/tls': { short: ['tls'], keys: { all: ['tls.crt', 'tls.key'] }, problem: pairProblem },
  'kubernetes.io/service-account-token': { short: ['service-account-token'], keys: { all: [] } },
  'bootstrap.kubernetes.io/token': { short: ['bootstrap-token'], keys: { all: ['token-id', 'token-secret'] } },
};

/** What steps get as variables. */
export const plainType = 'Opaque';
export const tokenType = 'kubernetes.io/service-account-token';

/** @param text the whole name of a type, also of one that Kubernetes does not know, or a short one @throws AutomlError USAGE */
export function typeNamed(text: string): string {
  if (Object.hasOwn(types, text) || /^[^/]+\/[^/]+$/.test(text)) return text;
  const found = Object.entries(types).find(([, { short }]) => short.includes(text.toLowerCase()));
  if (found !== undefined) return found[0];
  const all = Object.values(types).map(({ short }) => short);
  const hint = didYouMean(text, all.flat());
  const rest = hint === '' ? `; there are ${all.map(([first]) => first).join(', ')}` : hint;
  throw new AutomlError('USAGE', `there is no type "${text}" of Secrets${rest}`);
}

/** What is wrong with it, without any value; null: nothing that is known. */
export function problemOf(type: string, data: SecretData): string | null {
  const facts = Object.hasOwn(types, type) ? types[type] : undefined;
  if (facts === undefined) return null;
  const has = (key: string): boolean => (data.get(key)?.length ?? 0) > 0;
  if ('one' in facts.keys && !facts.keys.one.some(has)) return `${type} needs ${facts.keys.one.join(' or ')}`;
  const missing = 'all' in facts.keys ? facts.keys.all.find((key) => !has(key)) : undefined;
  if (missing !== undefined) return `${type} needs ${missing}: give it by --from-file ${missing}=FILE`;
  return facts.problem?.(data) ?? null;
}

const logins = z.object({ auths: z.record(z.string(), z.unknown()).catch({}) });

/** A node knows nothing of the helpers that docker keeps passwords with. */
function loginProblem(data: SecretData): string | null {
  const text = data.get('.dockerconfigjson')?.toString() ?? '';
  let parsed: z.infer<typeof logins> | undefined;
  try {
    parsed = logins.safeParse(JSON.parse(text)).data;
  } catch {
    parsed = undefined;
  }
  if (parsed === undefined) return '.dockerconfigjson is no JSON object: it is the content of ~/.docker/config.json';
  return Object.keys(parsed.auths).length > 0
    ? null
    : '.dockerconfigjson holds no login ("auths"): docker keeps them in a helper, which nodes can\'t ask; log in where it has none';
}

function pairProblem(data: SecretData): string | null {
  const [cert, key] = [data.get('tls.crt') ?? '', data.get('tls.key') ?? ''];
  try {
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return null;
  } catch {
    return 'tls.crt and tls.key are not a certificate and a private key as PEM texts';
  }
  return 'tls.key is not the private key of tls.crt';
}
