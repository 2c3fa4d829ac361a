/** What a call that GitHub refused means, and what helps. */
import { z } from 'zod';
import { AutomlError, messageOf } from '../../errors.ts';
import type { Permission } from './client.ts';

/** What the library throws: https://github.com/octokit/request-error.js */
const failed = z.object({
  status: z.number(),
  response: z.object({ data: z.unknown() }).optional(),
  request: z.object({ url: z.string(), method: z.string() }),
});
const complaint = z.object({ message: z.string(), errors: z.array(z.object({ message: z.string() })).optional() });

interface Refused {
  readonly api: string;
  readonly needs: Permission;
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
  if (status === 429 || (status === 403 && /rate limit/i.test(words)))
    return new AutomlError('FORGE', `${answer}: try again later`, { cause: error });
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
