/**
 * The run record: the one account of a run. Exit code, summary, outputs and history are views of it.
 * Fields marked `volatile` differ between two runs of the same thing; `canonical()` leaves them out.
 */
import { z } from 'zod';
import { artifact, endpoint, metricValue, place } from '../backends/result.ts';
import { occasions } from '../workflow/notify.ts';

const volatile = <T extends z.ZodType>(type: T, description: string): T => type.meta({ description, volatile: true });
const stable = <T extends z.ZodType>(type: T, description: string): T => type.meta({ description });

const time = z.iso.datetime();
const seconds = z.number().min(0);

export const stepState = z.enum([
  'pending',
  'running',
  'succeeded',
  'failed',
  'skipped',
  'cancelled',
  'timed-out',
  'reused',
]);
export const runState = z.enum(['pending', 'running', 'succeeded', 'failed', 'cancelled']);

const gateResult = z.object({
  metric: stable(z.string(), 'Metric that is judged.'),
  min: stable(z.number().nullable(), 'Lowest value that passes, or null.'),
  max: stable(z.number().nullable(), 'Highest value that passes, or null.'),
  value: stable(metricValue.nullable(), 'What the step reported; null when it reported nothing.'),
  passed: stable(z.boolean(), 'Whether the value is within the limits.'),
});

const attempt = z.object({
  attempt: stable(z.int().min(1), 'Number of the attempt, from 1.'),
  state: stable(stepState, 'How it ended.'),
  reason: stable(z.string().nullable(), 'Why, in one sentence.'),
  exit_code: stable(z.int().nullable(), 'Exit code of the code, where it had one.'),
  lost: stable(
    z.literal(true).exactOptional(),
    'Its pod or its result was lost, which does not count against retries; absent otherwise.',
  ),
  started_at: stable(time, 'When it was started.'),
  ended_at: stable(time.nullable(), 'When it ended.'),
  install_seconds: stable(seconds, 'Seconds spent on requirements.'),
  code_seconds: stable(seconds, 'Seconds the code ran.'),
});

const task = {
  state: stable(stepState, 'State of the step.'),
  reason: stable(z.string().nullable(), 'Why it is in this state, in one sentence; null when there is nothing to say.'),
  exit_code: stable(z.int().nullable(), 'Exit code of the last attempt.'),
  metrics: stable(z.record(z.string(), metricValue), 'Last value of each metric.'),
  outputs: stable(z.record(z.string(), z.json()), 'Values of the scalar outputs.'),
  artifacts: stable(z.record(z.string(), artifact), 'What was collected, by output name.'),
  labels: stable(z.record(z.string(), z.string()), 'Labels set by the code.'),
  gates: stable(z.array(gateResult), 'Gates and what they saw.'),
  place: stable(place.nullable(), 'Where the code failed, inside the project.'),
  summary: stable(z.string().nullable(), 'The Markdown page that the code wrote.'),
  service: volatile(endpoint.nullable(), 'Where the service answered.'),
  warnings: volatile(z.array(z.string()), 'What was odd but did not fail the step.'),
  attempts: volatile(z.array(attempt), 'Every attempt.'),
  queued_at: volatile(time.nullable(), 'When everything it waits for had ended.'),
  started_at: volatile(time.nullable(), 'When its first attempt started.'),
  ended_at: volatile(time.nullable(), 'When its last attempt ended.'),
  log: volatile(z.string().nullable(), 'Where the log of the last attempt is, relative to the record.'),
};

const childRecord = z.object({
  iteration: stable(z.int().min(1), 'Number of the child, from 1.'),
  item: stable(z.json().optional(), 'The item of a for_each.'),
  params: stable(z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])), 'Params that the sweep set.'),
  ...task,
});
export type ChildRecord = z.infer<typeof childRecord>;

