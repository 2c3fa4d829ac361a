import { PassThrough } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { InvalidFile } from '../../../src/commands/prepare.ts';
import { audienceOf, publishAttached, published, tellChecked, tellPlan } from '../../../src/commands/publishing.ts';
import { AutomlError } from '../../../src/errors.ts';
import type { Forge, ForgeApi } from '../../../src/forges/forge.ts';
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

function scene(context: object = {}) {
  const comments = new FakeComments();
  const api = { comments: () => comments, close: () => Promise.resolve() } as unknown as ForgeApi;
  const forge = {
    context: { pull: { number: 7 }, fork: false, head: 'abc', sequence: 1, ...context },
    links: () => ({}),
    limits: { commentBytes: 60_000, mermaidLength: 100 },
    connect: () => Promise.resolve(api),
  } as unknown as Forge;
  const out = new PassThrough();
  // Time goes by so fast that nobody waits for other runs.
  let time = 0;
  const world = worldOf({ out, now: () => (time += 10_000) });
  const request = { target: 'automl.yaml', forge, output: 'github', logLevel: 'info' } as const;
  return { comments, world, request, out };
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
