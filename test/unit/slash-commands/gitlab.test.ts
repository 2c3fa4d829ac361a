/** A command below a merge request: from the webhook's payload to what GitLab shows of it. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gitlabForge } from '../../../src/forges/gitlab/forge.ts';
import { marked, markerOf } from '../../../src/publishing/marker.ts';
import type { CommandedJob, Deeds } from '../../../src/slash-commands/deeds.ts';
import { slashCommand } from '../../../src/slash-commands/slash-command.ts';
import { runGit } from '../../../src/source/git.ts';
import { worldOf } from '../commands/world.ts';
import { Scene } from '../forges/gitlab/scene.ts';

const bot = { id: 7, username: 'project_42_bot' };
const written = '2026-03-02 03:09:30 UTC';

let scene: Scene;
let folder = '';
let checkout = '';
let head = '';
beforeEach(async () => {
  scene = new Scene();
  await scene.open();
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'automl-gitlab-slash-')));
  const origin = path.join(folder, 'origin');
  checkout = path.join(folder, 'checkout');
  const git = (...args: string[]): Promise<string> =>
    runGit(['-C', origin, '-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args]);
  await mkdir(origin);
  await git('init', '--quiet', '--initial-branch=main');
  await writeFile(path.join(origin, 'automl.yaml'), 'old');
  await git('add', '--all');
  await git('commit', '--quiet', '--message=first');
  await runGit(['clone', '--quiet', '--depth=1', `file://${origin}`, checkout]);
  await git('commit', '--quiet', '--allow-empty', '--message=topic');
  head = (await git('rev-parse', 'HEAD')).trim();
  await git('update-ref', 'refs/merge-requests/1/head', head);
});
afterEach(async () => {
  await scene.close();
  await rm(folder, { recursive: true });
});

/** @param shown commit of which the report has told in time */
async function commanded(text: string, username: string, shown: string) {
  const request = scene.gitlab.mergeRequests.add({ sha: head });
  const state = { run: 'r1', sequence: 1, started: 1, shown: [{ commit: shown, since: 1 }] };
  const topic = { file: 'automl.yaml', environment: null, key: null };
  scene.gitlab.mergeRequests.addNote(request, marked(markerOf(topic), state, 'a report'), bot);
  const { id } = scene.gitlab.mergeRequests.addNote(request, text, { id: 50, username });
  const payload = {
    object_kind: 'note',
    user: { username },
    object_attributes: { id, note: text, created_at: written, action: 'create' },
    merge_request: { iid: request.iid, target_branch: 'main', state: 'opened' },
  };
  const env = {
    GITLAB_CI: 'true',
    CI_PIPELINE_SOURCE: 'trigger',
    CI_API_V4_URL: scene.api,
    CI_PROJECT_ID: '42',
    CI_DEFAULT_BRANCH: 'main',
    AUTOML_GITLAB_TOKEN: 'token-of-bot',
    PATH: process.env['PATH'],
  };
  const jobs: CommandedJob[] = [];
  const never = (): Promise<never> => Promise.reject(new Error('not asked for'));
  const run: Deeds['run'] = (job) => {
    jobs.push(job);
    return Promise.resolve(0);
  };
  const deeds: Deeds = { run, plan: () => Promise.resolve('train  runs\n'), cancel: never, paramsOf: never };
  const forge = gitlabForge(env, { version: '1', payload });
  const asked = { forge, target: '.', key: null, token: null };
  const code = await slashCommand(asked, deeds, worldOf({ cwd: checkout, env }));
  const emoji = scene.gitlab.mergeRequests.emoji.all.filter(({ note }) => note === id).map(({ name }) => name);
  return { code, jobs, emoji, answers: request.notes.slice(2).map(({ body }) => body) };
}

test('runs the newest commit of the merge request with the params of the note', async () => {
  const { code, jobs, emoji, answers } = await commanded('/automl run alpha=0.3 note="$(id)"', 'maeda', head);
  expect(code).toBe(0);
  expect(jobs).toMatchObject([{ params: ['alpha=0.3', 'note=$(id)'], how: 'whole' }]);
  expect(jobs[0]?.forge.context).toMatchObject({
    trigger: { event: 'merge_request_event', branch: 'topic' },
    head,
    pull: { number: 1, base: 'main' },
  });
  expect(emoji).toEqual(['eyes', 'rocket']);
  expect(answers).toEqual([]);
});

test.each<[string, string, string, RegExp]>([
  ['who may not push', '/automl run', 'guest', /only who may push/],
  ['who has not seen the newest commit', '/automl run', 'maeda', /`\/automl run [0-9a-f]{40}`/],
])('answers %s by a note, and runs nothing', async (_, text, author, answer) => {
  const { code, jobs, emoji, answers } = await commanded(text, author, 'a'.repeat(40));
  expect({ code, jobs, emoji }).toEqual({ code: 0, jobs: [], emoji: ['eyes', 'thumbsdown'] });
  expect(answers).toEqual([expect.stringMatching(answer)]);
});

test('answers what a run would do', async () => {
  const { jobs, answers } = await commanded('/automl plan', 'maeda', head);
  expect(jobs).toEqual([]);
  expect(answers).toEqual([expect.stringContaining('train  runs')]);
});
