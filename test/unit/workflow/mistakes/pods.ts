/** What a pod is like: names of objects, variables from elsewhere, nodes, parts of a PodSpec. */
import type { Case } from './case.ts';
import { stepFile as step, topFile as top } from '../read.ts';

const NAME = 'a-z, 0-9, "-" and ".", 253 characters at most, with a letter or digit at both ends';
const KEY = 'letters, digits, "-", "_" and ".", 253 characters at most';
const LABEL = 'letters, digits, "-", "_" and ".", 63 characters at most';
const EXPRESSION = 'an expression is not rendered here, only in args, command, env, when and for_each';

export const pods: readonly Case[] = [
  [
    'the name of a Secret',
    step('run: a.py', 'secrets: [My_Secret]'),
    [`7:17 error BAD_NAME "My_Secret" is not the name of a Secret: ${NAME}; "my-secret" would do`],
  ],
  [
    'a name of an object that nothing can be made of',
    step('run: a.py', 'service_account: a..b'),
    [`7:24 error BAD_NAME "a..b" is not the name of a ServiceAccount: ${NAME}`],
  ],
  [
    'a name of an object that is an expression',
    step('run: a.py', 'secrets: ["${{ params.n }}"]'),
    [`7:17 error EXPRESSION_NOT_HERE ${EXPRESSION}`],
  ],
  [
    'a PriorityClass',
    step('run: a.py', 'priority_class: High'),
    [`7:23 error BAD_NAME "High" is not the name of a PriorityClass: ${NAME}; "high" would do`],
  ],
  [
    'a text for a list of Secrets',
    step('run: a.py', 'image_pull_secrets: registry'),
    ['7:27 error WRONG_TYPE "image_pull_secrets" must be a list of names of Secrets, not the text "registry"'],
  ],
  [
    'a variable from a Secret without its key',
    step('run: a.py', 'env: {A: {secret: x}}'),
    ['7:13 error MISSING_KEY "key" is missing in "A": a key of a Secret or ConfigMap'],
  ],
  [
    'a variable from nowhere',
    step('run: a.py', 'env: {A: {key: x}}'),
    ['7:16 error MISSING_KEY the value of a variable is in either a "secret" or a "config_map"'],
  ],
  [
    'a variable from two places',
    step('run: a.py', 'env: {A: {secret: a, config_map: b, key: c}}'),
    ['7:16 error CONFLICT the value of a variable is in either a "secret" or a "config_map"'],
  ],
  [
    'a variable from what is misspelt',
    step('run: a.py', 'env: {A: {secrt: a, key: b}}'),
    ['7:17 error UNKNOWN_KEY the key "secrt" is not known in "A"; did you mean "secret"?'],
  ],
  [
    'a key that no Secret has',
    step('run: a.py', 'env: {A: {secret: a, key: "b c"}}'),
    [`7:33 error BAD_NAME "b c" is not a key of a Secret or ConfigMap: ${KEY}`],
  ],
  [
    'a list for a variable',
    step('run: a.py', 'env: {A: [1]}'),
    [
      '7:16 error WRONG_TYPE "A" must be a text, a number, true or false, or a map with secret or config_map and key, not a list',
    ],
  ],
  [
    'a variable of the run from a Secret',
    step('run: a.py', 'env: {PARAM_X: {secret: a, key: b}}'),
    ['7:13 error BAD_NAME the variable PARAM_X is set by the run itself; choose a name without PARAM_'],
  ],
  [
    'the key of a label',
    step('run: a.py', 'node_selector: {a b: c}'),
    [`7:23 error BAD_NAME "a b" is not the key of a label: ${LABEL}, after a domain and "/" if it has one`],
  ],
  [
    'the value of a label',
    step('run: a.py', 'node_selector: {a: b c}'),
    [`7:26 error BAD_NAME "b c" is not the value of a label: ${LABEL}, with a letter or digit at both ends`],
  ],
  [
    'a list for the value of a label',
    step('run: a.py', 'node_selector: {a: [b]}'),
    ['7:26 error WRONG_TYPE "a" must be a text, a number, true or false, not a list'],
  ],
  [
    'a value that is tolerated though it does not count',
    step('run: a.py', 'tolerations: [{key: a, value: b, operator: Exists}]'),
    ['7:37 error CONFLICT with "operator: Exists" no value counts'],
  ],
  [
    'a value without a key',
    step('run: a.py', 'tolerations: [{value: b}]'),
    ['7:29 error CONFLICT without a "key" no value of it can be compared'],
  ],
  [
    'an operator that compares nothing',
    step('run: a.py', 'tolerations: [{operator: Equal}]'),
    ['7:32 error CONFLICT without a "key" no value of it can be compared'],
  ],
  [
    'seconds of an effect that has none',
    step('run: a.py', 'tolerations: [{key: a, effect: NoSchedule, seconds: 5}]'),
    ['7:59 error CONFLICT "seconds" is for "effect: NoExecute" only'],
  ],
  [
    'an effect that is near another',
    step('run: a.py', 'tolerations: [{key: a, effect: NoSchedul}]'),
    [
      '7:38 error BAD_VALUE "effect" must be NoSchedule, PreferNoSchedule or NoExecute, not the text "NoSchedul"; did you mean "NoSchedule"?',
    ],
  ],
  [
    'shared memory with a unit that is none',
    step('run: a.py', 'shm_size: 1GB'),
    ['7:17 error BAD_MEMORY the memory unit "GB" is not known; write "Gi" (1024) or "G" (1000)'],
  ],
  [
    'fields of a PodSpec that are of the run',
    step('run: a.py', 'pod: {restartPolicy: Always, activeDeadlineSeconds: 5}'),
    [
      '7:28 error CONFLICT "restartPolicy" is set by the run itself; "retries" says how often a step is tried again',
      '7:59 error CONFLICT "activeDeadlineSeconds" is set by the run itself; "timeout" and "start_timeout" limit a step',
    ],
  ],
  [
    'a whole Pod for its spec',
    step('run: a.py', 'pod: {spec: {}}'),
    ['7:19 error BAD_VALUE "spec" is no field of a PodSpec; write what stands under the "spec" of a Pod'],
  ],
  [
    'expressions in a part of a PodSpec',
    step('run: a.py', 'pod: {hostname: "${{ params.n }}", containers: [{name: "${{ x }}"}]}'),
    [`7:23 error EXPRESSION_NOT_HERE ${EXPRESSION}`, `7:62 error EXPRESSION_NOT_HERE ${EXPRESSION}`],
  ],
  [
    'a list for a part of a PodSpec',
    step('run: a.py', 'pod: [a]'),
    ['7:12 error WRONG_TYPE "pod" must be a map with fields of a PodSpec, not a list'],
  ],
  [
    'credentials for no index',
    top('python: {credentials: pypi}'),
    ['2:10 error MISSING_KEY "credentials" are for the "index", which is missing'],
  ],
];
