import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { InvalidFile } from '../../../src/commands/prepare.ts';
import { audienceOf, publishAttached, published, tellChecked, tellPlan } from '../../../src/commands/publishing.ts';
import { AutomlError } from '../../../src/errors.ts';
import type { CommitStatus, Forge, ForgeApi } from '../../../src/forges/forge.ts';
import { markerOf } from '../../../src/publishing/marker.ts';
import type { Diagnostic } from '../../../src/workflow/diagnostic.ts';
import { FakeComments } from '../publishing/fake-comments.ts';
import { planOf } from '../report/fixtures.ts';
import { worldOf } from './world.ts';

const mistake = {
  file: 'automl.yaml',
  line: 3,
  column: 1,
  severity: 'error',
  code: 'WRONG_TYPE',
  message: 'not like this',
} as Diagnostic;
const checked = (...diagnostics: readonly Diagnostic[]) => ({ file: 'automl.yaml', diagnostics, steps: 1 });

const trigger = { event: 'pull_request', branch: 'topic', tag: null, defaultBranch: 'main' };

function scene(context: object = {}) {
  const comments = new FakeComments();
  const statuses: CommitStatus[] = [];
  const api = {
    comments: () => comments,
    setStatus: (status: CommitStatus) => Promise.resolve(statuses.push(status)),
    close: () => Promise.resolve(),
  } as unknown as ForgeApi;
  const forge = {
    kind: 'github',
    context: { trigger, folder: null, pull: { number: 7 }, fork: false, head: 'abc', sequence: 1, ...context },
    links: () => ({}),
    limits: { commentBytes: 60_000, mermaidLength: 100 },
    connect: () => Promise.resolve(api),
  } as unknown as Forge;
  const out = new PassThrough();
  // Time goes by so fast that nobody waits for other runs.
  let time = 0;
  const world = worldOf({ out, now: () => (time += 10_000) });
  const request = { target: 'automl.yaml', forge, output: 'github', logLevel: 'info' } as const;
  return { comments, statuses, world, request, out };
}

describe('publishing', () => {
  test('a file with mistakes is told line by line, and thrown on', async () => {
    const { comments, request, world } = scene();
    const error = new InvalidFile(checked(mistake), 'bad');
    await expect(published(request, world, () => Promise.reject(error))).rejects.toBe(error);
    expect(comments.ours).toHaveLength(1);
    expect(comments.ours[0]?.body).toContain('not like this');
  });

  test('so is what else kept a run from beginning', async () => {
    const { comments, request, world } = scene();
    const error = new AutomlError('PREFLIGHT', 'there is no cluster');
    await expect(published(request, world, () => Promise.reject(error))).rejects.toBe(error);
    expect(comments.ours[0]?.body).toContain('there is no cluster');
  });

  test('a workflow that can be read and is not run has a commit status that says so, also without a pull request', async () => {
    const { statuses, request, world } = scene({ pull: null });
    const cwd = mkdtempSync(path.join(tmpdir(), 'automl-publishing-'));
    writeFileSync(path.join(cwd, 'automl.yaml'), 'name: wine\nstages: {a: [{name: b, command: "true"}]}\n');
    const error = new AutomlError('PREFLIGHT', 'there is no cluster');
    await expect(published(request, { ...world, cwd }, () => Promise.reject(error))).rejects.toBe(error);
    expect(statuses).toMatchObject([
      { commit: 'abc', context: 'automl / wine', state: 'error', description: 'not run: there is no cluster' },
    ]);
    rmSync(cwd, { recursive: true });
  });

  test('a file of another checkout is told by its place in that one', async () => {
    const { comments, request, world } = scene();
    const error = new AutomlError('USAGE', 'bad');
    const cwd = mkdtempSync(path.join(tmpdir(), 'automl-publishing-'));
    const checkout = path.join(cwd, 'checkout');
    mkdirSync(path.join(checkout, '.git'), { recursive: true });
    writeFileSync(path.join(checkout, 'automl.yml'), 'name: [');
    const asked = { ...request, target: '.', checkout };
    await expect(published(asked, { ...world, cwd }, () => Promise.reject(error))).rejects.toBe(error);
    const marker = markerOf({ file: 'automl.yml', environment: undefined, key: null });
    expect(comments.ours[0]?.body.startsWith(marker)).toBe(true);
    rmSync(cwd, { recursive: true });
  });

  test('good news of a file is told only where a comment says otherwise', async () => {
    const { comments, request, world } = scene();
    await tellChecked(request, [checked()], world);
    expect(comments.ours).toHaveLength(0);
    await tellChecked(request, [checked(mistake)], world);
    await tellChecked(request, [checked()], world);
    expect(comments.ours).toHaveLength(1);
    expect(comments.ours[0]?.body).toContain('is valid');
  });

  test('a plan is told in the comment that its run would have', async () => {
    const { comments, request, world } = scene();
    await tellChecked(request, [checked(mistake)], world);
    await tellPlan(request, { file: 'automl.yaml', environment: null }, 'train  a  runs\n'.repeat(20_000), world);
    const [only, ...others] = comments.ours;
    expect(others).toHaveLength(0);
    expect(Buffer.byteLength(only?.body ?? '')).toBeLessThanOrEqual(60_000);
    expect(only?.body).toMatch(/more lines are in the log of the job\n```\n\n<\/details>$/);
  });

  test('nobody is told by a job of a fork, or without a forge; by `comment: false` no pull request is', () => {
    const { request, world } = scene();
    expect(audienceOf(scene({ fork: true }).request, world)).toBeNull();
    // Whoever comments may be a stranger, and what is looked at is the default branch.
    expect(audienceOf(scene({ trigger: { ...trigger, event: 'issue_comment' } }).request, world)).toBeNull();
    expect(audienceOf({ output: 'text', logLevel: 'info' }, world)).toBeNull();
    expect(audienceOf({ ...request, comment: false }, world)?.pull).toBeNull();
  });

  test('a warning is annotated only where the comment is what is missing', () => {
    const { request, world, out } = scene();
    const audience = audienceOf(request, world);
    audience?.warn('no status', ['the commit status']);
    expect(out.read()).toBeNull();
    audience?.warn('no comment', ['the comment']);
    expect(String(out.read())).toBe('::warning title=automl::no comment\n');
  });

  test('a run that is attached to is told only where this job is about the same', () => {
    const { request, world } = scene();
    const publish = publishAttached(request, world);
    const run = { about: { backend: 'kubernetes', version: '1', host: 'x' }, folder: '/x' } as const;
    const of = (pull: number) =>
      publish?.({ ...run, plan: planOf([], { run: { id: 'r', event: 'x', pull } }), baseline: Promise.resolve(null) });
    expect(of(8)).toBeNull();
    expect(of(7)).not.toBeNull();
  });
});
