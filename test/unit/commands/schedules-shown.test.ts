/** When a workflow fires, as `validate` and `plan` say it; what of its schedules is rarely meant. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { runsFolder } from '../../../src/records/file-store.ts';
import type { RunRecord } from '../../../src/records/schema.ts';
import { recordOf } from '../report/fixtures.ts';
import { automl, type WordsEnded } from './words.ts';

const FILE = `name: wine
stages: {one: [{name: s, command: [echo, hi]}]}
schedule:
  - {name: nightly, cron: "30 2 * * *", timezone: Europe/Berlin, backend: cluster}
  - {name: often, cron: "*/30 * * * *"}
`;
const NOW = Date.parse('2026-11-21T12:00:00Z');
const NEXT = 'next: Sun 2026-11-22 02:30 CET, Mon 2026-11-23 02:30 CET, Tue 2026-11-24 02:30 CET';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'automl-schedules-'));
  await writeFile(path.join(folder, 'automl.yaml'), FILE);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function words(line: string, now = NOW): Promise<WordsEnded> {
  return automl(line.split(' '), { cwd: folder, env: {}, now: () => now, isAlive: () => false });
}

async function record(id: string, minutes: number, fields: Partial<RunRecord> = {}): Promise<void> {
  const place = path.join(runsFolder(folder), id);
  await mkdir(place, { recursive: true });
  const ended_at = new Date(NOW).toISOString();
  const started_at = new Date(NOW - minutes * 60_000).toISOString();
  const kept = recordOf([], { id, workflow: 'wine', state: 'succeeded', started_at, ended_at, ...fields });
  await writeFile(path.join(place, 'record.json'), JSON.stringify(kept));
}

test('validate says when each schedule fires next, and what is rarely meant', async () => {
  const { out } = await words('validate');
  expect(out).toContain(
    'automl.yaml:4:27  warn   DST_GAP     02:30 does not exist in Europe/Berlin on 2027-03-28: skipped\n',
  );
  expect(out).toContain(`schedule nightly  30 2 * * * Europe/Berlin (at 02:30)\n  ${NEXT}`);
  expect(out).toContain('schedule often  */30 * * * * UTC (every 30 minutes)\n  next: Sat 2026-11-21 12:30 UTC, ');
});

test('which change of the clocks is the next one depends on the day', async () => {
  const { out } = await words('validate', Date.parse('2027-06-01T00:00:00Z'));
  expect(out).toContain('DST_GAP     02:30 does not exist in Europe/Berlin on 2028-03-26: skipped');
});

test('programs get the same', async () => {
  const { out } = await words('validate --format json');
  const { schedules, warnings } = JSON.parse(out) as { warnings: number; schedules: readonly { next: string[] }[] };
  expect(warnings).toBe(2);
  expect(schedules).toMatchObject([
    { file: 'automl.yaml', name: 'nightly', timezone: 'Europe/Berlin' },
    { name: 'often' },
  ]);
  expect(schedules[0]?.next).toEqual([22, 23, 24, 25, 26].map((day) => `2026-11-${day}T01:30:00.000Z`));
});

test('a file with errors has no times', async () => {
  await writeFile(path.join(folder, 'automl.yaml'), FILE.replace('30 2', '30 25'));
  expect((await words('validate')).out).not.toContain('next:');
});

test('plan says it too', async () => {
  const { out, err } = await words('plan');
  expect(out).toContain(`schedule nightly  30 2 * * * Europe/Berlin (at 02:30)\n  ${NEXT}`);
  expect(err).toContain('DST_GAP');
  expect(err).not.toContain('runs took');
  expect(JSON.parse((await words('plan -o json')).out)).toMatchObject({
    workflow: 'wine',
    schedules: [{ name: 'nightly' }, {}],
  });
});

test('plan says which schedule comes sooner than its runs end', async () => {
  await record('r1', 45);
  await record('r2', 40);
  await record('r3', 1, { state: 'failed' });
  await record('r4', 1, { workflow: 'other' });
  const { err } = await words('plan');
  expect(err).toContain(
    'warning: automl.yaml:5:25 SLOW_RUNS the last 2 runs took 40 minutes or more, and "often" comes every 30 minutes\n',
  );
  await record('r5', 20, { schedule: { name: 'often', at: new Date(NOW).toISOString() } });
  expect((await words('plan')).err).not.toContain('runs took');
});