const stepRecord = z.object({
  name: stable(z.string(), 'Name of the step.'),
  stage: stable(z.string(), 'Stage it belongs to; "finally" for the steps of that block.'),
  kind: stable(z.enum(['job', 'service']), 'Whether it ends or serves.'),
  line: stable(z.int().min(1), 'Line of the workflow file where it stands.'),
  after: stable(z.string().nullable(), 'Stage that it waits for as a whole, or null.'),
  needs: stable(z.array(z.string()), 'Steps that it names itself: in needs, inputs or expressions.'),
  children: stable(z.array(childRecord).nullable(), 'Children of a sweep or for_each; null for a plain step.'),
  select: stable(
    z.object({ metric: z.string(), order: z.enum(['min', 'max']) }).nullable(),
    'What a sweep selects its best child by; null where nothing is selected.',
  ),
  best: stable(z.int().min(1).nullable(), 'Number of the child that a sweep selected.'),
  ...task,
});
export type StepRecord = z.infer<typeof stepRecord>;

const notification = z.object({
  on: z.enum(occasions).meta({ description: 'What it was about.' }),
  channel: z.enum(['slack', 'webhook', 'email']).meta({ description: 'How it was sent.' }),
  to: z.string().meta({ description: 'Host or addresses that it was sent to.' }),
  state: z.enum(['sent', 'failed']).meta({ description: 'Whether it was taken.' }),
  reason: z.string().nullable().meta({ description: 'Why it was not; null when it was.' }),
});
export type NotificationRecord = z.infer<typeof notification>;

export const runRecord = z.object({
  schema: stable(z.literal('automl.run/1'), 'Name and version of this format.'),
  id: volatile(z.string(), 'Run id.'),
  workflow: stable(z.string(), 'Name of the workflow.'),
  file: stable(z.string(), 'The workflow file, relative to the repository.'),
  environment: stable(z.string().nullable(), 'Where services are deployed; null where this ref deploys nowhere.'),
  event: volatile(z.string(), 'What started the run: push, pull_request, schedule, command ...'),
  schedule: volatile(
    z.object({ name: z.string(), at: time }).nullable().default(null),
    'Schedule that it was started by, and the time that it stands for; null: none.',
  ),
  url: volatile(z.string().nullable().default(null), 'Page of the CI job that began it; null: it began in none.'),
  pull: volatile(
    z.int().min(1).nullable().default(null),
    'Number of the pull or merge request that it is about; null: none.',
  ),
  base: volatile(
    z.string().nullable().default(null),
    'Branch whose last success it is compared with; null: none is known.',
  ),
  backend: volatile(z.enum(['local', 'kubernetes']), 'What ran the steps.'),
  version: volatile(z.string(), 'Version of automl-action.'),
  host: volatile(z.string(), 'Machine of the driver.'),
  commit: stable(
    z.object({
      head: stable(z.string().nullable(), 'Commit the run is about; null outside git.'),
      merge: volatile(z.string().nullable(), 'Merge commit made by the CI for a pull request.'),
      ref: volatile(z.string().nullable(), 'Branch or tag.'),
      dirty: stable(z.boolean(), 'The working tree differed from the commit.'),
      tree: stable(z.string().nullable(), 'sha256 of the source files when dirty or outside git.'),
      url: volatile(z.string().optional(), 'Repository that was cloned for the run; absent: it was in a folder.'),
    }),
    'The source of the run.',
  ),
  params: stable(z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])), 'Params of the run.'),
  state: stable(runState, 'State of the run.'),
  reason: stable(z.string().nullable(), 'The first failure, in one sentence; null when there was none.'),
  started_at: volatile(time, 'When the run started.'),
  ended_at: volatile(time.nullable(), 'When it ended.'),
  steps: stable(z.array(stepRecord), 'Steps in file order, finally steps last.'),
  notifications: volatile(z.array(notification).default([]), 'Who was told what became of the run.'),
});
export type RunRecord = z.infer<typeof runRecord>;
