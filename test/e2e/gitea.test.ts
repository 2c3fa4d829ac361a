/** A real server: it fires the schedule of a workflow file, runs what is pushed, and shows the comment of a pull request. */
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
import { byCommandLine, canonicalOf, makeEverywhere, type EverywhereRepository } from './everywhere.ts';
import { makeScheduled, readRecord, scheduleFile } from './scheduled.ts';

// The server may have to be built, if nobody has done that before.
jest.setTimeout(1_800_000);

const execute = promisify(execFile);
const name = 'acme/models';

interface GiteaComment {
  readonly id: number;
  readonly body: string;
}

interface GiteaStatus {
  readonly context: string;
  readonly status: string;
}

/** What a file is and was made by. */
interface Written {
  readonly content: { readonly sha: string };
  readonly commit: { readonly sha: string };
}

let gitea: Gitea;
let everywhere: EverywhereRepository;
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
  everywhere = { folder: path.join(gitea.folder, 'everywhere'), out: path.join(gitea.folder, 'everywhere-out') };
  await makeEverywhere(everywhere);
  await gitea.publish('acme/everywhere', everywhere.folder);
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

/** What the look finds, as soon as it finds something. @throws with what the server said, after five minutes */
async function soon<T>(what: string, look: () => Promise<T | null>): Promise<T> {
  const end = Date.now() + 300_000;
  while (Date.now() < end) {
    const found = await look();
    if (found !== null) return found;
    await sleep(500);
  }
  throw new Error(`no ${what}:\n${await gitea.said()}`);
}

/** Of the first run that has one. */
function recordWhere(wanted: (record: RunRecord) => boolean): Promise<RunRecord> {
  return soon('such record', async () => {
    for (const file of await readdir(out)) {
      const parsed = runRecord.safeParse(await readRecord(path.join(out, file)).catch(() => null));
      if (parsed.success && wanted(parsed.data)) return parsed.data;
    }
    return null;
  });
}

const place = '/repos/acme/everywhere';

/** The only comment that there is, once it tells of the end of the run of that commit. */
function commentAbout(pull: number, head: string): Promise<GiteaComment> {
  return soon(`comment about ${head}`, async () => {
    const found = (await gitea.call('GET', `${place}/issues/${String(pull)}/comments`)) as readonly GiteaComment[];
    const [comment] = found;
    const isOver = comment?.body.includes(head.slice(0, 7)) === true && comment.body.includes('everywhere succeeded');
    return isOver && found.length === 1 ? comment : null;
  });
}

/** Of those of ours, once they are no longer pending. Gitea has one of its own for each job. */
function statusOf(head: string): Promise<GiteaStatus> {
  return soon(`commit status of ${head}`, async () => {
    const found = (await gitea.call('GET', `${place}/commits/${head}/statuses`)) as readonly GiteaStatus[];
    return found.find(({ context, status }) => context.startsWith('automl / ') && status !== 'pending') ?? null;
  });
}

const byHand = '2026-03-01T03:00:00.000Z';

test('the schedule is started by hand for a time', async () => {
  expect(await store.trigger('minute', byHand)).toBe(`${scheduleFile} of ${name} on main`);
  const record = await recordWhere(({ schedule }) => schedule?.at === byHand);
  expect(record).toMatchObject({ state: 'succeeded', event: 'schedule', schedule: { name: 'minute', at: byHand } });
});

// The minute passes meanwhile.
test('what is pushed is the run that it is everywhere', async () => {
  const found = await soon('record of a push', async () => {
    const file = (await readdir(everywhere.out)).find((name) => name.startsWith('push-'));
    return file === undefined ? null : canonicalOf(path.join(everywhere.out, file)).catch(() => null);
  });
  expect(found).toBe(await byCommandLine(everywhere));
});

test('a pull request has one comment, which a second push brings up to date', async () => {
  const write = async (text: string, before?: Written): Promise<Written> => {
    const first = { branch: 'main', new_branch: 'topic' };
    const asked = { content: Buffer.from(text).toString('base64'), message: text };
    const [method, more] =
      before === undefined ? ['POST', first] : ['PUT', { branch: 'topic', sha: before.content.sha }];
    return (await gitea.call(method, `${place}/contents/notes.txt`, { ...asked, ...more })) as Written;
  };
  const one = await write('one');
  const opened = { title: 'Topic', head: 'topic', base: 'main' };
  const { number } = (await gitea.call('POST', `${place}/pulls`, opened)) as { readonly number: number };
  const first = await commentAbout(number, one.commit.sha);
  const two = await write('two', one);
  const second = await commentAbout(number, two.commit.sha);
  expect(second.id).toBe(first.id);
  expect(second.body).not.toBe(first.body);
  expect(await statusOf(two.commit.sha)).toMatchObject({ context: 'automl / everywhere', status: 'success' });
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
