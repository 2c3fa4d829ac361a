/** Expressions: the place is that of the word inside the text. */
import type { Case } from './case.ts';
import { stepFile as step, topFile as top, twoSteps as two } from '../read.ts';

const block = (text: string): string => step('run: a.py', 'env:', '  TEXT: |', '    first line', `    ${text}`);

export const expressions: readonly Case[] = [
  [
    'that can not be read',
    step('run: a.py', 'args: [x, "--n=${{ params.n + 1 }}"]'),
    ['7:35 error BAD_EXPRESSION there is no arithmetic in expressions; compute it in a step and give it as an output'],
  ],
  [
    'that are never closed',
    step('command: echo ${{ params.n'),
    ["6:21 error BAD_EXPRESSION '${{' is never closed by '}}'"],
  ],
  [
    'that name an unknown param',
    step('run: a.py', 'args: ["${{ params.rat }}"]'),
    ['7:19 error UNKNOWN_PARAM there is no param "rat"; did you mean "rate"?'],
  ],
  [
    'in a block, with line and column',
    block('and ${{ params.rat }}'),
    ['10:19 error UNKNOWN_PARAM there is no param "rat"; did you mean "rate"?'],
  ],
  [
    'that name an unknown step',
    two('', 'when: "${{ steps.frist.outputs.o > 1 }}"'),
    ['6:44 error UNKNOWN_STEP there is no step "frist"; did you mean "first"?'],
  ],
  [
    'that name an unknown output',
    two('outputs: {rows: {type: int}}', 'args: ["${{ steps.first.outputs.row }}"]'),
    ['6:45 error UNKNOWN_OUTPUT the step "first" has no output "row"; did you mean "rows"?'],
  ],
  [
    'that name a later step',
    two('args: ["${{ steps.second.outputs.o }}"]', 'outputs: {o: {type: int}}'),
    ['4:44 error LATER_STEP step "first" reads an output of "second", which is in a later stage'],
  ],
  [
    'that name their own step',
    step('run: a.py', 'outputs: {o: {type: int}}', 'args: ["${{ steps.step.outputs.o }}"]'),
    ['8:19 error SELF_REFERENCE step "step" reads an output of "step", which is itself'],
  ],
  [
    'that name a file',
    two('outputs: {o: x}', 'args: ["${{ steps.first.outputs.o }}"]'),
    ['6:45 error BAD_EXPRESSION output "o" of step "first" is a file; wire it through "inputs"'],
  ],
  [
    'that compare a number with a text',
    step('run: a.py', "when: ${{ params.n == 'x' }}"),
    ["7:26 error BAD_EXPRESSION can't compare a number with a string"],
  ],
  [
    'that are no condition',
    step('run: a.py', 'when: ${{ params.n }}'),
    ['7:17 error BAD_EXPRESSION "when" needs true or false, and this is of type int'],
  ],
  [
    'that are no list',
    step('run: a.py', 'for_each: ${{ params.n }}'),
    ['7:21 error BAD_EXPRESSION "for_each" needs a list, an output of type json, and this is of type int'],
  ],
  [
    'beside other text',
    step('run: a.py', 'when: x ${{ params.n > 0 }}'),
    ["7:13 error BAD_EXPRESSION expected one expression and nothing beside its '${{ }}'"],
  ],
  [
    'that are missing',
    step('run: a.py', 'when: params.n > 0'),
    ['7:13 error EXPRESSION_EXPECTED "when" is an expression; write ${{ params.n > 0 }}'],
  ],
  [
    'where none is rendered',
    step('run: a.py', 'image: "python:${{ params.n }}"'),
    [
      '7:14 error EXPRESSION_NOT_HERE an expression is not rendered here, only in args, command, env, when and for_each',
    ],
  ],
  [
    'under defaults that name a step',
    top('defaults: {env: {A: "${{ steps.s.outputs.o }}"}}'),
    ['2:26 error BAD_EXPRESSION "steps" can\'t be used under "defaults"; write this into the steps that need it'],
  ],
  [
    'that name an item outside a loop',
    step('run: a.py', 'args: ["${{ item }}"]'),
    ['7:19 error BAD_EXPRESSION "item" is known only in a step with for_each'],
  ],
  [
    'that name the state of the run too early',
    step('run: a.py', 'args: ["${{ run.state }}"]'),
    ['7:19 error BAD_EXPRESSION "run.state" is known only in the steps of "finally"'],
  ],
];
