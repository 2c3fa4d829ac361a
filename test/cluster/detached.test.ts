/** A run that a Job of its own drives: submitted, left alone, its driver killed at any moment, seen from anywhere. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import type { RunRecord } from '../../src/records/schema.ts';
import { connect } from './kubectl.ts';
import { automl, kubectl, makeFolder, makeNamespace, objects, startAutoml } from './cluster.ts';
import { runnerImage } from './runner-image.ts';

// The first time the image is built.
jest.setTimeout(1_800_000);

const ours = connect().own ? describe : describe.skip;

const workflow = `name: relay
driver: cluster
defaults: {image: "python:3.11-slim"}
stages:
  first: [{name: quick, command: ["sh", "-c", "echo first"]}]
  second: [{name: slow, command: ["sh", "-c", "sleep 6; echo second"]}]
  third: [{name: last, command: ["sh", "-c", "echo third"]}]
`;

/** When the driver of a run is killed: as soon as there is an object of the run like this, how it is. */
const moments = [
  { name: 'before it drives', kind: 'pods', selector: 'app.kubernetes.io/component=driver', how: 'force' },
  { name: 'while a step goes on', kind: 'pods', selector: 'automl-action/step=slow', how: 'ask' },
  { name: 'when the last step begins', kind: 'jobs', selector: 'automl-action/step=last', how: 'force' },
  { name: 'while it cleans up', kind: 'configmaps', selector: 'app.kubernetes.io/component=record', how: 'ask' },
] as const;
type Moment = (typeof moments)[number];

ours('a run that is driven in the cluster', () => {
  let namespace = '';
  let folder = '';
  let env: Readonly<Record<string, string>> = {};

  beforeAll(async () => {
    const image = await runnerImage();
    namespace = await makeNamespace('detached');
    folder = makeFolder();
    writeFileSync(path.join(folder, 'automl.yaml'), workflow);
    env = { AUTOML_RUNNER_IMAGE: image, AUTOML_LEASE_SECONDS: '5' };
  });

  async function submitted(): Promise<string> {
    const { code, stdout, stderr } = await automl(['run', '-n', namespace, '--detach'], { cwd: folder, env });
    expect([code, stderr]).toEqual([0, expect.stringContaining('goes on in the cluster')]);
    return stdout.trim();
  }

  async function kill(id: string, { kind, selector, how }: Moment): Promise<void> {
    const run = `automl-action/run=${id}`;
    const seen = ['get', kind, '--selector', `${run},${selector}`, '--output', 'name'];
    while ((await kubectl(seen, { namespace })) === '') await pause(100);
    const hard = how === 'force' ? ['--grace-period=0', '--force'] : ['--wait=false'];
    const drivers = `${run},app.kubernetes.io/component=driver`;
    await kubectl(['delete', 'pods', '--selector', drivers, ...hard], { namespace });
  }

  /** From a folder that knows nothing of it. */
  async function seenToEnd(id: string): Promise<RunRecord> {
    const cwd = makeFolder();
    expect(await automl(['attach', id, '-n', namespace], { cwd, env })).toMatchObject({ code: 0 });
    return JSON.parse(readFileSync(path.join(cwd, '.automl', 'runs', id, 'record.json'), 'utf8')) as RunRecord;
  }

  /** Pods take a moment to go. */
  async function untilGone(id: string, only = ''): Promise<void> {
    const selector = `automl-action/run=${id}${only}`;
    for (let tries = 0; tries < 120 && (await objects(namespace, selector)).length > 0; tries++) await pause(1000);
    expect(await objects(namespace, selector)).toEqual([]);
  }

  test('ends as if nothing had happened, whenever its driver is killed', async () => {
    const outcomes = await Promise.all(
      moments.map(async (moment) => {
        const id = await submitted();
        await kill(id, moment);
        const record = await seenToEnd(id);
        await untilGone(id, ',app.kubernetes.io/component in (step,lease)');
        const attempts = record.steps.map((step) => `${step.name} ${step.state} ${step.attempts.length}`);
        return [moment.name, ...attempts];
      }),
    );
    const whole = ['quick succeeded 1', 'slow succeeded 1', 'last succeeded 1'];
    expect(outcomes).toEqual(moments.map(({ name }) => [name, ...whole]));
  });

  test('goes on when who submitted it is interrupted, and is seen from anywhere', async () => {
    const follower = startAutoml(['run', '-n', namespace], { cwd: folder, env });
    let printed = '';
    for (const stream of [follower.child.stdout, follower.child.stderr])
      stream?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    while (!printed.includes('second/slow')) await pause(100);
    const id = /\brun ([a-z0-9]+) is driven by automl-\1-driver/.exec(printed)?.[1] ?? '';
    follower.child.kill('SIGINT');
    expect(await follower.ended).toMatchObject({ code: 75, stderr: expect.stringContaining('goes on without') });
    const cwd = makeFolder();
    const status = await automl(['status', id, '-n', namespace], { cwd });
    expect([status.code, status.stdout]).toEqual([75, expect.stringContaining('running')]);
    const record = await seenToEnd(id);
    expect(record.state).toBe('succeeded');
    expect((await automl(['status', id, '-n', namespace], { cwd })).code).toBe(0);
    expect((await automl(['logs', id, '--step', 'slow', '-n', namespace], { cwd })).stdout).toBe('second\n');
    const driver = await kubectl(['logs', `job/automl-${id}-driver`], { namespace });
    expect(driver).toContain('succeeded in');
  });

  test('can be cancelled, and leaves nothing when it is deleted', async () => {
    const id = await submitted();
    expect((await automl(['cancel', id, '-n', namespace], { cwd: makeFolder(), env })).code).toBe(0);
    const cwd = makeFolder();
    expect((await automl(['status', id, '-n', namespace], { cwd })).code).toBe(130);
    expect((await automl(['delete', 'run', id, '-n', namespace], { cwd })).code).toBe(0);
    await untilGone(id);
  });

  test('says who can not be its driver, and can be driven from elsewhere', async () => {
    const without = { ...env, AUTOML_RUNNER_IMAGE: 'automl-test/none:1' };
    const { code, stderr } = await automl(['run', '-n', namespace, '--detach'], { cwd: folder, env: without });
    expect([code, stderr]).toEqual([1, expect.stringContaining('image "automl-test/none:1" was not found')]);
    const id = /run ([a-z0-9]+) has no driver/.exec(stderr)?.[1] ?? '';
    const record = await seenToEnd(id);
    expect(record.state).toBe('succeeded');
    // Nobody waits for an image any more.
    await untilGone(id, ',app.kubernetes.io/component=driver');
  });
});
