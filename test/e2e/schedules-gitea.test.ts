/** A real server fires the schedule of a workflow file, and the API verbs work on it. */
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { githubClient, type GitHubClient } from '../../src/forges/github/client.ts';
import { proposeSchedules } from '../../src/forges/github/schedules/pull-request.ts';
import { githubSchedules } from '../../src/forges/github/schedules/store.ts';
import { runRecord, type RunRecord } from '../../src/records/schema.ts';
import type { ScheduleStore } from '../../src/schedule/store.ts';
import { publishActions, startGitea, type Gitea } from '../gitea/gitea.ts';
import { scheduleOf } from '../github/schedules.ts';
import { makeScheduled, readRecord, scheduleFile } from './scheduled.ts';

// The server may have to be built, if nobody has done that before.
jest.setTimeout(1_800_000);

const execute = promisify(execFile);
const name = 'acme/models';

let gitea: Gitea;
let folder: string;
let out: string;
let client: GitHubClient;
let store: ScheduleStore;

beforeAll(async () => {
  gitea = await startGitea();
  await publishActions(gitea);
  out = path.join(gitea.folder, 'out');
  await mkdir(out);
  folder = path.join(gitea.folder, 'models');
  await makeScheduled({ folder, action: 'ml-org/automl-action@v1', out });
  await gitea.publish(name, folder);
  const [owner = '', repository = ''] = name.split('/');
  client = githubClient({ api: gitea.api, token: gitea.token, version: '1', env: {} });
  const place = { api: gitea.api, owner, name: repository, tokens: [] };
  const connect = () => Promise.resolve(client);
  store = githubSchedules({ repository: folder, file: 'automl.yaml', place, env: process.env, connect });
});
afterAll(async () => {
  await store.close();
  await gitea.stop();
});

/** Of the first run that has one. @throws with what the server said, after five minutes */
async function recordWhere(wanted: (record: RunRecord) => boolean): Promise<RunRecord> {
  const end = Date.now() + 300_000;
  while (Date.now() < end) {
    for (const file of await readdir(out)) {
      const parsed = runRecord.safeParse(await readRecord(path.join(out, file)).catch(() => null));
      if (parsed.success && wanted(parsed.data)) return parsed.data;
    }
    await sleep(500);
  }
  throw new Error(`no such record:\n${await gitea.said()}`);
}

const byHand = '2026-03-01T03:00:00.000Z';

// The minute passes meanwhile.
test('the schedule is started by hand for a time', async () => {
  expect(await store.trigger('minute', byHand)).toBe(`${scheduleFile} of ${name} on main`);
  const record = await recordWhere(({ schedule }) => schedule?.at === byHand);
  expect(record).toMatchObject({ state: 'succeeded', event: 'schedule', schedule: { name: 'minute', at: byHand } });
});

test('a change is a pull request, and the next one brings it up to date', async () => {
  const options = {
    repository: folder,
    file: 'automl.yaml',
    place: { api: gitea.api, owner: 'acme', name: 'models', tokens: [] },
  };
  const propose = (cron: string): Promise<string | null> =>
    proposeSchedules({ ...options, client, env: process.env }, [scheduleOf({ name: 'minute', cron })]);
  expect(await propose('0 3 * * *')).toBe(`${gitea.url}/${name}/pulls/1`);
  expect(await propose('0 4 * * *')).toBe(`${gitea.url}/${name}/pulls/1`);
  const changed = (await gitea.call('GET', `/repos/${name}/pulls/1/files`)) as { filename: string }[];
  expect(changed.map(({ filename }) => filename)).toEqual([scheduleFile]);
  // What is in the user's hands is as it was.
  expect((await execute('git', ['status', '--porcelain'], { cwd: folder })).stdout).toBe('');
  expect(await readFile(path.join(folder, scheduleFile), 'utf8')).toContain('* * * * *');
});

test('it fires by itself, and the run is one of the schedule', async () => {
  const record = await recordWhere(({ schedule }) => schedule?.at !== byHand);
  expect(record).toMatchObject({
    state: 'succeeded',
    event: 'schedule',
    environment: 'production',
    schedule: { name: 'minute', at: expect.stringMatching(/:00\.000Z$/) },
    params: { who: 'schedule' },
    commit: { head: (await execute('git', ['rev-parse', 'HEAD'], { cwd: folder })).stdout.trim() },
  });
});

test('it is stopped, and resumed', async () => {
  await store.suspend('minute');
  expect(await store.known()).toMatchObject([{ name: 'minute', cron: '* * * * *', suspended: 'person' }]);
  await store.resume('minute');
  expect(await store.known()).toMatchObject([{ name: 'minute', suspended: null }]);
});
