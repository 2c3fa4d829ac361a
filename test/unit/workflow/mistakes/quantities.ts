/** Durations, CPU, memory, schedules, addresses. */
import type { Case } from './case.ts';
import { stepFile as step, topFile as top } from '../read.ts';

export const quantities: readonly Case[] = [
  [
    'a duration',
    step('run: a.py', 'timeout: 10 minutes'),
    [
      '7:16 error BAD_DURATION "10 minutes" is not a duration; write a number of seconds or a text like "90s", "10m" or "1h30m"',
    ],
  ],
  [
    'a duration of nothing',
    step('run: a.py', 'timeout: 0'),
    ['7:16 error BAD_DURATION a duration of 0 ends before it begins; write null for no limit'],
  ],
  [
    'a timeout of more than a week',
    step('run: a.py', 'timeout: 8d'),
    ['7:16 warning LONG_TIMEOUT this timeout is longer than a week'],
  ],
  [
    'CPU',
    step('run: a.py', 'resources: {cpu: lots}'),
    ['7:24 error BAD_CPU "lots" is not an amount of CPU; write cores, like 0.5, or thousandths, like "500m"'],
  ],
  [
    'memory',
    step('run: a.py', 'resources: {memory: 500MB}'),
    ['7:27 error BAD_MEMORY the memory unit "MB" is not known; write "Mi" (1024) or "M" (1000)'],
  ],
  [
    'memory without a unit',
    step('run: a.py', 'resources: {memory: 500}'),
    ['7:27 error BAD_MEMORY 500 is too little memory (a number without a unit is bytes); did you mean "500Mi"?'],
  ],
  [
    'memory in bytes',
    step('run: a.py', 'resources: {memory: 524288000}'),
    ['7:27 warning PLAIN_BYTES 524288000 without a unit is bytes (500 MiB); write the unit'],
  ],
  ['a schedule', top('schedule: "0 25 * * *"'), ['2:11 error BAD_CRON schedule "0 25 * * *": hour 25 is not in 0-23']],
  [
    'one of several schedules',
    top('schedule:', '  - "0 3 * * *"', '  - {cron: "0 3 * *"}'),
    [
      '4:12 error BAD_CRON a cron expression has 5 fields (minute, hour, day of month, month, day of week), "0 3 * *" has 4',
    ],
  ],
  [
    'a time zone',
    top('schedule: {cron: "0 3 * * *", timezone: Europe/Berln}'),
    ['2:41 error BAD_TIMEZONE the time zone "Europe/Berln" is not known; did you mean "Europe/Berlin"?'],
  ],
  [
    'a password',
    top('python: {extra_index: ["https://x.example", "https://me:word@x.example/simple"]}'),
    ['2:23 warning PASSWORD_IN_FILE a password stands in the file, for all to read; keep it in a secret'],
  ],
];
