import { describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chooseForge } from '../../../src/commands/choose-forge.ts';
import { ScheduleStores } from '../../../src/commands/schedule-stores.ts';
import { syncAll } from '../../../src/commands/schedule-sync.ts';
import { AutomlError } from '../../../src/errors.ts';
import { scheduleOf } from '../../github/schedules.ts';
import type { ScheduleStore } from '../../../src/schedule/store.ts';
import type { Schedule, ScheduleBackend } from '../../../src/workflow/model.ts';

const schedule = (name: string, backend: ScheduleBackend): Schedule => scheduleOf({ name, backend });

/** Notes what it is asked for. */
class Store implements ScheduleStore {
  readonly kind = 'cluster';
  readonly place: string;
  readonly synced: string[] = [];
  closed = 0;

  constructor(place: string) {
    this.place = place;
  }

  sync(wanted: readonly Schedule[], { dryRun }: { readonly dryRun: boolean }) {
    this.synced.push(`${wanted.map(({ name }) => name).join(' ')}${dryRun ? ' (dry)' : ''}`);
    return Promise.resolve(wanted.map(({ name }) => ({ name, action: 'create', object: name, details: [] }) as const));
  }

  known = () => Promise.resolve([]);
  suspend = () => Promise.resolve();
  resume = () => Promise.resolve();
  trigger = () => Promise.resolve('');

  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}

const both: readonly ScheduleBackend[] = ['ci', 'cluster'];

describe('a sync', () => {
  test('gives each backend its schedules, opened once, and says where each stands', async () => {
    const [ci, cluster] = [new Store('pipelines'), new Store('CronJobs')];
    const stores = new ScheduleStores({ ci: () => Promise.resolve(ci), cluster: () => Promise.resolve(cluster) });
    const schedules = [schedule('a', 'ci'), schedule('b', 'cluster'), schedule('c', 'ci')];
    const changes = await syncAll({ schedules }, stores, { backends: both, dryRun: true });
    expect([ci.synced, cluster.synced]).toEqual([['a c (dry)'], ['b (dry)']]);
    expect(changes.map(({ name, place }) => [name, place])).toEqual([
      ['a', 'pipelines'],
      ['c', 'pipelines'],
      ['b', 'CronJobs'],
    ]);
    expect(await stores.need('ci')).toBe(ci);
    await stores.close();
    expect([ci.closed, cluster.closed]).toEqual([1, 1]);
  });

  test('takes away what the file names no more, where anybody can be asked', async () => {
    const ci = new Store('pipelines');
    const none = new ScheduleStores({ ci: () => Promise.resolve(ci), cluster: () => Promise.resolve(null) });
    expect(await syncAll({ schedules: [] }, none, { backends: both, dryRun: false })).toEqual([]);
    expect(ci.synced).toEqual(['']);
    const noToken = () => Promise.reject(new AutomlError('USAGE', 'no token'));
    const mute = new ScheduleStores({ ci: noToken, cluster: () => Promise.resolve(null) });
    expect(await syncAll({ schedules: [] }, mute, { backends: both, dryRun: false })).toEqual([]);
    await mute.close();
  });

  test('fails where what the file asks for can not be asked', async () => {
    const stores = new ScheduleStores({
      ci: () => Promise.reject(new AutomlError('USAGE', 'no token')),
      cluster: () => Promise.resolve(null),
    });
    const how = { backends: both, dryRun: false };
    await expect(syncAll({ schedules: [schedule('a', 'ci')] }, stores, how)).rejects.toThrow('no token');
    await expect(syncAll({ schedules: [schedule('b', 'cluster')] }, stores, how)).rejects.toThrow(
      'no cluster is configured for the schedules of backend "cluster"',
    );
  });
});

describe('the forge of a project', () => {
  const inFolder = <T>(files: readonly string[], use: (repository: string) => T): T => {
    const folder = mkdtempSync(path.join(tmpdir(), 'automl-forge-'));
    try {
      for (const file of files) {
        mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
        writeFileSync(path.join(folder, file), '');
      }
      return use(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
  const github = '.github/workflows/ci.yml';
  const gitea = '.gitea/workflows/ci.yml';
  const gitlab = '.gitlab-ci.yml';

  test.each<[string, Record<string, string>, string | null, readonly string[], string | null]>([
    ['a job of GitLab', { GITLAB_CI: 'true' }, 'github.com', [github], 'gitlab'],
    [
      'a job of Gitea, which looks like one of GitHub',
      { GITHUB_ACTIONS: 'true', GITEA_ACTIONS: 'true' },
      null,
      [],
      'gitea',
    ],
    ['a job of GitHub', { GITHUB_ACTIONS: 'true' }, null, [gitlab], 'github'],
    ['an origin at GitHub', {}, 'github.com', [github, gitlab], 'github'],
    ['an origin at GitLab', {}, 'gitlab.com', [], 'gitlab'],
    ['a server of their own with files of GitHub', {}, 'git.acme.com', [github], 'github'],
    ['a server of their own with files of Gitea', {}, 'git.acme.com', [gitea], 'gitea'],
    ['a server of their own with a file of GitLab', {}, 'git.acme.com', [gitlab], 'gitlab'],
    ['nothing', {}, 'git.acme.com', [], null],
  ])('is told by %s', (_, env, host, files, forge) => {
    expect(inFolder(files, (repository) => chooseForge({ host, repository }, { env }))).toBe(forge);
  });

  test('is asked for where there are files of two', () => {
    inFolder([github, gitlab], (repository) => {
      const signs = { host: null, repository };
      expect(() => chooseForge(signs, { env: {} })).toThrow(
        'there are .github/workflows and .gitlab-ci.yml: say by --forge which one starts the schedules',
      );
      expect(chooseForge({ ...signs, asked: 'gitlab' }, { env: {} })).toBe('gitlab');
    });
  });
});
