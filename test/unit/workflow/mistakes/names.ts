/** Names that can not be, and names that meet. */
import type { Case } from './case.ts';
import { stepFile as step, topFile as top, rest } from '../read.ts';

export const names: readonly Case[] = [
  [
    'of the workflow',
    `name: My Wine\n${rest}`,
    [
      '1:7 error BAD_NAME "My Wine" is not a name: it has a-z, 0-9, "-" and "_", with a letter or digit at both ends; "my-wine" would do',
    ],
  ],
  [
    'that are too long',
    `name: ${'a'.repeat(64)}\n${rest}`,
    [`1:7 error BAD_NAME the name "${'a'.repeat(60)}…" is longer than 63 characters`],
  ],
  [
    'of a stage',
    'name: test\nstages:\n  -a: [{name: s, run: a.py}]',
    [
      '3:3 error BAD_NAME "-a" is not a name: it has a-z, 0-9, "-" and "_", with a letter or digit at both ends; "a" would do',
    ],
  ],
  [
    'that are reserved',
    'name: test\nstages:\n  finally: [{name: s, run: a.py}]',
    ['3:3 error BAD_NAME no stage can be named "finally"; that list stands at the top of the file'],
  ],
  [
    'of a param',
    top('params: {a.b: 1}'),
    ['2:10 error BAD_NAME "a.b" is not the name of a param: letters, digits, "_" and "-", with a letter first'],
  ],
  [
    'of a variable',
    step('run: a.py', 'env: {A-B: 1}'),
    ['7:13 error BAD_NAME "A-B" is not the name of a variable: letters, digits and "_"'],
  ],
  [
    'of a variable of the run',
    step('run: a.py', 'env: {AUTOML_STEP: x}'),
    ['7:13 error BAD_NAME the variable AUTOML_STEP is set by the run itself; choose a name without AUTOML_'],
  ],
  [
    'of an output',
    step('run: a.py', 'outputs: {a.b: x}'),
    ['7:17 error BAD_NAME "a.b" is not a name: letters, digits, "_" and "-", with a letter first'],
  ],
  [
    'that stand twice',
    'name: test\nstages:\n  one:\n    - {name: s, run: a.py}\nfinally:\n  - {name: s, run: a.py}',
    ['6:12 error DUPLICATE_NAME the step "s" is there twice; the first is in line 4'],
  ],
  [
    'of steps that become the same',
    'name: test\nstages:\n  one:\n    - {name: a_b, run: a.py}\n    - {name: a-b, run: a.py}',
    ['5:14 error NAME_COLLISION the step "a-b" and "a_b" in line 4 are both "a-b" on a cluster'],
  ],
  [
    'of stages that become the same',
    'name: test\nstages:\n  a_b: [{name: s, run: a.py}]\n  a-b: [{name: t, run: a.py}]',
    ['4:3 error NAME_COLLISION the stage "a-b" and "a_b" in line 3 are both "a-b" on a cluster'],
  ],
  [
    'of params that become the same',
    top('params: {rate: 1, RATE: 2}'),
    ['2:19 error NAME_COLLISION the params "rate" and "RATE" would both be the variable PARAM_RATE'],
  ],
];
