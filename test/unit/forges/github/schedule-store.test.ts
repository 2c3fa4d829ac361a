import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { githubClient } from '../../../../src/forges/github/client.ts';
import { githubPlace, githubToken } from '../../../../src/forges/github/place.ts';
import { proposeSchedules } from '../../../../src/forges/github/schedules/pull-request.ts';
import { githubSchedules } from '../../../../src/forges/github/schedules/store.ts';
import type { ScheduleStore } from '../../../../src/schedule/store.ts';
import { FakeGitHub } from '../../../github/fake.ts';
import { scheduleOf } from '../../../github/schedules.ts';
import { startGitHub, type RunningGitHub } from '../../../github/server.ts';

const made = '.github/workflows/automl-nightly.yml';

let folder: string;
let repository: string;
let fake: FakeGitHub;
let server: RunningGitHub;
const stores: ScheduleStore[] = [];

const env = {
  PATH: process.env['PATH'],
  HOME: '/nowhere',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
};
const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], {
    cwd: repository,
    encoding: 'utf8',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(repository, file)), { recursive: true });
  writeFileSync(path.join(repository, file), text);
};
const read = (file: string): string => readFileSync(path.join(repository, file), 'utf8');

beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'automl-github-'));
  repository = path.join(folder, 'models');
  mkdirSync(repository);
  git('init', '--quiet', '--bare', '--initial-branch=main', path.join(folder, 'origin.git'));
  git('init', '--quiet', '--initial-branch=main');
  git('remote', 'add', 'origin', path.join(folder, 'origin.git'));
  // What runs the workflow already; without it the action's version would be asked for.
  write('.github/workflows/ci.yml', 'on: push\njobs: {train: {runs-on: x, steps: [{uses: a/automl-action@v1}]}}\n');
  write('automl.yaml', 'name: wine\n');
  git('add', '.');
  git('commit', '--quiet', '--message=first');
  git('push', '--quiet', 'origin', 'main');
  fake = new FakeGitHub();
  server = await startGitHub(fake);
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  await server.close();
  rmSync(folder, { recursive: true });
  expect(server.violations).toEqual([]);
});
const place = () => ({ api: server.url, owner: 'acme', name: 'models', tokens: ['GITHUB_TOKEN', 'GH_TOKEN'] });
/** Milliseconds that calls have paused. */
let paused = 0;
const sleep = (delay: number): Promise<void> => {
  paused += delay;
  return Promise.resolve();
};
const connect = () =>
  Promise.resolve(
    githubClient({ api: server.url, token: fake.token, version: '1', env: {}, now: () => paused, sleep }),
  );
const store = (token: 'token' | 'no token' = 'token'): ScheduleStore => {
  const connection = token === 'token' ? connect : null;
  const opened = githubSchedules({ repository, file: 'automl.yaml', place: place(), env, connect: connection });
  stores.push(opened);
  return opened;
};

