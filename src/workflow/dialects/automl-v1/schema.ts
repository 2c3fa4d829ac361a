/** The keys of automl v1's `config.yaml`, each with the values that the old reader took, and memory units besides. */
import { z } from 'zod';
import { checkCron } from '../../cron.ts';
import { cpu, flag, memory, sentence, text, whole } from './value.ts';

const SECONDS = 'a whole number of seconds, 1 or more';
const COUNT = 'a whole number, 1 or more';
const LIMIT = 'a whole number, 0 or more';
const PORT = 'a port from 1 to 65535';

const list = (phrase: string) => z.array(text('a text'), { error: phrase });

const matching = (phrase: string, pattern: RegExp) => text(phrase).pipe(z.string().regex(pattern, { error: phrase }));

const schedule = text('a cron expression like "0 3 * * 1"').check(({ value, issues }) => {
  const problem = checkCron(value);
  if (problem !== null) issues.push(sentence('BAD_CRON', value, problem));
});

export const workflowShape = {
  version: text('the version of automl').nullable(),
  name: text('the name of the workflow').nullable(),
  schedule: schedule.nullable(),
  // Read part by part, so that a mistake in one hides no other.
  stages: z.unknown(),
  namespace: z.unknown(),
};

export const stepShape = {
  step_name: text('the name of the step'),
  path_to_executable: matching('the path of a .py or .ipynb file', /^.+\.(?:py|ipynb)$/s),
  dependency_path: matching('the path of a .txt file with requirements', /^.+\.txt$/s),
  image: matching('the name of an image', /^\S+$/).nullable(),
  command: list('a list of words').nullable(),
  envs: z
    .record(
      z.string().regex(/^[A-Za-z_.-][\w.-]*$/, { error: 'a name for an environment variable' }),
      text('a text, a number, true or false'),
      { error: 'a map from names of variables to their values' },
    )
    .nullable(),
  secrets: list('a list of names of secrets').nullable(),
  cpu_request: cpu.nullable(),
  memory_request: memory.nullable(),
  replicas: whole(COUNT, 1).nullable(),
  backoff_limit: whole(LIMIT, 0).nullable(),
  revision_history_limit: whole(LIMIT, 0).nullable(),
  timeout: whole(SECONDS, 1).nullable(),
  polling_time: whole(SECONDS, 1).nullable(),
  wait_before_start_time: whole(SECONDS, 1).nullable(),
  min_ready_seconds: whole(SECONDS, 1).nullable(),
  service: z.unknown(),
  namespace: z.unknown(),
};

export const serviceShape = {
  port: whole(PORT, 1, 65_535).nullable(),
  ingress: flag.nullable(),
  max_startup_time_seconds: z.unknown(),
};
