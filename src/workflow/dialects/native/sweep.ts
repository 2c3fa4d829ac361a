/** `sweep`: one step, many values of its params. */
import { z } from 'zod';
import type { Sweep } from '../../model.ts';
import { quote } from '../../shape/found.ts';
import { problem } from '../../shape/issue.ts';
import { identifier, list, scalar } from './text.ts';

/** More than that is a mistake in the grid, and too much for one plan. */
const MAX_CHILDREN = 10_000;

const select = z
  .string({ error: 'a text like min.rmse or max.accuracy' })
  .meta({ pattern: '^(min|max)\\..+$' })
  .transform((value, context) => {
    const [, order, metric] = /^(min|max)\.(.+)$/.exec(value) ?? [];
    if ((order === 'min' || order === 'max') && metric !== undefined) return { order, metric } as const;
    const message = `select is min or max and a metric, like min.rmse, not ${quote(value)}`;
    context.issues.push(problem('BAD_SELECT', value, message));
    return z.NEVER;
  });

export const sweep = z
  .strictObject(
    {
      params: z
        .record(identifier, list(scalar, 'a list of values').min(1, { error: 'a list with a value at least' }), {
          error: 'a map from params to lists of values',
        })
        .meta({ description: 'Values of each param; every combination is one child. The first param varies fastest.' }),
      select: select.exactOptional().meta({
        description: 'Which child is the best: `min.rmse`, `max.accuracy`. Its outputs are the outputs of the step.',
      }),
      parallel: z
        .int({ error: 'a whole number, 1 or more' })
        .min(1)
        .exactOptional()
        .meta({ description: 'Children at the same time.' }),
    },
    { error: 'a map with params' },
  )
  .check(({ value, issues }) => {
    const lists = Object.values(value.params);
    const children = lists.reduce((product, values) => product * values.length, 1);
    if (lists.length === 0) issues.push(problem('MISSING_KEY', value, 'a sweep needs a param at least', ['params']));
    if (children > MAX_CHILDREN) {
      const message = `this sweep makes ${children} children; ${MAX_CHILDREN} are allowed`;
      issues.push(problem('BAD_VALUE', value, message, ['params']));
    }
  })
  .meta({ description: 'Runs the step once for each combination of param values.' }) satisfies z.ZodType<Sweep>;
