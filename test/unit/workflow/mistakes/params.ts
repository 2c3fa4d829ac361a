/** Params, sweeps and gates. */
import type { Case } from './case.ts';
import { stepFile as step, topFile as top } from '../read.ts';

export const params: readonly Case[] = [
  [
    'without type and default',
    top('params: {p: {min: 1}}'),
    ['2:10 error MISSING_KEY the param "p" needs a type, or a default that shows it'],
  ],
  [
    'with a default of another type',
    top('params: {p: {type: int, default: 0.5}}'),
    ['2:34 error BAD_DEFAULT the default of the param "p" is the number 0.5, not a whole number'],
  ],
  [
    'with a default out of range',
    top('params: {p: {default: 5, max: 3}}'),
    ['2:23 error BAD_DEFAULT the default of the param "p" is 5, above its max of 3'],
  ],
  [
    'with a default that is no choice',
    top('params: {p: {default: c, choices: [a, b]}}'),
    ['2:23 error BAD_DEFAULT the default of the param "p" is "c", which is not one of "a", "b"'],
  ],
  [
    'with a choice of another type',
    top('params: {p: {default: a, choices: [a, 1]}}'),
    ['2:39 error BAD_VALUE this choice is the number 1, not a text'],
  ],
  [
    'with an empty range',
    top('params: {p: {type: float, min: 2, max: 1}}'),
    ['2:32 error MIN_OVER_MAX min 2 is above max 1: no value of the param "p" is allowed'],
  ],
  [
    'with a range for texts',
    top('params: {p: {type: str, min: 2}}'),
    ['2:25 error CONFLICT "min" is for int and float, and the param "p" is str'],
  ],
  [
    'that is swept and unknown',
    step('run: a.py', 'sweep: {params: {rat: [1]}}'),
    ['7:24 error UNKNOWN_PARAM there is no param "rat" to sweep; did you mean "rate"?'],
  ],
  [
    'that is swept over another type',
    step('run: a.py', 'sweep: {params: {n: [1, 0.5]}}'),
    ['7:31 error BAD_VALUE this value of "n" is the number 0.5, not a whole number'],
  ],
  [
    'that is swept over nothing',
    step('run: a.py', 'sweep: {params: {n: []}}'),
    ['7:27 error BAD_VALUE "n" must be a list with a value at least, not an empty list'],
  ],
  [
    'swept by too many values',
    step(
      'run: a.py',
      `sweep: {params: {n: [${Array(101).fill(1).join(',')}], rate: [${Array(101).fill(0.5).join(',')}]}}`,
    ),
    ['7:23 error BAD_VALUE this sweep makes 10201 children; 10000 are allowed'],
  ],
  [
    'selected without a metric',
    step('run: a.py', 'sweep: {params: {n: [1]}, select: min}'),
    ['7:41 error BAD_SELECT select is min or max and a metric, like min.rmse, not "min"'],
  ],
  [
    'gated by nothing',
    step('run: a.py', 'gate: {rmse: {}}'),
    ['7:20 error EMPTY_GATE a gate without min or max lets everything pass'],
  ],
  [
    'gated by an empty range',
    step('run: a.py', 'gate: {rmse: {min: 1, max: 0}}'),
    ['7:26 error MIN_OVER_MAX min 1 is above max 0: nothing can pass'],
  ],
  [
    'tried again after a wait longer than the longest',
    step('run: a.py', 'retries: {limit: 1, backoff: 10m, max_backoff: 1m}'),
    ['7:36 error MIN_OVER_MAX the first wait (600 s) is longer than the longest (60 s)'],
  ],
];
