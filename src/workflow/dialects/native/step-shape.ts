/** The keys of a step. */
import { z } from 'zod';
import { positiveDuration } from './amount.ts';
import { codeShape } from './code.ts';
import { gate } from './gate.ts';
import { objectName } from './object-name.ts';
import { inputs, outputs } from './output.ts';
import { podShape } from './pod.ts';
import { resources } from './resources.ts';
import { retries } from './retries.ts';
import { service } from './service.ts';
import { sweep } from './sweep.ts';
import { list, name, plain } from './text.ts';
import { env } from './variable.ts';

const CONDITION = 'an expression: ${{ ... }}';
const pattern = '^\\s*\\$\\{\\{[\\s\\S]*\\}\\}\\s*$';
const expression = z.string({ error: CONDITION }).meta({ pattern });

/** Keys that `defaults` sets for every step. Null in a step takes the default away. */
export const defaultsShape = {
  image: plain('the name of an image')
    .nullable()
    .meta({ description: 'Container image. On this machine your own Python is used.' }),
  requirements: plain('the path of a requirements file')
    .nullable()
    .meta({ description: 'requirements.txt that is installed before the code runs, relative to this file.' }),
  working_directory: plain('the path of a folder')
    .nullable()
    .meta({ description: 'Folder that the code runs in, relative to this file. Default: that of this file.' }),
  env: env.nullable().meta({
    description:
      'Environment variables. `${{ }}` is rendered. In a cluster also {secret: x, key: y} or {config_map: x, key: y}.',
  }),
  secrets: list(objectName('Secret'), 'a list of names of secrets')
    .nullable()
    .meta({ description: 'Secrets whose entries become environment variables.' }),
  retries: retries.nullable(),
  on_lost: z.enum(['rerun', 'fail'], { error: 'rerun or fail' }).nullable().meta({
    description:
      'In a cluster, when the pod is evicted, preempted or deleted, or its node or result is lost: rerun starts the step again, which does not count as a retry; fail fails it. Default rerun.',
  }),
  resources: resources.nullable().meta({ description: 'CPU, memory and devices that the step asks for.' }),
  timeout: positiveDuration
    .nullable()
    .meta({ description: 'How long the code may run: 30, "10m", "1h30m". Default: no limit.' }),
  start_timeout: positiveDuration
    .nullable()
    .meta({ description: 'How long queueing, pulling and installing may take. Default 10m.' }),
  ...podShape,
};

export const stepShape = {
  name: name.meta({ description: 'Name of the step, unique in the file.' }),
  ...codeShape,
  ...defaultsShape,
  needs: list(z.string({ error: 'the name of a step' }), 'a list of names of steps').meta({
    description: 'Steps to wait for, in place of the whole previous stage.',
  }),
  inputs,
  outputs,
  when: z
    .union([z.boolean(), expression], { error: CONDITION })
    .meta({ description: 'Runs only if this expression is true: ${{ steps.split.outputs.rows > 100 }}.' }),
  for_each: expression.meta({
    description: 'Runs once for each item of this list: ${{ steps.x.outputs.y }}. The item is `item`.',
  }),
  sweep,
  gate,
  service,
  on_failure: z
    .boolean({ error: 'true or false' })
    .meta({ description: 'In `finally` only: runs only when the run failed.' }),
};
