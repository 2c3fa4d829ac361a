/** What a call that GitHub refused means, and what helps. */
import { z } from 'zod';
import { AutomlError, messageOf } from '../../errors.ts';
import { factsOf, unknownAuthority, unsentCodes } from '../../http/breakage.ts';
import type { Failure } from '../../http/persistence.ts';
import type { Permission } from './client.ts';

/** What the library throws: https://github.com/octokit/request-error.js */
const failed = z.object({
  status: z.number(),
  response: z.object({ data: z.unknown(), headers: z.record(z.string(), z.unknown()).catch({}) }).optional(),
  request: z.object({ url: z.string(), method: z.string() }),
});
const complaint = z.object({ message: z.string(), errors: z.array(z.object({ message: z.string() })).optional() });

interface Refused {
  readonly api: string;
  readonly needs: Permission;
}

interface Tried extends Refused {
  readonly times: 'again' | 'once';
  /** Nobody waits for the answer any more. */
  readonly isClosed: boolean;
}

/** What was done once already may be there twice: such a call is repeated only where the server has said that it did nothing. */
export function failureOf(thrown: unknown, tried: Tried): Failure {
  if (tried.isClosed) {
    const error = new AutomlError('FORGE', `a call to ${new URL(tried.api).host} was given up`, { cause: thrown });
    return { error, again: false, retryAfter: null, stranger: false };
  }
  const error = refusal(thrown, tried);
  const parsed = failed.safeParse(thrown);
  if (!(error instanceof AutomlError) || parsed.data === undefined) throw error;
  const { status, response } = parsed.data;
  if (response === undefined) {
    const { code } = factsOf(thrown);
    const isUnsent = unsentCodes.has(code);
    const again = !unknownAuthority.has(code) && (tried.times === 'again' || isUnsent);
    return { error, again, retryAfter: null, stranger: code === 'ECONNREFUSED' || code === 'ENOTFOUND' };
  }
  const retryAfter = isLimit(status, wordsOf(response.data)) ? pauseOf(response.headers) : null;
  const again = retryAfter !== null || (tried.times === 'again' && (status >= 500 || status === 408));
  return { error, again, retryAfter, stranger: false };
}

/** Seconds; null: it is not said: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function pauseOf(headers: Readonly<Record<string, unknown>>): number | null {
  const after = Number(headers['retry-after'] ?? NaN);
  if (!Number.isNaN(after)) return after;
  if (headers['x-ratelimit-remaining'] !== '0') return null;
  const pause = Number(headers['x-ratelimit-reset'] ?? NaN) - Date.parse(String(headers['date'])) / 1000;
  return Number.isNaN(pause) ? null : Math.max(0, pause);
}

function isLimit(status: number, words: string): boolean {
  return status === 429 || (status === 403 && /rate limit/i.test(words));
}

/** The error to throw in its place. A defect of ours stays what it is. */
export function refusal(error: unknown, { api, needs }: Refused): unknown {
  const parsed = failed.safeParse(error);
  if (!parsed.success) return error;
  const { status, response, request } = parsed.data;
  const place = `${request.method} ${request.url.replace(/\?.*/, '')}`;
  if (response === undefined) {
    const message = `${new URL(api).host} can't be reached (${causes(error)}): ${place}`;
    return new AutomlError('FORGE', message, { cause: error });
  }
  const words = wordsOf(response.data);
  const answer = `${place} answered ${status}${words === '' ? '' : ` (${words})`}`;
  if (isLimit(status, words)) return new AutomlError('FORGE', `${answer}: try again later`, { cause: error });
  switch (status) {
    case 401:
      return new AutomlError('FORGE', `the token is not valid there: ${answer}`, {
        cause: error,
      });
    case 403:
      return new AutomlError('FORGE', `${answer}: ${permissionHelp(needs)}`, { cause: error });
    case 404:
      return new AutomlError(
        'NOT_FOUND',
        `${answer}: it is not there, or hidden from the token: ${permissionHelp(needs)}`,
        {
          cause: error,
        },
      );
    default:
      return new AutomlError('FORGE', answer, { cause: error });
  }
}

/** What the server answered to a call that it refused; null: it was not reached, or the error is another. */
export function statusOf(error: unknown): number | null {
  const parsed = failed.safeParse(error instanceof AutomlError ? error.cause : error);
  return parsed.success && parsed.data.response !== undefined ? parsed.data.status : null;
}

function permissionHelp(needs: Permission): string {
  return `the token needs \`${needs}\` (in a job \`permissions: {${needs}}\`; of a classic token the scope \`repo\`)`;
}

function wordsOf(data: unknown): string {
  const parsed = complaint.safeParse(data);
  if (!parsed.success) return '';
  const said = [parsed.data.message, ...(parsed.data.errors ?? []).map(({ message }) => message)];
  // A server that failed may tell its whole stack.
  return said.map((each) => each.split('\n', 1)[0]?.slice(0, 300) ?? '').join('; ');
}

/** The innermost says what happened: ECONNREFUSED, a certificate that nobody trusts. */
function causes(error: unknown): string {
  const inner = error instanceof Error ? error.cause : undefined;
  return inner === undefined ? messageOf(error) : causes(inner);
}
