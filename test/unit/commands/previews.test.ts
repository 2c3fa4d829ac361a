import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { putRun } from '../backends/kubernetes/inventory/scene.ts';
import { inPreview, putPreview } from '../backends/kubernetes/serving/preview-scene.ts';
import { ViewScene } from './view-scene.ts';

let scene: ViewScene;
beforeEach(async () => {
  scene = await ViewScene.open();
});
afterEach(() => scene.close());

const acme = { repository: 'r1', name: 'acme/models' };
const deployed = (): readonly string[] => scene.api.all('Deployment').map(({ metadata }) => metadata?.name ?? '');

/** The job of a pull request of `acme/models`, as GitHub tells it. */
async function job(action: string, from = 'acme/models'): Promise<Readonly<Record<string, string>>> {
  const file = path.join(scene.folder, 'event.json');
  const side = (repository: string) => ({ sha: 'abc', ref: 'topic', repo: { full_name: repository } });
  const pull = {
    number: 7,
    state: action === 'closed' ? 'closed' : 'open',
    head: side(from),
    base: side('acme/models'),
  };
  await writeFile(file, JSON.stringify({ action, pull_request: pull, repository: { default_branch: 'main' } }));
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: file,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_REPOSITORY: 'acme/models',
    GITHUB_REPOSITORY_ID: 'r1',
    GITHUB_SHA: 'abc',
  };
}

describe('automl get previews', () => {
  test('is a table of what is deployed of pull requests', async () => {
    putPreview(scene.api, 7, acme);
    putRun(scene.api, { id: 'r7', owner: inPreview(7, acme) });
    putRun(scene.api, { id: 'r8', owner: inPreview(8, acme), isOver: false });
    const { out } = await scene.there('get previews');
    expect(out).toMatch(/^preview +workflow +services +url +commit +last run +age\n/);
    expect(out).toMatch(/^pr-7 +wine +api \(ready\) +http:\/\/wine-api-\w+\.ml:5000 +abcdef0 +r7 +\d+d$/m);
    expect(out).toMatch(/^pr-8 +wine +– +– +– +r8 /m);
  });

  test('is values for programs', async () => {
    putPreview(scene.api, 7, acme);
    expect(JSON.parse((await scene.there('get previews -o json')).out)).toMatchObject([
      { environment: 'pr-7', pull: 7, repository: 'github.com/acme/models', services: [{ step: 'api' }] },
    ]);
    expect((await scene.there('get previews -w beer')).out).toBe('no previews in namespace ml\n');
  });
});

describe('automl delete preview', () => {
  test('takes those away whose numbers are given, and says what went', async () => {
    for (const pull of [7, 8, 9]) putPreview(scene.api, pull, acme);
    const ended = await scene.there('delete preview 7 #9 12');
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toBe(
      'preview pr-7 of wine removed: 1 service (api), 0 runs\npreview pr-9 of wine removed: 1 service (api), 0 runs\n',
    );
    expect(deployed()).toHaveLength(1);
  });

  test('is content where there is none', async () => {
    expect(await scene.there('delete preview 7')).toMatchObject({
      code: 0,
      out: 'namespace ml has no preview of pull request 7\n',
    });
  });

  test('asks which one where two repositories have a pull request of the number', async () => {
    putPreview(scene.api, 7, acme);
    putPreview(scene.api, 7, { repository: 'r2', name: 'acme/more' });
    const { code, err } = await scene.there('delete preview 7');
    expect(code).toBe(2);
    expect(err).toMatch(
      /^2 repositories have such a preview here; say which:\n {2}--project \w+ {2}github\.com\/acme\/mo/,
    );
    const [, project = ''] = /--project (\w+) {2}github\.com\/acme\/more/.exec(err) ?? [];
    expect((await scene.there(`delete preview 7 --project ${project}`)).code).toBe(0);
    expect(deployed()).toHaveLength(1);
  });

  test('means that of its job, and of its repository', async () => {
    putPreview(scene.api, 7, acme);
    putPreview(scene.api, 7, { repository: 'r2', name: 'acme/more' });
    const env = await job('opened');
    const { code, out } = await scene.there('delete preview', { env: { ...scene.env, ...env } });
    expect({ code, out }).toEqual({ code: 0, out: 'preview pr-7 of wine removed: 1 service (api), 0 runs\n' });
    expect(deployed()).toHaveLength(1);
  });

  test('has to know which', async () => {
    expect(await scene.there('delete preview')).toMatchObject({
      code: 2,
      err: expect.stringContaining('which preview?'),
    });
    expect(await scene.there('delete preview seven')).toMatchObject({ code: 2 });
    expect(await scene.there('delete preview --all-closed')).toMatchObject({
      code: 2,
      err: 'which pull requests are closed only a job of a forge can ask: name their numbers',
    });
  });
});

describe('automl run in the job of a pull request that was closed', () => {
  const said = 'pull request 7 is closed: nothing is run for it\n';

  test('takes the preview away, also without the file, and runs nothing', async () => {
    putPreview(scene.api, 7, acme);
    putPreview(scene.api, 8, acme);
    const env = { ...scene.env, ...(await job('closed')) };
    const { code, out } = await scene.there('run', { env });
    expect({ code, out }).toEqual({ code: 0, out: `${said}preview pr-7 of wine removed: 1 service (api), 0 runs\n` });
    expect(deployed()).toHaveLength(1);
    expect(await scene.there('run', { env })).toMatchObject({
      code: 0,
      out: `${said}namespace ml has no preview of pull request 7\n`,
    });
  });

  test('knows its repository by the id: names change, and go to others', async () => {
    putPreview(scene.api, 7, { repository: 'r1', name: 'acme/wine' });
    putPreview(scene.api, 7, { repository: 'r2', name: 'acme/models' });
    const { code, out } = await scene.there('run', { env: { ...scene.env, ...(await job('closed')) } });
    expect({ code, out }).toEqual({ code: 0, out: `${said}preview pr-7 of wine removed: 1 service (api), 0 runs\n` });
    expect((await scene.there('get previews')).out).toMatch(/^pr-7/m);
    expect(scene.api.all('Deployment')[0]?.metadata?.annotations).toMatchObject({
      'automl-action/repository': 'github.com/acme/models',
    });
  });

  test('does nothing where there is no cluster, or the pull request is of a fork', async () => {
    putPreview(scene.api, 7, acme);
    expect(await scene.there('run', { env: await job('closed') })).toMatchObject({ code: 0, out: said });
    const fork = { ...scene.env, ...(await job('closed', 'mallory/models')) };
    expect((await scene.there('run', { env: fork })).code).toBe(0);
    expect(deployed()).toHaveLength(1);
  });

  test('is not what automl plan does', async () => {
    putPreview(scene.api, 7, acme);
    const env = { ...scene.env, ...(await job('closed')) };
    expect(await scene.there('plan', { env })).toMatchObject({ code: 0, err: said });
    expect(deployed()).toHaveLength(1);
  });
});
