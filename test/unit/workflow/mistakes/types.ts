/** Values of the wrong kind, and of the right kind out of bounds. */
import type { Case } from './case.ts';
import { stepFile as step, topFile as top } from '../read.ts';

export const types: readonly Case[] = [
  [
    'a text for a list',
    step('run: a.py', 'args: --fast'),
    ['7:13 error WRONG_TYPE "args" must be a list of words, not the text "--fast"'],
  ],
  [
    'a map for an item',
    step('run: a.py', 'args: [a, {b: 1}]'),
    ['7:17 error WRONG_TYPE item 2 of "args" must be a text, a number, true or false, not a map'],
  ],
  [
    'a text for a number',
    step('run: a.py', 'service: {port: "80"}'),
    ['7:23 error WRONG_TYPE "port" must be a port from 1 to 65535, not the text "80"'],
  ],
  [
    'a text for a switch',
    top('fail_fast: yes'),
    ['2:12 error WRONG_TYPE "fail_fast" must be true or false, not the text "yes"'],
  ],
  [
    'a word that is none of those that there are',
    top('concurrency: cancel', 'on_interrupt: stop'),
    [
      '2:14 error BAD_VALUE "concurrency" must be queue, replace or allow, not the text "cancel"',
      '3:15 error BAD_VALUE "on_interrupt" must be cancel or detach, not the text "stop"',
    ],
  ],
  [
    'a list for a map of stages',
    'name: test\nstages: [a]',
    ['2:9 error WRONG_TYPE "stages" must be a map from names of stages to lists of steps, not a list'],
  ],
  [
    'a map for a list of steps',
    'name: test\nstages:\n  one: {name: s, run: a.py}',
    ['3:8 error WRONG_TYPE "one" must be a list of steps, not a map; begin each step with "- "'],
  ],
  [
    'a text for a step',
    'name: test\nstages:\n  one:\n    - a.py',
    ['4:7 error WRONG_TYPE an item of "one" must be a map with name, run and the like, not the text "a.py"'],
  ],
  [
    'a list for params',
    top('params: [a]'),
    ['2:9 error WRONG_TYPE "params" must be a map from names to values, not a list'],
  ],
  [
    'neither form of retries',
    step('run: a.py', 'retries: often'),
    [
      '7:16 error WRONG_TYPE "retries" must be a whole number from 0 to 20, or a map with limit, backoff and max_backoff, not the text "often"',
    ],
  ],
  [
    'a wrong part of the long form',
    step('run: a.py', 'retries: {limit: often}'),
    ['7:24 error WRONG_TYPE "limit" must be a whole number from 0 to 20, not the text "often"'],
  ],
  [
    'a number out of range',
    step('run: a.py', 'retries: 21'),
    ['7:16 error BAD_VALUE "retries" must be a whole number from 0 to 20, not the number 21'],
  ],
  [
    'a word that is not allowed',
    step('run: a.py', 'outputs: {o: {type: strng}}'),
    ['7:27 error BAD_VALUE "type" must be int, float, str, bool or json, not the text "strng"; did you mean "str"?'],
  ],
  [
    'a rule that is near another',
    top('environments: {production: {when: default-brnch}}'),
    [
      '2:35 error BAD_VALUE "when" must be one of default-branch, tag, schedule, pull-request, or a map with branch, not the text "default-brnch"; did you mean "default-branch"?',
    ],
  ],
  [
    'an empty text',
    step('run: a.py', 'image: ""'),
    ['7:14 error BAD_VALUE "image" must be the name of an image, not an empty text'],
  ],
  [
    'a path that is no path',
    step('run: a.py', 'service: {port: 80, health: up}'),
    ['7:35 error BAD_VALUE "health" must be an HTTP path that begins with /, not the text "up"'],
  ],
];
