/** `retries`: how often and how soon a failed step is tried again. */
import { z } from 'zod';
import type { Retries } from '../../model.ts';
import { problem } from '../../shape/issue.ts';
import { duration } from './amount.ts';

export const noRetries: Retries = { limit: 0, backoff: 10, maxBackoff: 300 };

const LIMIT = 'a whole number from 0 to 20';
const limit = z.int({ error: LIMIT }).min(0).max(20);

export const retries = z
  .union(
    [
      limit,
      z.strictObject({
        limit: limit.meta({ description: 'Attempts after the first, 0 to 20.' }),
        backoff: duration
          .exactOptional()
          .meta({ description: 'Wait before the first further attempt; doubles each time. Default 10s.' }),
        max_backoff: duration.exactOptional().meta({ description: 'The longest wait between attempts. Default 5m.' }),
      }),
    ],
    { error: `${LIMIT}, or a map with limit, backoff and max_backoff` },
  )
  .transform((value, context): Retries => {
    if (typeof value === 'number') return { ...noRetries, limit: value };
    const { backoff = noRetries.backoff, max_backoff = Math.max(noRetries.maxBackoff, backoff) } = value;
    if (backoff > max_backoff) {
      const message = `the first wait (${backoff} s) is longer than the longest (${max_backoff} s)`;
      context.issues.push(problem('MIN_OVER_MAX', value, message, ['backoff']));
    }
    return { limit: value.limit, backoff, maxBackoff: max_backoff };
  })
  .meta({ description: 'Further attempts when the code fails: a number, or a map. Default 0.' });
