/** A schedule as a workflow file has it. */
import type { Schedule } from '../../src/workflow/model.ts';

export function scheduleOf(said: Partial<Schedule>): Schedule {
  return {
    name: 'nightly',
    at: { line: 3, column: 1 },
    cron: '0 3 * * *',
    timezone: 'UTC',
    backend: 'ci',
    params: {},
    concurrency: 'forbid',
    catchUp: 'latest',
    retries: 0,
    suspend: false,
    jitter: 0,
    ...said,
  };
}
