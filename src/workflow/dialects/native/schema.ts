/** The shape of an `automl.yaml`: what the reader checks, and what schema/workflow.schema.json is made of. */
import { z } from 'zod';
import { driver } from './driver.ts';
import { environments } from './environment.ts';
import { notify } from './notify.ts';
import { params } from './param.ts';
import { python } from './python.ts';
import { schedule } from './schedule.ts';
import { defaultsShape, stepShape } from './step-shape.ts';
import { store } from './store.ts';
import { name, nameKey } from './text.ts';

const step = z
  .strictObject(stepShape)
  .partial()
  .required({ name: true })
  .meta({ id: 'step', description: 'One program that runs.' });

export const STEPS = 'a list of steps';
const steps = z.array(step, { error: STEPS });

export const defaultsKeys = { ...defaultsShape, python };

/** Key by key, since the reader goes through them one by one. */
export const workflowShape = {
  name: name.meta({ description: 'Name of the workflow.' }),
  params,
  defaults: z.strictObject(defaultsKeys, { error: 'a map with image, requirements and the like' }).partial().meta({
    description:
      'Under every step, which may set its own. Merged key by key: `env`, `resources`, `node_selector`, `pod`.',
  }),
  stages: z
    .record(nameKey, steps, { error: 'a map from names of stages to lists of steps' })
    .meta({ description: 'One after the other, in this order; the steps of a stage run side by side.' }),
  finally: steps.meta({ description: 'Steps that always run at the end, also after a failure.' }),
  schedule,
  environments,
  preview: z.boolean({ error: 'true or false' }).meta({
    description:
      'Whether the services of a pull or merge request are deployed to an environment of its own, `pr-<number>`, which goes when it is closed. Default false.',
  }),
  notify,
  python,
  store,
  parallel: z
    .int({ error: 'a whole number, 1 or more' })
    .min(1)
    .meta({ description: 'Steps at the same time. Default: what the machine or cluster can do.' }),
  fail_fast: z
    .boolean({ error: 'true or false' })
    .meta({ description: 'Whether the first failure cancels what runs beside it. Default false.' }),
  concurrency: z.enum(['queue', 'replace', 'allow'], { error: 'queue, replace or allow' }).meta({
    description:
      'In a cluster, when a run of the same workflow and ref is not over: queue waits for it, replace cancels it, allow runs beside it. Default allow.',
  }),
  on_interrupt: z.enum(['cancel', 'detach'], { error: 'cancel or detach' }).meta({
    description:
      'In a cluster, when the process that began the run gets a signal: cancel ends the run, detach lets its steps go on. Default cancel; with `driver: cluster` detach.',
  }),
  driver,
};

export const workflowSchema = z
  .strictObject(workflowShape)
  .partial()
  .required({ name: true, stages: true })
  .meta({ title: 'automl workflow', description: 'A machine-learning pipeline: stages of steps.' });
