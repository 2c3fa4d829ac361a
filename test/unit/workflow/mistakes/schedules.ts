/** Schedules: their keys, names and params, and what has no effect where they run. */
import type { Case } from './case.ts';
import { rest, topFile as top } from '../read.ts';

const cluster = 'cron: "5 3 * * *", backend: cluster';

function needing(...lines: readonly string[]): string {
  return ['name: test', 'params: {city: {type: str}, n: 1}', ...lines, rest].join('\n');
}

export const schedules: readonly Case[] = [
  [
    'a word that is no key of one',
    top('schedule: {cron: "5 3 * * *", timezon: UTC}'),
    ['2:31 error UNKNOWN_KEY the key "timezon" is not known in "schedule"; did you mean "timezone"?'],
  ],
  [
    'one without times',
    top('schedule: {timezone: UTC}'),
    ['2:1 error MISSING_KEY "cron" is missing in "schedule": a cron expression like "0 3 * * 1"'],
  ],
  [
    'a number',
    top('schedule: 5'),
    [
      '2:11 error WRONG_TYPE "schedule" must be a cron expression, a map with cron and the like, or a list of those, not the number 5',
    ],
  ],
  [
    'a number in a list',
    top('schedule: [5]'),
    [
      '2:12 error WRONG_TYPE item 1 of "schedule" must be a cron expression, a map with cron and the like, not the number 5',
    ],
  ],
  ['nothing', top('schedule:'), ['2:1 warning EMPTY_VALUE "schedule" has no value']],
  [
    'a zone that is an offset',
    top('schedule: {cron: "5 3 * * *", timezone: "+02:00"}'),
    ['2:41 error BAD_TIMEZONE the time zone "+02:00" is not known'],
  ],
  [
    'a zone in other letters than its file has',
    top('schedule: {cron: "5 3 * * *", timezone: EUROPE/BERLIN}'),
    ['2:41 error BAD_TIMEZONE the time zone "EUROPE/BERLIN" is not known; did you mean "Europe/Berlin"?'],
  ],
  ...[
    ['Utc', 'UTC'],
    ['US/EASTERN', 'America/New_York'],
    ['ETC/UTC', 'UTC'],
    ['Etc/utc', 'UTC'],
  ].map(([zone = '', hint = '']): Case => [
    `a zone that no file is named like: ${zone}`,
    top(`schedule: {cron: "5 3 * * *", timezone: ${zone}}`),
    [`2:41 error BAD_TIMEZONE the time zone "${zone}" is not known; did you mean "${hint}"?`],
  ]),
  [
    'a backend',
    top('schedule: {cron: "5 3 * * *", backend: clustr}'),
    ['2:40 error BAD_VALUE "backend" must be ci or cluster, not the text "clustr"; did you mean "cluster"?'],
  ],
  [
    'what becomes of others',
    top('schedule: {cron: "5 3 * * *", concurrency: queue}'),
    ['2:44 error BAD_VALUE "concurrency" must be forbid, replace or allow, not the text "queue"'],
  ],
  [
    'too many retries',
    top(`schedule: {${cluster}, retries: 11}`),
    ['2:58 error BAD_VALUE "retries" must be a whole number from 0 to 10, not the number 11'],
  ],
  [
    'a deadline that the controller never meets',
    top(`schedule: {${cluster}, deadline: 5s}`),
    ['2:59 error BAD_DURATION 5 s is no whole number of seconds, 10 or more: Kubernetes counts nothing else here'],
  ],
  [
    'starts that overtake each other',
    top('schedule: {cron: "*/15 8-18 * * *", backend: cluster, jitter: 15m}'),
    ['2:63 error BAD_VALUE jitter of 900 s is not below the 900 s that lie between two times of "*/15 8-18 * * *"'],
  ],
  ...['-x', 'a b', 'a..b', 'a~1', 'x.lock', 'a//b', '.a', 'a/'].map((ref): Case => [
    `the branch ${ref}`,
    top(`schedule: {cron: "5 3 * * *", ref: "${ref}"}`),
    [`2:36 error BAD_VALUE "ref" must be the name of a branch, like main, not the text "${ref}"`],
  ]),
  [
    'a name',
    top('schedule: {name: Nightly Run, cron: "5 3 * * *"}'),
    [
      '2:18 error BAD_NAME "Nightly Run" is not a name: it has a-z, 0-9, "-" and "_", with a letter or digit at both ends; "nightly-run" would do',
    ],
  ],
  [
    'a name that stands twice',
    top('schedule:', '  - {name: nightly, cron: "5 3 * * *"}', '  - {name: nightly, cron: "5 4 * * *"}'),
    ['4:12 error DUPLICATE_NAME the schedule "nightly" is there twice; the first is in line 3'],
  ],
  [
    'a name that another has without being told',
    top('schedule: [{name: test-2, cron: "5 3 * * *"}, "5 4 * * *", "5 5 * * *"]'),
    ['2:47 error DUPLICATE_NAME the schedule "test-2" is there twice; the first is in line 2'],
  ],
  [
    'a param that is not there',
    needing('schedule: {cron: "5 3 * * *", params: {city: Rome, m: 2}}'),
    ['3:52 error UNKNOWN_PARAM there is no param "m" to set'],
  ],
  [
    'a param that is near another',
    needing('schedule: {cron: "5 3 * * *", params: {citty: Rome, city: Rome}}'),
    ['3:40 error UNKNOWN_PARAM there is no param "citty" to set; did you mean "city"?'],
  ],
  [
    'a value that does not fit',
    needing('schedule: {cron: "5 3 * * *", params: {city: Rome, n: many}}'),
    ['3:55 error BAD_VALUE this value of "n" is the text "many", not a whole number'],
  ],
  [
    'a param that only a person could give',
    needing(
      'schedule:',
      '  - "5 3 * * *"',
      '  - {cron: "5 4 * * *", params: {n: 2}}',
      '  - {cron: "5 5 * * *", params: {city: Oslo}}',
    ),
    [
      '4:5 error PARAM_NEEDED the schedule "test-1" gives no value to the param "city", which has no default',
      '5:5 error PARAM_NEEDED the schedule "test-2" gives no value to the param "city", which has no default',
    ],
  ],
  [
    'what a CI knows nothing of',
    top('schedule: {cron: "5 3 * * *", jitter: 1m, deadline: 1h, catch_up: all, retries: 1}'),
    [
      '2:31 warning CLUSTER_ONLY "jitter" counts with "backend: cluster" alone; GitHub and GitLab start it when they come to it',
      '2:43 warning CLUSTER_ONLY "deadline" counts with "backend: cluster" alone; GitHub and GitLab start it however late they are',
      '2:57 warning CLUSTER_ONLY "catch_up" counts with "backend: cluster" alone; GitHub and GitLab leave out what they missed',
      '2:72 warning CLUSTER_ONLY "retries" counts with "backend: cluster" alone; GitHub and GitLab run it once',
    ],
  ],
  [
    'several, none of which hides another',
    top(
      'schedule:',
      '  - {cron: "5 25 * * *", retries: x}',
      '  - {cron: "5 3 * * *", params: {a: 1}}',
      '  - {kron: "@daily"}',
    ),
    [
      '3:12 error BAD_CRON schedule "5 25 * * *": hour 25 is not in 0-23',
      '3:35 error WRONG_TYPE "retries" must be a whole number from 0 to 10, not the text "x"',
      '4:34 error UNKNOWN_PARAM there is no param "a" to set',
      '5:5 error MISSING_KEY "cron" is missing in "schedule": a cron expression like "0 3 * * 1"',
      '5:6 error UNKNOWN_KEY the key "kron" is not known in item 3 of "schedule"; did you mean "cron"?',
    ],
  ],
];
