/** Runs that people are told of. */
import type { NoticePlace } from '../../../src/notify/notices.ts';
import { Notices } from '../../../src/notify/notices.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import type { RunRecord } from '../../../src/records/schema.ts';
import type { Notice } from '../../../src/workflow/notify.ts';
import { planOf, recordOf, stepOf } from '../report/fixtures.ts';

export const forest = stepOf('train/forest', {
  state: 'failed',
  reason: 'exit 1: ValueError: Input X contains NaN',
  place: {
    file: 'steps/forest.py',
    line: 31,
    cell: null,
    error: 'ValueError',
    message: 'Input X contains NaN',
  },
});

export const failed: RunRecord = recordOf([stepOf('prepare/split'), forest], { environment: 'production' });
export const succeeded: RunRecord = recordOf([stepOf('prepare/split')], { environment: 'production' });

export function noticeOf(channel: Notice['channel'], fields: Partial<Notice> = {}): Notice {
  return { on: ['failed', 'recovered'], lateAfter: 900, environments: null, branches: null, channel, ...fields };
}

export const slack = { kind: 'slack', url: { secret: 'hooks', key: 'url' } } as const;

export interface Told {
  readonly notices: Notices;
  readonly warnings: string[];
}

export function noticesOf(
  notify: readonly Notice[],
  fields: Partial<Plan> = {},
  env: Readonly<Record<string, string>> = {},
): Told {
  const warnings: string[] = [];
  // Nobody waits, and the time passes all the same.
  let slept = 0;
  const plan = planOf([], { notify, run: { id: '7hq2', event: 'push' }, environment: 'production', ...fields });
  const notices = new Notices({
    plan,
    env,
    version: '1.2.3',
    now: () => Date.now() + slept,
    warn: (sentence) => warnings.push(sentence),
    sleep: (milliseconds) => {
      slept += milliseconds;
      return Promise.resolve();
    },
  });
  return { notices, warnings };
}

/** @param secrets by `name/key` */
export function placeOf(secrets: Readonly<Record<string, string>>, fields: Partial<NoticePlace> = {}): NoticePlace {
  return {
    secret: ({ secret, key }) => Promise.resolve(secrets[`${secret}/${key}`] ?? null),
    previous: () => Promise.resolve(null),
    claim: () => Promise.resolve(true),
    ...fields,
  };
}

export const patient = new AbortController().signal;
