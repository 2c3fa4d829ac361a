/** Schedules and what their runs start from, for tests. */
import type { Starts } from '../../../../../src/backends/kubernetes/scheduling/cron-jobs.ts';
import type { Commit } from '../../../../../src/plan/plan.ts';
import { plainDriver } from '../../../../../src/workflow/driver.ts';
import type { Schedule } from '../../../../../src/workflow/model.ts';

export function schedule(fields: Partial<Schedule> = {}): Schedule {
  return {
    name: 'nightly',
    at: { line: 9, column: 1 },
    cron: '0 3 * * *',
    timezone: 'Europe/Berlin',
    backend: 'cluster',
    params: {},
    concurrency: 'forbid',
    catchUp: 'latest',
    retries: 0,
    suspend: false,
    jitter: 0,
    ...fields,
  };
}

export function commit(fields: Partial<Commit> = {}): Commit {
  return {
    head: 'aaaaaaaaaa',
    committed: '2026-03-01T00:00:00Z',
    merge: null,
    ref: 'main',
    dirty: false,
    tree: null,
    ...fields,
  };
}

export function starts(fields: Partial<Starts> = {}): Starts {
  return {
    source: { root: '/nowhere', files: [] },
    commit: commit(),
    url: 'https://example.com/acme/models.git',
    driver: plainDriver,
    image: 'runner:1',
    imagePullSecrets: [],
    env: [],
    assignsUsers: false,
    ...fields,
  };
}
