/** `environments`: which runs deploy services, and where to. */
import { z } from 'zod';
import type { Environment, EnvironmentRule } from '../../model.ts';
import { pullOf } from '../../preview.ts';
import { quote } from '../../shape/found.ts';
import { problem } from '../../shape/issue.ts';
import { nameKey, plain } from './text.ts';

export const defaultEnvironments: readonly Environment[] = [
  { name: 'production', when: ['default-branch', 'tag', 'schedule'] },
];

const WORDS = ['default-branch', 'tag', 'schedule', 'pull-request'] as const satisfies readonly EnvironmentRule[];
const RULE = `one of ${WORDS.join(', ')}, or a map with branch`;

const rule = z.union(
  [
    z.enum(WORDS, { error: RULE }),
    z.strictObject({ branch: plain('the name of a branch').meta({ description: 'Runs on this branch.' }) }),
  ],
  { error: RULE },
);

export const environments = z
  .record(
    nameKey,
    z.strictObject(
      {
        when: z
          .union([rule, z.array(rule)], { error: `${RULE}, or a list of those` })
          .transform((value): readonly EnvironmentRule[] => (Array.isArray(value) ? value : [value]))
          .meta({ description: 'Which runs deploy here: default-branch, tag, schedule, pull-request, {branch: x}.' }),
      },
      { error: 'a map with when' },
    ),
    { error: 'a map from names to maps with when' },
  )
  .check(({ value, issues }) => {
    for (const name of Object.keys(value).filter((each) => pullOf(each) !== null)) {
      const message = `${quote(name)} is the name of a pull request's preview; choose another one`;
      issues.push(problem('RESERVED_NAME', value, message, [name]));
    }
  })
  .transform((value): readonly Environment[] => Object.entries(value).map(([name, { when }]) => ({ name, when })))
  .meta({ description: 'Where services are deployed. Default: production, on the default branch, a tag, a schedule.' });
