/** Every mistake that our own files can have, with the place and the words of the answer. */
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { codes } from '../../../src/workflow/codes.ts';
import { code } from './mistakes/code.ts';
import { expressions } from './mistakes/expressions.ts';
import { keys } from './mistakes/keys.ts';
import { names } from './mistakes/names.ts';
import { params } from './mistakes/params.ts';
import { paths } from './mistakes/paths.ts';
import { pods } from './mistakes/pods.ts';
import { quantities } from './mistakes/quantities.ts';
import { resources } from './mistakes/resources.ts';
import { schedules } from './mistakes/schedules.ts';
import { services } from './mistakes/services.ts';
import { types } from './mistakes/types.ts';
import { volumes } from './mistakes/volumes.ts';
import { wiring } from './mistakes/wiring.ts';
import { found, projectOf, stepFile as step } from './read.ts';

const groups = {
  keys,
  types,
  names,
  code,
  quantities,
  resources,
  pods,
  volumes,
  services,
  schedules,
  params,
  wiring,
  expressions,
  paths,
};

describe.each(Object.entries(groups))('%s', (_, cases) => {
  test.each(cases)('%s', (__, text, expected) => {
    expect(found(text)).toEqual(expected);
  });
});

test('every code of the table is found somewhere above or in the tests named here', () => {
  const elsewhere = {
    'yaml.test.ts': [
      'EMPTY_FILE',
      'NOT_UTF8',
      'FILE_TOO_LARGE',
      'BAD_YAML',
      'TAB_INDENT',
      'DUPLICATE_KEY',
      'BAD_KEY',
      'UNKNOWN_ALIAS',
      'UNKNOWN_TAG',
      'ALIAS_BOMB',
      'TOO_DEEP',
      'MULTIPLE_DOCUMENTS',
      'NOT_A_MAP',
    ],
    'load.test.ts': ['UNREADABLE'],
    'notify.test.ts': ['UNKNOWN_ENVIRONMENT'],
    'automl-v1.test.ts': ['NO_EFFECT'],
    '../forges/github/schedule-workflow.test.ts': ['SCHEDULE_DRIFT'],
    '../schedule/lint.test.ts': ['CRON_DAYS', 'TOO_OFTEN', 'LATE_MINUTE', 'DST_GAP', 'DST_REPEAT', 'SLOW_RUNS'],
    '../policy/find.test.ts': ['POLICY_INSIDE'],
    '../policy/judge.test.ts': [
      'POLICY_IMAGE',
      'POLICY_RESOURCES',
      'POLICY_POD',
      'POLICY_SERVICE_ACCOUNT',
      'POLICY_REPLICAS',
      'POLICY_INGRESS',
    ],
  };
  const here = Object.values(groups)
    .flat()
    .flatMap(([, , expected]) => expected.map((line) => line.split(' ')[2]));
  const tested = new Set([...here, ...Object.values(elsewhere).flat()]);
  expect(Object.keys(codes).filter((name) => !tested.has(name))).toEqual([]);
});

test('one mistake hides no other, and makes none', () => {
  const text = [
    'name: test',
    'params: {n: {type: nit}}',
    'stages:',
    '  one:',
    '    - {name: a, run: a.py, outputs: {o: {type: itn}}}',
    '    - {name: b, run: a.py, args: ["${{ steps.a.outputs.o }}", "${{ params.n > 1 }}"], timeout: soon}',
    '    - {run: b.py}',
    '  two:',
    '    - {name: c, run: a.py, inputs: {x: nameless.o}, needs: [nameless], retries: -1}',
  ].join('\n');
  expect(found(text).map((line) => line.split(' ', 3).join(' '))).toEqual([
    '2:20 error BAD_VALUE',
    '5:48 error BAD_VALUE',
    '6:96 error BAD_DURATION',
    '7:7 error MISSING_KEY',
    '9:81 error BAD_VALUE',
  ]);
});

test('a project that has everything says nothing', () => {
  expect(
    found(step('run: x/y.py', 'requirements: r.txt', 'working_directory: x'), projectOf('x/y.py', 'x/', 'r.txt')),
  ).toEqual([]);
});

test('docs/errors.md explains every code (else run: node scripts/errors.ts)', () => {
  const page = readFileSync('docs/errors.md', 'utf8');
  const rows = Object.entries(codes).map(([name, { problem, fix }]) => `\`${name}\` | ${problem} | ${fix} |`);
  expect(rows.filter((row) => !page.includes(row))).toEqual([]);
});