describe('a sync', () => {
  test('writes, changes and deletes the files, and says so', async () => {
    const sync = (...schedules: Parameters<typeof scheduleOf>[0][]) =>
      store('no token').sync(schedules.map(scheduleOf), { dryRun: false });
    expect(await sync({})).toEqual([{ name: 'nightly', action: 'create', object: made, details: [] }]);
    expect(await sync({})).toMatchObject([{ action: 'unchanged' }]);
    expect(await sync({ cron: '5 4 * * *', timezone: 'Asia/Tokyo', suspend: true })).toEqual([
      {
        name: 'nightly',
        action: 'change',
        object: made,
        details: ['cron "5 4 * * *" was "0 3 * * *"', 'timezone Asia/Tokyo was UTC', 'suspended'],
      },
    ]);
    expect(await sync()).toEqual([{ name: 'nightly', action: 'delete', object: made, details: [] }]);
    expect(existsSync(path.join(repository, made))).toBe(false);
    expect(server.requests).toEqual([]);
  });

  test('as a dry run changes nothing', async () => {
    expect(await store().sync([scheduleOf({})], { dryRun: true })).toMatchObject([{ action: 'create' }]);
    expect(existsSync(path.join(repository, made))).toBe(false);
  });

  test('writes through no link', async () => {
    const precious = path.join(folder, 'precious');
    writeFileSync(precious, 'mine');
    symlinkSync(precious, path.join(repository, made));
    await store('no token').sync([scheduleOf({})], { dryRun: false });
    expect(readFileSync(precious, 'utf8')).toBe('mine');
    expect(read(made)).toContain('nightly');
  });

  test('takes over what was made of a workflow file that has moved', async () => {
    write('models/automl.yaml', 'name: wine\n');
    const options = { repository, file: 'models/automl.yaml', place: null, env, connect: null };
    const moved = githubSchedules(options);
    await store('no token').sync([scheduleOf({})], { dryRun: false });
    await expect(moved.sync([scheduleOf({})], { dryRun: false })).rejects.toThrow(
      /is that of a schedule in automl\.yaml: give the schedule another name/,
    );
    rmSync(path.join(repository, 'automl.yaml'));
    expect(await moved.sync([scheduleOf({})], { dryRun: false })).toMatchObject([{ action: 'change' }]);
    expect(read(made)).toContain('from models/automl.yaml');
  });

  test('says when no job of the repository runs the file', async () => {
    write('.github/workflows/ci.yml', 'on: push\njobs: {}\n');
    // Of what was made before the version is kept, and nobody is asked for one.
    write(
      made,
      '# Made by `automl schedule sync` from automl.yaml: change that file, or the job that is copied, then call it again.\n',
    );
    const [change] = await store().sync([scheduleOf({})], { dryRun: false });
    expect(change?.details).toContainEqual(expect.stringMatching(/^no job of the repository runs automl\.yaml/));
  });
});

describe('the version of the action, where no job names one', () => {
  /** What stands for https://github.com/ there. */
  const instead = (place: string) => ({
    ...env,
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.file://${place}/.insteadOf`,
    GIT_CONFIG_VALUE_0: 'https://github.com/',
  });
  const written = async (place: string): Promise<string> => {
    write('.github/workflows/ci.yml', 'on: push\njobs: {}\n');
    const options = { repository, file: 'automl.yaml', place: null, connect: null, env: instead(place) };
    await githubSchedules(options).sync([scheduleOf({})], { dryRun: false });
    return read(made);
  };

  test('is the commit that its tag stands for', async () => {
    git('-c', 'tag.gpgsign=false', 'tag', '--annotate', '--message=one', 'v1');
    git('clone', '--quiet', '--bare', repository, path.join(folder, 'automl-action', 'automl-action'));
    const commit = git('rev-parse', 'HEAD').trim();
    expect(await written(folder)).toContain(`uses: automl-action/automl-action@${commit} # v1\n`);
  });

  test('is the tag, where nobody can be asked', async () => {
    expect(await written('/nowhere')).toContain('uses: automl-action/automl-action@v1\n');
  });
});

describe('what is known', () => {
  test('by the files alone: what they say, and when they were committed', async () => {
    await store().sync([scheduleOf({ timezone: 'Europe/Berlin' }), scheduleOf({ name: 'rare', suspend: true })], {
      dryRun: false,
    });
    const before = await store('no token').known();
    expect(before).toEqual([
      { name: 'nightly', cron: '0 3 * * *', timezone: 'Europe/Berlin', suspended: null, since: null },
      { name: 'rare', cron: '0 3 * * *', timezone: 'UTC', suspended: 'file', since: null },
    ]);
    git('add', '.');
    git('commit', '--quiet', '--message=schedules');
    const since = new Date(git('log', '-1', '--format=%cI').trim()).toISOString();
    expect(await store('no token').known()).toEqual(before.map((each) => ({ ...each, since })));
  });

  test('GitHub says what a person stopped, or it itself did', async () => {
    await store().sync([scheduleOf({}), scheduleOf({ name: 'idle' })], { dryRun: false });
    fake.workflows.set(made, 'disabled_manually').set('.github/workflows/automl-idle.yml', 'disabled_inactivity');
    expect(await store().known()).toMatchObject([{ suspended: 'person' }, { suspended: 'person' }]);
  });
});

