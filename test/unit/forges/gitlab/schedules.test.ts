import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { gitlabSchedules } from '../../../../src/forges/gitlab/schedules.ts';
import type { ScheduleStore } from '../../../../src/schedule/store.ts';
import type { Schedule } from '../../../../src/workflow/model.ts';
import { Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = new Scene();
  await scene.open();
});
afterEach(() => scene.close());

const wine = { workflow: 'wine', file: 'examples/wine/automl.yaml' };
const store = (who = 'bot', scope = wine): ScheduleStore => gitlabSchedules(scene.client(who), scope);
const made = { dryRun: false };

const schedule = (fields: Partial<Schedule> = {}): Schedule => ({
  name: 'nightly',
  at: { line: 3, column: 1 },
  cron: '0 3 * * 1',
  timezone: 'Europe/Berlin',
  backend: 'ci',
  params: {},
  concurrency: 'forbid',
  catchUp: 'skip',
  retries: 0,
  suspend: false,
  jitter: 0,
  ...fields,
});

const actions = async (wanted: readonly Schedule[], who?: string) =>
  (await store(who).sync(wanted, made)).map(({ name, action }) => `${action} ${name}`);

describe('a sync of the schedules of a file', () => {
  test('makes what is missing, on the default branch, in words that people read', async () => {
    const changes = await store().sync([schedule()], made);
    expect(changes).toEqual([
      {
        name: 'nightly',
        action: 'create',
        object: 'pipeline schedule 13',
        details: ['cron "0 3 * * 1" in Europe/Berlin on refs/heads/main'],
      },
    ]);
    expect(scene.gitlab.schedules.all).toMatchObject([
      {
        description: 'automl wine/nightly (examples/wine/automl.yaml)',
        cron: '0 3 * * 1',
        cron_timezone: 'Europe/Berlin',
        ref: 'refs/heads/main',
        active: true,
        owner: { username: 'project_42_bot' },
      },
    ]);
  });

  test('writes nothing when all is as it should be', async () => {
    const wanted = [schedule(), schedule({ name: 'weekly', cron: '@weekly', suspend: true })];
    await actions(wanted);
    scene.gitlab.calls.length = 0;
    expect(await actions(wanted)).toEqual(['unchanged nightly', 'unchanged weekly']);
    expect(scene.gitlab.writes).toEqual([]);
  });

  test('writes a nickname out: not every GitLab knows them', async () => {
    await actions([schedule({ cron: '@daily' })]);
    expect(scene.gitlab.schedules.all[0]?.cron).toBe('0 0 * * *');
  });

  test('changes what differs, and only that', async () => {
    await actions([schedule()]);
    const [change] = await store().sync([schedule({ cron: '0 4 * * 1', ref: 'topic' })], made);
    expect(change?.details).toEqual([
      'cron "0 4 * * 1" was "0 3 * * 1"',
      'ref "refs/heads/topic" was "refs/heads/main"',
    ]);
    expect(scene.gitlab.schedules.all).toMatchObject([{ cron: '0 4 * * 1', ref: 'refs/heads/topic', active: true }]);
  });

  test('follows a workflow that was renamed', async () => {
    await actions([schedule()]);
    await store('bot', { ...wine, workflow: 'red-wine' }).sync([schedule()], made);
    expect(scene.gitlab.schedules.all.map(({ description }) => description)).toEqual([
      'automl red-wine/nightly (examples/wine/automl.yaml)',
    ]);
  });

  test('takes away what the file names no more, and a second one of a name', async () => {
    await actions([schedule(), schedule({ name: 'weekly' })]);
    scene.gitlab.schedules.add({ description: 'automl wine/nightly (examples/wine/automl.yaml)' });
    expect(await actions([schedule()])).toEqual(['unchanged nightly', 'delete weekly', 'delete nightly']);
    expect(await actions([])).toEqual(['delete nightly']);
    expect(scene.gitlab.schedules.all).toEqual([]);
  });

  test("leaves other people's schedules and other files alone", async () => {
    const theirs = [
      scene.gitlab.schedules.add({ description: 'nightly build' }),
      scene.gitlab.schedules.add({ description: 'automl wine/nightly (automl.yaml)' }),
      scene.gitlab.schedules.add({ description: 'run automl wine/nightly (examples/wine/automl.yaml)' }),
    ];
    await actions([schedule()]);
    await actions([]);
    expect(scene.gitlab.schedules.all).toEqual(theirs);
    expect(scene.gitlab.writes).toEqual([
      'POST /projects/42/pipeline_schedules',
      expect.stringContaining('DELETE /projects/42/pipeline_schedules/'),
    ]);
  });

  test('tells without doing it, when that is asked for', async () => {
    const changes = await store().sync([schedule()], { dryRun: true });
    expect(changes).toMatchObject([{ action: 'create', object: 'pipeline schedule' }]);
    expect(scene.gitlab.writes).toEqual([]);
  });

  test('needs a branch', async () => {
    scene.gitlab.project = { ...scene.gitlab.project, default_branch: null };
    await expect(actions([schedule()])).rejects.toThrow('project acme/models has no branch yet');
    expect(await actions([schedule({ ref: 'main' })])).toEqual(['create nightly']);
  });

  test('says what GitLab has against a schedule', async () => {
    scene.gitlab.schedules.limit = 0;
    await expect(actions([schedule()])).rejects.toThrow('Maximum number of pipeline schedules (0) exceeded');
    scene.gitlab.project = { ...scene.gitlab.project, protectedBranches: ['main'] };
    await expect(actions([schedule()], 'maeda')).rejects.toThrow('not authorized to create the pipeline schedule');
  });

  test('takes one that vanished meanwhile for removed', async () => {
    await actions([schedule()]);
    const list = { status: 200, body: scene.gitlab.schedules.all.map((one) => ({ ...one })) };
    scene.gitlab.schedules.all.length = 0;
    scene.gitlab.failures.push(list);
    expect(await actions([])).toEqual(['delete nightly']);
  });
});

