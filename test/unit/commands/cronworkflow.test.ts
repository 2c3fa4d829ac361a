import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startGitServer, type GitServer } from '../../integration/remote/git-server.ts';
import { Repository } from '../../integration/remote/repository.ts';
import { orderOf } from '../../../src/backends/kubernetes/scheduling/told.ts';
import { kubeconfigOf, serveObjects } from '../backends/kubernetes/client/object-server.ts';
import type { ApiServer } from '../backends/kubernetes/client/server.ts';
import { FakeApi } from '../backends/kubernetes/fake-api.ts';
import { automl, type WordsEnded } from './words.ts';

let api: FakeApi;
let server: ApiServer;
let git: GitServer;
let repository: Repository;
let url: string;
beforeEach(async () => {
  api = new FakeApi();
  api.put('ServiceAccount', { metadata: { name: 'automl-wine' } });
  server = await serveObjects(api);
  repository = new Repository({
    'config.yaml': `version: 1.0.0
stages:
  main: [{step_name: train, path_to_executable: train.py, dependency_path: requirements.txt}]
`,
    'train.py': '',
    'requirements.txt': '',
    'bad.yaml': 'stages: {a: [{name: one, need: [b]}]}\n',
  });
  git = await startGitServer({ folder: repository.parent });
  url = `http://127.0.0.1:${git.port}/models.git`;
});
afterEach(async () => {
  await git.close();
  await server.close();
  repository.remove();
});

const cw = (...words: readonly string[]): Promise<WordsEnded> => {
  const env = { PATH: process.env['PATH'], HOME: repository.parent, KUBECONFIG: kubeconfigOf(server) };
  return automl(words, { cwd: repository.parent, cache: repository.parent, now: Date.now, env });
};
const monday = ['--schedule', '0 3 * * mon'];

describe('a cronworkflow', () => {
  test('is made once, and changed: a CronJob whose runs clone the head of the branch', async () => {
    const made = await cw('create', 'cw', 'wine', url, ...monday, '--retries', '2');
    const [cronJob] = api.all('CronJob');
    expect(made).toEqual({
      code: 0,
      out: `created  cronjob/${cronJob?.metadata?.name ?? ''}\n`,
      err: expect.any(String),
    });
    expect(cronJob?.spec).toMatchObject({ schedule: '0 3 * * mon', timeZone: 'UTC' });
    expect(cronJob === undefined ? null : orderOf(cronJob)).toMatchObject({
      workflow: 'wine',
      schedule: { name: 'wine', retries: 2 },
      from: { url, branch: 'main' },
      owner: { file: 'config.yaml' },
    });
    expect(await cw('create', 'cronworkflow', 'wine', url, ...monday)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`has it already: automl update cronworkflow wine ${url}`),
    });
    repository.git('branch', 'stable');
    const changed = [
      '-s',
      '@daily',
      '--timezone',
      'Europe/Berlin',
      '-b',
      'stable',
      '--id',
      '7',
      '--history-limit',
      '1',
    ];
    const { out, err } = await cw('update', 'cw', 'wine', url, ...changed);
    expect(out).toMatch(/^changed {2}cronjob/);
    expect(err).toContain('note: --id is not needed any more, and ignored\nnote: --history-limit is ignored');
    expect(api.all('CronJob')).toMatchObject([{ spec: { schedule: '0 0 * * *', timeZone: 'Europe/Berlin' } }]);
    expect((await cw('get', 'cws')).out).toMatch(/^wine +wine +0 0 \* \* \* +Europe\/Berlin +cluster +active/m);
    expect((await cw('delete', 'cw', 'wine')).code).toBe(0);
    expect(await cw('update', 'cw', 'wine', url, ...monday)).toMatchObject({
      code: 2,
      err: expect.stringContaining(`does not have it: automl create cronworkflow wine ${url}`),
    });
  });

  test('that is only checked, or can not be, is not made', async () => {
    expect((await cw('create', 'cw', 'wine', url, ...monday, '--check')).code).toBe(0);
    expect((await cw('create', 'cw', 'wine', url, ...monday, '--check', '--file', 'bad.yaml')).code).toBe(3);
    const commit = repository.git('rev-parse', 'HEAD');
    const refused = async (...words: readonly string[]) => {
      const { code, err } = await cw('create', 'cw', ...words);
      expect([code, api.all('CronJob')]).toEqual([2, []]);
      return err;
    };
    expect(await refused('wine', url, '--schedule', '*/0 * * * *')).toContain('--schedule "*/0 * * * *": ');
    expect(await refused('wine', url, ...monday, '--timezone', 'Mars/Olympus')).toContain('--timezone "Mars/Olympus"');
    expect(await refused('wine', url, ...monday, '--ref', commit)).toContain('the head of a branch each time');
    expect(await refused('wine', repository.url, ...monday)).toContain("pods of the cluster can't read file:");
    expect(await refused('wine', url)).toContain("--schedule <cron>' not specified");
  });
});