test('more workflow files than a page has', async () => {
  await store().sync([scheduleOf({})], { dryRun: false });
  for (let number = 0; number < 100; number += 1)
    fake.workflows.set(`.github/workflows/${String(number)}.yml`, 'active');
  fake.workflows.set(made, 'disabled_manually');
  expect(await store().known()).toMatchObject([{ suspended: 'person' }]);
});

describe('by the API', () => {
  beforeEach(async () => {
    await store().sync([scheduleOf({})], { dryRun: false });
    fake.workflows.set(made, 'active');
  });

  test('a schedule is stopped, resumed and started for a time', async () => {
    await store().suspend('nightly');
    expect(fake.workflows.get(made)).toBe('disabled_manually');
    await store().resume('nightly');
    expect(fake.workflows.get(made)).toBe('active');
    expect(await store().trigger('nightly', '2026-03-01T03:00:00.000Z')).toBe(`${made} of acme/models on main`);
    expect(fake.dispatches).toEqual([
      { file: made, ref: 'main', inputs: { scheduled_at: '2026-03-01T03:00:00.000Z' } },
    ]);
  });

  test('a name that is not there is told with those that are', async () => {
    await expect(store().suspend('nigthly')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'GitHub has no schedule "nigthly" of automl.yaml; did you mean "nightly"?',
    });
  });

  test('without a token it says which is wanted', async () => {
    await expect(store('no token').suspend('nightly')).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringMatching(/ wants a token with `actions: write`: set GITHUB_TOKEN or GH_TOKEN$/),
    });
  });

  test('a file that is not on the default branch yet', async () => {
    fake.workflows.clear();
    await expect(store().suspend('nightly')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a pull request', () => {
  const proposeFor = async (file: string, ...schedules: Parameters<typeof scheduleOf>[0][]): Promise<string | null> => {
    const client = await connect();
    const options = { repository, file, place: place(), client, env };
    return proposeSchedules(options, schedules.map(scheduleOf)).finally(() => client.close());
  };
  const propose = (...schedules: Parameters<typeof scheduleOf>[0][]) => proposeFor('automl.yaml', ...schedules);
  const proposed = (): readonly string[] => {
    git('fetch', '--quiet', 'origin', 'automl/schedules');
    return git('diff', '--name-status', 'main', 'FETCH_HEAD').trim().split('\n');
  };

  test('has the files and nothing else, whatever the user has in hand', async () => {
    write('automl.yaml', 'name: changed\n');
    write('staged.txt', '');
    git('add', 'staged.txt');
    const status = git('status', '--porcelain');
    expect(await propose({})).toBe('https://github.com/acme/models/pull/1');
    expect(git('status', '--porcelain')).toBe(status);
    expect(existsSync(path.join(repository, made))).toBe(false);
    expect(proposed()).toEqual([`A\t${made}`]);
    expect(fake.pulls).toMatchObject([{ head: 'automl/schedules', base: 'main', title: 'Schedules of automl.yaml' }]);
    expect(fake.pulls[0]?.body).toContain(`- \`${made}\``);
  });

  test('that is open is brought up to date', async () => {
    await propose({});
    expect(await propose({ cron: '5 3 * * *' }, { name: 'weekly' })).toBe('https://github.com/acme/models/pull/1');
    expect(fake.pulls).toHaveLength(1);
    expect(proposed()).toEqual([`A\t${made}`, 'A\t.github/workflows/automl-weekly.yml']);
  });

  test('leaves alone what is proposed for another workflow file', async () => {
    write('.github/workflows/other.yml', read('.github/workflows/ci.yml').replace('@v1', '@v1, with: {file: models}'));
    await propose({});
    expect(await proposeFor('models/automl.yaml', { name: 'other' })).toBe('https://github.com/acme/models/pull/2');
    expect(proposed()).toEqual([`A\t${made}`]);
    expect(fake.pulls.map(({ head }) => head)).toEqual(['automl/schedules', 'automl/schedules-models/automl-yaml']);
  });

  test('deletes what is left', async () => {
    await store().sync([scheduleOf({})], { dryRun: false });
    git('add', '.');
    git('commit', '--quiet', '--message=schedules');
    git('push', '--quiet', 'origin', 'main');
    await propose();
    expect(proposed()).toEqual([`D\t${made}`]);
    expect(read(made)).not.toBe('');
    // Also after a sync has deleted it here.
    await store().sync([], { dryRun: false });
    await propose();
    expect(proposed()).toEqual([`D\t${made}`]);
  });

  test('is not made where the default branch has it all', async () => {
    await store().sync([scheduleOf({})], { dryRun: false });
    git('add', '.');
    git('commit', '--quiet', '--message=schedules');
    git('push', '--quiet', 'origin', 'main');
    expect(await propose({})).toBeNull();
    expect(fake.pulls).toEqual([]);
  });

  test('that the token may not push says which may', async () => {
    const hook = path.join(folder, 'origin.git', 'hooks', 'pre-receive');
    const said = 'refusing to allow a GitHub App to create or update workflow `x.yml` without `workflows` permission';
    writeFileSync(hook, `#!/bin/sh\necho '${said}' >&2\nexit 1\n`, { mode: 0o755 });
    await expect(propose({})).rejects.toMatchObject({
      code: 'FORGE',
      message: expect.stringMatching(
        /the token of a job may never write workflow files: push as a person, or with a token/,
      ),
    });
  });
});

describe('the place of the repository', () => {
  const origin = { forge: 'git.acme.example', path: 'acme/models' };
  test.each([
    [
      'a job',
      { GITHUB_API_URL: 'https://ghe/api/v3', GITHUB_REPOSITORY: 'a/b' },
      origin,
      'github',
      'https://ghe/api/v3',
      'a',
    ],
    ['github.com', {}, { ...origin, forge: 'github.com' }, 'github', 'https://api.github.com', 'acme'],
    ['ghe.com', {}, { ...origin, forge: 'acme.ghe.com' }, 'github', 'https://api.acme.ghe.com', 'acme'],
    ['Enterprise', {}, origin, 'github', 'https://git.acme.example/api/v3', 'acme'],
    ['Gitea', {}, origin, 'gitea', 'https://git.acme.example/api/v1', 'acme'],
  ] as const)('%s', (_, environment, remote, forge, api, owner) => {
    expect(githubPlace(environment, remote, forge)).toMatchObject({ api, owner });
  });

  test('nowhere', () => {
    expect(githubPlace({}, null, 'github')).toBeNull();
    expect(githubPlace({}, { forge: 'github.com', path: 'a/b/c' }, 'github')).toBeNull();
  });
});

describe('a token', () => {
  const env = { GITHUB_TOKEN: 'public', GH_ENTERPRISE_TOKEN: 'ours', GITEA_TOKEN: 'tea' };
  test.each([
    ['github.com', 'github', {}, 'public'],
    ['acme.ghe.com', 'github', {}, 'public'],
    ['ghe.com.evil.example', 'github', {}, 'ours'],
    ['evil.example', 'github', {}, 'ours'],
    ['evil.example', 'gitea', {}, 'tea'],
    ['evil.example', 'github', { GITHUB_API_URL: 'https://ghe.example/api/v3' }, 'public'],
  ] as const)('for %s that is like %s, with %j: %s', (forge, kind, said, token) => {
    const found = githubPlace(said, { forge, path: 'acme/models' }, kind);
    expect(found === null ? null : githubToken({ ...env, ...said }, found)).toBe(token);
  });

  test('of github.com is sent to no server because an origin names that', () => {
    const found = githubPlace({}, { forge: 'evil.example', path: 'acme/models' }, 'github');
    expect(found === null ? '' : githubToken({ GITHUB_TOKEN: 'public', GH_TOKEN: 'public' }, found)).toBeNull();
  });
});