describe('a schedule that does not fire', () => {
  test('by the file fires again when the file says so', async () => {
    await actions([schedule({ suspend: true })]);
    expect(scene.gitlab.schedules.all).toMatchObject([
      { active: false, description: 'automl wine/nightly (examples/wine/automl.yaml), suspended in the file' },
    ]);
    expect(await store().known()).toMatchObject([{ name: 'nightly', suspended: 'file' }]);
    await actions([schedule()]);
    expect(scene.gitlab.schedules.all).toMatchObject([
      { active: true, description: 'automl wine/nightly (examples/wine/automl.yaml)' },
    ]);
  });

  test('by a person stays so, whatever else changes', async () => {
    await actions([schedule()]);
    await store().suspend('nightly');
    const [change] = await store().sync([schedule()], made);
    expect(change).toMatchObject({ action: 'unchanged', details: [expect.stringContaining('automl resume nightly')] });
    await actions([schedule({ cron: '5 3 * * 1' })]);
    expect(scene.gitlab.schedules.all).toMatchObject([{ active: false, cron: '5 3 * * 1' }]);
    expect(await store().known()).toMatchObject([{ suspended: 'person' }]);
  });

  test("by a person and then by the file is the file's", async () => {
    await actions([schedule()]);
    await store().suspend('nightly');
    await actions([schedule({ suspend: true })]);
    await actions([schedule()]);
    expect(await store().known()).toMatchObject([{ suspended: null }]);
  });

  test('is resumed by name, once', async () => {
    await actions([schedule({ suspend: true })]);
    await store().resume('nightly');
    expect(await store().known()).toMatchObject([{ suspended: null, cron: '0 3 * * 1', timezone: 'Europe/Berlin' }]);
    scene.gitlab.calls.length = 0;
    await store().resume('nightly');
    expect(scene.gitlab.writes).toEqual([]);
  });

  test('is started by name all the same', async () => {
    await actions([schedule({ suspend: true })]);
    expect(await store().trigger('nightly', '2026-03-02T02:00:00Z')).toBe('a pipeline of pipeline schedule 13');
    expect(scene.gitlab.schedules.played).toEqual([13]);
  });

  test('is not found by a name that there is not', async () => {
    await expect(store().suspend('nightly')).rejects.toThrow(
      'there is no "nightly" among the pipeline schedules of project 42 at 127.0.0.1',
    );
    await actions([schedule()]);
    await expect(store().trigger('nightli', '')).rejects.toThrow('did you mean "nightly"?');
  });
});

describe('the owner of a schedule', () => {
  test('is kept, and named where somebody else would change it; nothing is changed then', async () => {
    await actions([schedule()], 'maeda');
    scene.gitlab.calls.length = 0;
    await expect(actions([schedule({ cron: '5 3 * * 1' }), schedule({ name: 'new' })])).rejects.toThrow(
      'pipeline schedule 13 belongs to @maeda, and GitLab lets only the owner change one, not @project_42_bot: use a token of the owner, or "Take ownership" at https://gitlab.example/acme/models/-/pipeline_schedules',
    );
    expect(scene.gitlab.writes).toEqual([]);
    await expect(store().suspend('nightly')).rejects.toThrow('belongs to @maeda');
    expect(scene.gitlab.schedules.all).toMatchObject([{ owner: { username: 'maeda' }, active: true }]);
  });

  test('is told by a dry run too', async () => {
    await actions([schedule()], 'maeda');
    const dry = store().sync([schedule({ cron: '5 3 * * 1' })], { dryRun: true });
    await expect(dry).rejects.toThrow('belongs to @maeda');
  });

  test('may be gone', async () => {
    await actions([schedule()]);
    for (const one of scene.gitlab.schedules.all) one.owner = null;
    await expect(actions([schedule({ cron: '5 3 * * 1' })])).rejects.toThrow('belongs to nobody any more');
  });

  test('does not stop an administrator, and a Maintainer may remove it', async () => {
    await actions([schedule()], 'maeda');
    expect(await actions([schedule({ cron: '5 3 * * 1' })], 'root')).toEqual(['change nightly']);
    expect(await actions([], 'bot')).toEqual(['delete nightly']);
  });
});
