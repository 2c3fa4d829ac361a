/** What a step asks for and may use. */
import type { Case } from './case.ts';
import { stepFile as step, topFile as top } from '../read.ts';

const DEVICE = 'letters, digits, "-", "_" and ".", 63 characters at most, after a domain and "/" if it has one';

export const resources: readonly Case[] = [
  [
    'a misspelt resource',
    step('run: a.py', 'resources: {memroy: 1Gi}'),
    ['7:19 error UNKNOWN_KEY the key "memroy" is not known in "resources"; did you mean "memory"?'],
  ],
  [
    'more shared memory than memory',
    step('run: a.py', 'resources: {memory: 1Gi}', 'shm_size: 2Gi'),
    [
      `8:17 warning SHM_ABOVE_MEMORY /dev/shm is part of the step's memory, whose limit is 1 GiB: "shm_size" can't be 2 GiB`,
    ],
  ],
  ['as much shared memory as memory', step('run: a.py', 'resources: {memory: 1Gi}', 'shm_size: 1Gi'), []],
  [
    'much shared memory for a step without a limit',
    step('run: a.py', 'resources: {memory: 1Gi, limits: {memory: null}}', 'shm_size: 2Gi'),
    [],
  ],
  [
    'half a GPU',
    step('run: a.py', 'resources: {gpu: 0.5}'),
    ['7:24 error BAD_VALUE "gpu" must be a whole number, 0 or more, not the number 0.5'],
  ],
  [
    'half a device',
    step('run: a.py', 'resources: {amd.com/gpu: 0.5}'),
    ['7:32 error BAD_VALUE "amd.com/gpu" must be a whole number, 0 or more, not the number 0.5'],
  ],
  [
    'less than no device',
    step('run: a.py', 'resources: {amd.com/gpu: -1}'),
    ['7:32 error BAD_VALUE "amd.com/gpu" must be a whole number, 0 or more, not the number -1'],
  ],
  [
    'a device in words',
    step('run: a.py', 'resources: {amd.com/gpu: one}'),
    ['7:32 error WRONG_TYPE "amd.com/gpu" must be a whole number, 0 or more, not the text "one"'],
  ],
  [
    'a device that Kubernetes can not name',
    step('run: a.py', 'resources: {AMD.com/gpu: 1}'),
    [`7:32 error BAD_NAME "AMD.com/gpu" is not the name of a device: ${DEVICE}`],
  ],
  [
    'a GPU under both of its names',
    step('run: a.py', 'resources: {gpu: 1, nvidia.com/gpu: 2}'),
    ['7:43 error CONFLICT "gpu" is "nvidia.com/gpu"; keep one of the two'],
  ],
  [
    'limits below what is asked for',
    step('run: a.py', 'resources: {cpu: 2, memory: 2Gi, limits: {cpu: 1, memory: 1Gi}}'),
    [
      '7:54 error MIN_OVER_MAX the limit of 1 core is below the 2 cores that the step asks for',
      '7:65 error MIN_OVER_MAX the limit of 1 GiB is below the 2 GiB that the step asks for',
    ],
  ],
  [
    'a limit of the defaults below what a step asks for',
    top('defaults: {resources: {limits: {cpu: 1.5}}}', 'finally: [{name: f, run: a.py, resources: {cpu: 2}}]'),
    ['3:49 error MIN_OVER_MAX the limit of 1.5 cores is below the 2 cores that the step asks for'],
  ],
  [
    'a limit of a step below what the defaults ask for',
    top('defaults: {resources: {cpu: 2}}', 'finally: [{name: f, run: a.py, resources: {limits: {cpu: 1}}}]'),
    ['3:58 error MIN_OVER_MAX the limit of 1 core is below the 2 cores that the step asks for'],
  ],
  [
    'two defaults that contradict each other, once',
    top('defaults: {resources: {cpu: 2, limits: {cpu: 1}}}', 'finally: [{name: f, run: a.py, resources: {gpu: 1}}]'),
    ['2:46 error MIN_OVER_MAX the limit of 1 core is below the 2 cores that the step asks for'],
  ],
  [
    'a limit of nothing',
    step('run: a.py', 'resources: {limits: {cpu: null}}'),
    ['7:33 error WRONG_TYPE "cpu" must be cores, like 0.5 or "500m", not nothing'],
  ],
  [
    'a limit in bytes',
    step('run: a.py', 'resources: {limits: {memory: 2147483648}}'),
    ['7:36 warning PLAIN_BYTES 2147483648 without a unit is bytes (2 GiB); write the unit'],
  ],
  [
    'a store without a unit',
    top('store: {size: 10}'),
    ['2:15 error BAD_MEMORY 10 is too little storage (a number without a unit is bytes); did you mean "10Mi"?'],
  ],
  [
    'a store with a unit that is none',
    top('store: {size: 10TB}'),
    ['2:15 error BAD_MEMORY the storage unit "TB" is not known; write "Ti" (1024) or "T" (1000)'],
  ],
  [
    'a claim and what only a new one has',
    top('store: {claim: files, size: 1Gi, storage_class: fast, access_mode: ReadWriteMany}'),
    [
      '2:29 error CONFLICT the claim "files" has its own "size"; keep one',
      '2:49 error CONFLICT the claim "files" has its own "storage_class"; keep one',
      '2:68 error CONFLICT the claim "files" has its own "access_mode"; keep one',
    ],
  ],
  [
    'an access mode that is none',
    top('store: {access_mode: RWX}'),
    ['2:22 error BAD_VALUE "access_mode" must be ReadWriteOnce or ReadWriteMany, not the text "RWX"'],
  ],
  [
    'a StorageClass without a name',
    top('store: {storage_class: ""}'),
    [
      '2:24 error BAD_NAME "" is not the name of a StorageClass: a-z, 0-9, "-" and ".", 253 characters at most, with a letter or digit at both ends',
    ],
  ],
];
