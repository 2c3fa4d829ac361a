/** What a step executes, and keys that exclude each other. */
import type { Case } from './case.ts';
import { stepFile as step, topFile as top } from '../read.ts';

export const code: readonly Case[] = [
  [
    'nothing to execute',
    step('image: x'),
    ['5:7 error NO_CODE step "step" has nothing to execute; it needs "run" or "command"'],
  ],
  [
    'two things to execute',
    step('run: a.py', 'command: ls'),
    ['7:7 error CONFLICT step "step" has both "run" and "command"; keep one'],
  ],
  [
    'a script of another kind',
    step('run: a.sh'),
    [
      '6:12 error BAD_SCRIPT "run" is a .py file or an .ipynb notebook, not "a.sh"; for other programs write command: [..., "a.sh"]',
    ],
  ],
  [
    'arguments of a command',
    step('command: ls', 'args: [x]'),
    ['7:7 error CONFLICT "args" belongs to "run"; write the arguments into "command"'],
  ],
  [
    'arguments of a notebook',
    step('run: c.ipynb', 'args: [x]'),
    ['7:7 error CONFLICT a notebook takes no "args"; its "parameters" cell gets the params'],
  ],
  [
    'two ways to fan out',
    step('run: a.py', 'sweep: {params: {n: [1]}}', 'for_each: ${{ steps.x.outputs.y }}', '')
      .replace('name: step', 'name: step')
      .concat('\n    - {name: x, run: a.py, outputs: {y: {type: json}}}'),
    ['7:7 error CONFLICT step "step" has both "for_each" and "sweep"; keep one'],
  ],
  [
    'a service with outputs',
    step('run: a.py', 'service: {port: 80}', 'outputs: {o: x}'),
    ['8:7 error CONFLICT a service can\'t have "outputs"'],
  ],
  [
    'a service with a sweep',
    step('run: a.py', 'service: {port: 80}', 'sweep: {params: {n: [1]}}'),
    ['8:7 error CONFLICT a service can\'t have "sweep"'],
  ],
  [
    'a service at the end',
    `${top()}\nfinally:\n  - {name: f, run: a.py, service: {port: 80}}`,
    ['4:26 error CONFLICT a service can\'t be a "finally" step'],
  ],
  [
    'a failure hook in a stage',
    step('run: a.py', 'on_failure: true'),
    ['7:7 error CONFLICT "on_failure" is for steps under "finally" only'],
  ],
  [
    'an output that is both',
    step('run: a.py', 'outputs: {o: {path: x, type: int}}'),
    ['7:20 error CONFLICT an output has either a path (a file) or a type (a value)'],
  ],
  [
    'a smoke test that can not be',
    step('run: a.py', 'service: {port: 80, smoke: {path: /, method: GET, body: 1}}'),
    ['7:52 error CONFLICT a GET request has no body; write method: POST'],
  ],
  [
    'Python set twice',
    top('python: {offline: true}', 'defaults: {python: {offline: true}}'),
    ['2:1 error CONFLICT "python" is also set under "defaults"; keep one'],
  ],
];
