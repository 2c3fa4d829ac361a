/** What steps name of other steps. */
import type { Case } from './case.ts';
import { stepFile as step, topFile as top, twoSteps as two } from '../read.ts';

export const wiring: readonly Case[] = [
  [
    'a need that does not exist',
    two('outputs: {}', 'needs: [frist]'),
    ['6:41 error UNKNOWN_NEED step "second" needs "frist", which does not exist; did you mean "first"?'],
  ],
  [
    'a need on a later stage',
    two('needs: [second]', ''),
    ['4:40 error LATER_STEP step "first" needs "second", which is in a later stage'],
  ],
  [
    'a need on itself',
    two('', 'needs: [second]'),
    ['6:41 error SELF_REFERENCE step "second" needs "second", which is itself'],
  ],
  [
    'a need of a finally step',
    `${top()}\nfinally:\n  - {name: f, run: a.py, needs: [s]}`,
    ['4:26 error FINALLY_NEED a finally step waits for everything; take "needs" out'],
  ],
  [
    'a need on a finally step',
    `${step('run: a.py', 'needs: [f]')}\nfinally:\n  - {name: f, run: a.py}`,
    ['7:15 error FINALLY_NEED step "step" needs "f", which runs at the very end, in "finally"'],
  ],
  [
    'a circle of needs',
    step('run: a.py', 'needs: [b]', '', '')
      .replace('name: step', 'name: a')
      .concat('\n    - {name: b, run: a.py, needs: [c]}\n    - {name: c, run: a.py, inputs: {x: a.o}}')
      .replace('run: a.py', 'run: a.py\n      outputs: {o: x}'),
    ['8:15 error CYCLE these steps wait for each other: a → b → c → a'],
  ],
  [
    'an input of an unknown step',
    two('outputs: {o: x}', 'inputs: {i: frist.o}'),
    ['6:45 error UNKNOWN_STEP input "i" comes from the step "frist", which does not exist; did you mean "first"?'],
  ],
  [
    'an input of an unknown output',
    two('outputs: {train: x}', 'inputs: {i: first.trian}'),
    ['6:45 error UNKNOWN_OUTPUT the step "first" has no output "trian"; did you mean "train"?'],
  ],
  [
    'an input of a step without outputs',
    two('', 'inputs: {i: first.o}'),
    ['6:45 error UNKNOWN_OUTPUT the step "first" has no output "o"; it has no outputs'],
  ],
  [
    'an input that is a value',
    two('outputs: {rows: {type: int}}', 'inputs: {i: first.rows}'),
    [
      '6:45 error SCALAR_INPUT the output "rows" of "first" is a value, not a file; write ${{ steps.first.outputs.rows }} in args or env',
    ],
  ],
  [
    'an input of a later step',
    two('inputs: {i: second.o}', 'outputs: {o: x}'),
    ['4:44 error LATER_STEP step "first" reads "second.o", which is in a later stage'],
  ],
  [
    'an input of another form',
    two('', 'inputs: {i: first}'),
    ['6:45 error BAD_INPUT an input is written step.output, like split.train, not "first"'],
  ],
  [
    'a service that nothing deploys',
    `${step('run: a.py', 'service: {port: 80}')}\nenvironments: {}`,
    ['8:1 warning NEVER_DEPLOYED no environment lets a run deploy, so the service "step" is started by nothing'],
  ],
  [
    'previews alone, which deploy too',
    `${step('run: a.py', 'service: {port: 80}')}\nenvironments: {}\npreview: true`,
    [],
  ],
  [
    'previews of no service',
    `${step('run: a.py')}\npreview: true`,
    ['7:1 warning NO_SERVICE there is no service to preview: "preview" changes nothing'],
  ],
  [
    'an environment that is called as a preview is',
    `${step('run: a.py')}\nenvironments: {pr-12: {when: tag}}`,
    ['7:23 error RESERVED_NAME "pr-12" is the name of a pull request\'s preview; choose another one'],
  ],
  ['no stages', 'name: test\nstages: {}', ['2:1 warning NO_STEPS there are no stages, so nothing will run']],
  [
    'a stage without steps',
    'name: test\nstages:\n  one: []\n  two: [{name: s, run: a.py}]',
    ['3:3 warning NO_STEPS "one" has no steps'],
  ],
];
