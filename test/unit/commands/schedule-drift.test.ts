/** Validation knows whether what starts the schedules is committed. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { validate } from '../../../src/commands/validate.ts';
import { worldOf } from './world.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'automl-drift-'));
  execFileSync('git', ['init', '--quiet', folder]);
  write('models/train.py', '');
  write('models/automl.yaml', 'name: t\nstages: {one: [{name: s, run: train.py}]}\nschedule: "17 3 * * *"\n');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}
function validated(env: Record<string, string> = {}): { readonly code: number; readonly text: string } {
  const out = new PassThrough();
  const code = validate({ targets: ['models'], format: 'text' }, worldOf({ cwd: folder, env, out }));
  return { code, text: String(out.read()) };
}
const drift = /^models\/automl\.yaml:3:\d+ +error +SCHEDULE_DRIFT +\.github\/workflows\/automl-t\.yml is missing/m;

test('where the repository is not on GitHub nothing is wanted', () => {
  expect(validated().code).toBe(0);
  write('.github/workflows/ci.yml', 'on: push\njobs: {test: {runs-on: x, steps: [{run: make}]}}\n');
  expect(validated().code).toBe(0);
});

test('where a workflow file uses the action the schedule must be started by one', () => {
  write('.github/workflows/ci.yml', 'on: push\njobs: {test: {runs-on: x, steps: [{uses: acme/automl-action@v1}]}}\n');
  expect(validated()).toEqual({ code: 3, text: expect.stringMatching(drift) });
  // A checkout of the same on GitLab.
  expect(validated({ GITLAB_CI: 'true' }).code).toBe(0);
});

test('where the action is a folder of the repository, too', () => {
  write('.github/workflows/ci.yml', 'on: push\njobs: {test: {runs-on: x, steps: [{uses: ./tools/ml}]}}\n');
  expect(validated().code).toBe(0);
  write('tools/ml/action.yml', 'name: automl-action\n');
  expect(validated()).toEqual({ code: 3, text: expect.stringMatching(drift) });
});

test('in a job of GitHub, and where the origin is there', () => {
  expect(validated({ GITHUB_ACTIONS: 'true' })).toEqual({ code: 3, text: expect.stringMatching(drift) });
  execFileSync('git', ['remote', 'add', 'origin', 'git@github.com:acme/models.git'], { cwd: folder });
  expect(validated()).toEqual({ code: 3, text: expect.stringMatching(drift) });
});

test('the way out names the file, from wherever it is called', () => {
  expect(validated({ GITHUB_ACTIONS: 'true' }).text).toContain(
    'nothing starts the schedule "t": automl schedule sync models/automl.yaml, and commit the file',
  );
});

test('a workflow file of others that is broken breaks nothing', () => {
  write(
    '.github/workflows/ci.yml',
    'on: {push: {paths: [*py]}}\njobs: {test: {steps: [{uses: a/automl-action@v1}]}}\n',
  );
  expect(validated()).toEqual({ code: 3, text: expect.stringMatching(drift) });
});
