/** Keys that are unknown, too early, missing or empty. */
import type { Case } from './case.ts';
import { stepFile as step, topFile as top, rest } from '../read.ts';

export const keys: readonly Case[] = [
  [
    'an unknown key at the top',
    top('stage: {}'),
    ['2:1 error UNKNOWN_KEY the key "stage" is not known at the top of the file; did you mean "stages"?'],
  ],
  [
    'a key of a step at the top',
    top('image: x'),
    [
      '2:1 error UNKNOWN_KEY the key "image" is not known at the top of the file; it stands in a step, or under "defaults" for all of them',
    ],
  ],
  [
    'an unknown key of a step',
    step('run: a.py', 'retires: 3'),
    ['7:7 error UNKNOWN_KEY the key "retires" is not known in item 1 of "one"; did you mean "retries"?'],
  ],
  [
    'a word of another system',
    step('run: a.py', 'depends_on: [x]'),
    ['7:7 error UNKNOWN_KEY the key "depends_on" is not known in item 1 of "one"; here it is written "needs"'],
  ],
  [
    'an unknown key further in',
    step('run: a.py', 'service: {port: 80, replica: 2}'),
    ['7:27 error UNKNOWN_KEY the key "replica" is not known in "service"; did you mean "replicas"?'],
  ],
  [
    'a key of a later version',
    step('run: a.py', 'cache: true'),
    ['7:7 error NOT_AVAILABLE "cache" is not available in this version'],
  ],
  [
    'a gate of a later version',
    step('run: a.py', 'gate: {rmse: {max: 1, max_regression: 0.1}}'),
    ['7:29 error NOT_AVAILABLE "max_regression" is not available in this version'],
  ],
  [
    'a key that Kubernetes has another name for',
    step('run: a.py', 'nodeSelector: {a: b}'),
    [
      '7:7 error UNKNOWN_KEY the key "nodeSelector" is not known in item 1 of "one"; here it is written "node_selector"',
    ],
  ],
  [
    'a GPU outside the resources',
    step('run: a.py', 'gpu: 1'),
    ['7:7 error UNKNOWN_KEY the key "gpu" is not known in item 1 of "one"; here it is written "resources: {gpu: ...}"'],
  ],
  [
    'previews in a step',
    step('run: a.py', 'preview: true'),
    ['7:7 error UNKNOWN_KEY the key "preview" is not known in item 1 of "one"; it stands at the top of the file'],
  ],
  [
    'the store in a step',
    step('run: a.py', 'store: {size: 1Gi}'),
    ['7:7 error UNKNOWN_KEY the key "store" is not known in item 1 of "one"; it stands at the top of the file'],
  ],
  [
    'what a pod is like at the top',
    top('volumes: []'),
    [
      '2:1 error UNKNOWN_KEY the key "volumes" is not known at the top of the file; it stands in a step, or under "defaults" for all of them',
    ],
  ],
  ['no name', rest, ['1:1 error MISSING_KEY the workflow has no "name"']],
  ['no stages', 'name: test', ['1:1 error MISSING_KEY the file has no "stages"']],
  [
    'a step without a name',
    'name: test\nstages:\n  one:\n    - run: a.py\n',
    ['4:7 error MISSING_KEY this step has no "name"'],
  ],
  [
    'a service without a port',
    step('run: a.py', 'service: {replicas: 2}'),
    ['7:7 error MISSING_KEY "port" is missing in "service": a port from 1 to 65535'],
  ],
  ['a key without a value', step('run: a.py', 'needs:'), ['7:7 warning EMPTY_VALUE "needs" has no value']],
  [
    'names without a value',
    'name:\nstages:\n  one:\n    - name:\n      run: a.py\n',
    [
      '1:1 warning EMPTY_VALUE "name" has no value',
      '1:1 error MISSING_KEY the workflow has no "name"',
      '4:7 warning EMPTY_VALUE "name" has no value',
      '4:7 error MISSING_KEY this step has no "name"',
    ],
  ],
];
