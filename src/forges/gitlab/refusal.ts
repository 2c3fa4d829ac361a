/** What GitLab refused, or what broke on the way to it, as a sentence with the way out. */
import { z } from 'zod';
import { AutomlError } from '../../errors.ts';
import { factsOf, timeouts, unknownAuthority, unsentCodes } from '../../http/breakage.ts';
import type { GitLabAccess } from './access.ts';
import { jsonOf } from './json.ts';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly role?: 'Reporter' | 'Developer';
}

interface Refusal {
  readonly status: number;
  readonly text: string;
  /** Seconds. */
  readonly retryAfter: number | null;
}

export class GitLabError extends AutomlError {
  readonly status: number;
  /** Seconds; null when GitLab does not say. */
  readonly retryAfter: number | null;
  /** GitLab's own words; '' where it had none. */
  readonly said: string;

  constructor(message: string, { status, retryAfter }: Omit<Refusal, 'text'>, said: string) {
    super('FORGE', message);
    this.name = 'GitLabError';
    this.status = status;
    this.retryAfter = retryAfter;
    this.said = said;
  }
}

export function refusalError(call: Asked, access: GitLabAccess, refusal: Refusal): GitLabError {
  const said = saidIn(refusal.text);
  const answer = `GitLab answered ${refusal.status}${said === '' ? '' : ` (${said})`} to ${call.method} ${call.path}`;
  return new GitLabError(`${answer}: ${wayOut(refusal, said, access, call)}`, refusal, said);
}

function wayOut({ status }: Refusal, said: string, access: GitLabAccess, { role }: Asked): string {
  const { api, variable, project } = access;
  if (status < 400)
    return `it leads elsewhere; is this the address of a GitLab API (…/api/v4), and has the project not moved?`;
  if (status === 401) return `the token in ${variable} is not valid at ${api}, or has expired; make a new one`;
  if (status === 403 && said.includes('insufficient_scope'))
    return `the token in ${variable} lacks the scope "api"; make one that has it`;
  if (status === 403)
    return `the user of ${variable} may not do this in project ${project}; it needs the role ${role ?? 'Maintainer'} there${role === undefined ? ', also where the branch is protected' : ''}`;
  if (status === 404) return `it is not there, or the user of ${variable} may not see project ${project}`;
  if (status === 429) return 'too many requests; try again later';
  if (status >= 500) return 'GitLab itself failed; look at its status, and try again';
  return 'mend what it names';
}

const words = z.union([z.string(), z.array(z.string()).transform((all) => all.join(', '))]);
const said = z.object({
  /** A sentence, or what is wrong with each field. */
  message: z.union([words, z.record(z.string(), words)]).optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
});

/** https://docs.gitlab.com/api/rest/troubleshooting: errors come in three shapes. */
function saidIn(text: string): string {
  const parsed = said.safeParse(jsonOf(text));
  if (!parsed.success) return '';
  const { message, error, error_description: description } = parsed.data;
  if (message === undefined) return [error, description].filter((part) => part !== undefined).join(': ');
  if (typeof message === 'string') return message;
  return Object.entries(message)
    .map(([field, problem]) => `${field} ${problem.trim()}`)
    .join('; ');
}

interface Broken {
  readonly error: AutomlError;
  /** Trying again does not help: nothing was wrong with the way there. */
  readonly isPermanent: boolean;
  /** GitLab has not seen the call. */
  readonly isUnsent: boolean;
  /** Nobody was found at this address. */
  readonly isStranger: boolean;
}

export function brokenError(thrown: unknown, call: Asked, { api }: GitLabAccess): Broken {
  const { code, message } = factsOf(thrown);
  const isPermanent = unknownAuthority.has(code) || code === 'ERR_TLS_CERT_ALTNAME_INVALID';
  const sentence = `could not ${call.method} ${call.path} at ${api}: ${why(code, message)}`;
  return {
    error: new AutomlError('FORGE', sentence, { cause: thrown }),
    isPermanent,
    isUnsent: isPermanent || unsentCodes.has(code),
    isStranger: code === 'ECONNREFUSED' || code === 'ENOTFOUND',
  };
}

function why(code: string, message: string): string {
  if (code === 'ECONNREFUSED') return 'it refuses connections; is this the address of GitLab?';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return 'its name is not known here; check CI_API_V4_URL and the network';
  if (timeouts.has(code)) return 'it does not answer; check the network, HTTPS_PROXY and NO_PROXY';
  if (unknownAuthority.has(code))
    return `its certificate is signed by an authority that is not trusted (${code}); name the authority's file in NODE_EXTRA_CA_CERTS`;
  return `the connection broke (${message || code}); check HTTPS_PROXY and NO_PROXY`;
}

/** Null: GitLab says that it is not there, or not any more. */
export async function unlessGone<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch((error: unknown) => {
    if (error instanceof GitLabError && error.status === 404) return null;
    throw error;
  });
}
