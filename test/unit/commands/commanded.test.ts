import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { commanded } from '../../../src/commands/commanded.ts';
import { requestOf, worldOf } from './world.ts';

let cwd = '';
beforeEach(async () => {
  cwd = await mkdtemp(path.join(tmpdir(), 'automl-commanded-'));
});
afterEach(() => rm(cwd, { recursive: true }));

/** A pipeline that GitLab's webhook of comments has started. */
async function note(body: string, fields: Readonly<Record<string, unknown>> = {}): Promise<number | null> {
  const payload = path.join(cwd, 'payload.json');
  const event = {
    object_kind: 'note',
    user: { username: 'ada' },
    object_attributes: { id: 5, note: body, created_at: '2026-03-01 12:00:00 UTC', action: 'create' },
    merge_request: { iid: 7, target_branch: 'main', state: 'opened' },
    ...fields,
  };
  await writeFile(payload, JSON.stringify(event));
  const env = { GITLAB_CI: 'true', CI_PIPELINE_SOURCE: 'trigger', TRIGGER_PAYLOAD: payload, CI_COMMIT_BRANCH: 'main' };
  return commanded(requestOf(), worldOf({ cwd, env }));
}

test('a comment that is no command ends the job, wherever it stands', async () => {
  expect(await note('looks good')).toBe(0);
  expect(await note('/automl run', { merge_request: null })).toBe(0);
  expect(await note('/automl run', { user: { username: 'project_1_bot_2' } })).toBe(0);
});

test('a command is only obeyed where it can be asked who wrote it', async () => {
  await expect(note('/automl run')).rejects.toMatchObject({
    code: 'FORGE',
    message: expect.stringMatching(/who wrote a command has to be asked for: AUTOML_GITLAB_TOKEN is not set/),
  });
});

test('every other job is none of a comment', async () => {
  const started = (env: Readonly<Record<string, string>>) => commanded(requestOf(), worldOf({ cwd, env }));
  expect(await started({})).toBeNull();
  expect(await started({ GITLAB_CI: 'true', CI_PIPELINE_SOURCE: 'trigger' })).toBeNull();
  expect(await started({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'push' })).toBeNull();
  expect(await started({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'issue_comment' })).toBe(0);
});
