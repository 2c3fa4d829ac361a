/** `gate`: limits that a metric must keep, or the step fails. */
import { z } from 'zod';
import type { Gate } from '../../model.ts';
import { problem } from '../../shape/issue.ts';

const limits = z
  .strictObject(
    {
      min: z.number({ error: 'a number' }).exactOptional().meta({ description: 'Lowest value that passes.' }),
      max: z.number({ error: 'a number' }).exactOptional().meta({ description: 'Highest value that passes.' }),
    },
    { error: 'a map with min or max' },
  )
  .check(({ value, issues }) => {
    // A misspelt limit has been named already.
    if (issues.length > 0) return;
    const { min, max } = value;
    if (min === undefined && max === undefined) {
      issues.push(problem('EMPTY_GATE', value, 'a gate without min or max lets everything pass'));
    } else if (min !== undefined && max !== undefined && min > max) {
      issues.push(problem('MIN_OVER_MAX', value, `min ${min} is above max ${max}: nothing can pass`, ['min']));
    }
  });

export const gate = z
  .record(z.string(), limits, { error: 'a map from metrics to limits' })
  .transform((value): readonly Gate[] => Object.entries(value).map(([metric, range]) => ({ metric, ...range })))
  .meta({ description: 'Limits of metrics, `rmse: {max: 0.9}`: a step whose metric is outside them fails.' });
