/** One run, several drivers: killed, interrupted, detached, attached to, replaced, as a person or a CI does it. */
import { describe, expect, jest, test } from '@jest/globals';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import { printed, startChild } from './child.ts';
import { automl, kubeconfigForRuns, kubectl, makeFolder, makeNamespace, objects, startAutoml } from './cluster.ts';
import { expectOver, makeProject, readRecord, runId, states } from './relay.ts';

jest.setTimeout(300_000);

const root = path.join(import.meta.dirname, '..', '..');
const node = path.join(root, 'node_modules', '.bin', 'node');

describe('a run whose driver is gone', () => {
  test('is gone on with from anywhere, with the same pods', async () => {
    const [namespace, folder, elsewhere] = [await makeNamespace('attach'), makeProject(), makeFolder()];
    const first = startAutoml(['run', '-n', namespace], { cwd: folder });
    const id = runId(await printed(first, 'second/slow'));
    const podsOf = async (): Promise<readonly string[]> =>
      (await objects(namespace, `automl-action/run=${id},automl-action/step=slow`)).filter((name) =>
        name.startsWith('pod/'),
      );
    while ((await podsOf()).length === 0) await pause(200);
    first.child.kill('SIGKILL');
    await first.ended;
    const attached = await automl(['attach', id.slice(0, 6), '-n', namespace], { cwd: elsewhere });
    expect(attached).toMatchObject({ code: 0 });
    const record = readRecord(elsewhere, id);
    expect(states(record)).toEqual(['quick succeeded', 'slow succeeded', 'last succeeded']);
    expect(record.steps.map(({ attempts }) => attempts.length)).toEqual([1, 1, 1]);
    expect(readFileSync(path.join(elsewhere, '.automl', 'runs', id, 'logs', 'slow.log'), 'utf8')).toBe('second\n');
    await expectOver(namespace, id);
    // It is over: attached to once more, it is only told.
    const again = await automl(['attach', id, '-n', namespace], { cwd: makeFolder() });
    expect([again.code, again.stdout.includes('3 succeeded')]).toEqual([0, true]);
  });

  test('goes on without one when its file says so, and says how to come back', async () => {
    const [namespace, folder] = [await makeNamespace('detach'), makeProject('on_interrupt: detach')];
    const first = startAutoml(['run', '-n', namespace], { cwd: folder });
    const id = runId(await printed(first, 'second/slow'));
    first.child.kill('SIGTERM');
    const left = await first.ended;
    expect(left.code).toBe(75);
    expect(left.stderr).toContain(`run ${id} goes on without this program; go on with it by: automl attach ${id}`);
    const follower = startAutoml(['attach', id, '-n', namespace], { cwd: makeFolder() });
    await printed(follower, 'second/slow');
    follower.child.kill('SIGINT');
    expect((await follower.ended).code).toBe(75);
    expect((await automl(['attach', id, '-n', namespace], { cwd: folder })).code).toBe(0);
    expect(states(readRecord(folder, id))).toEqual(['quick succeeded', 'slow succeeded', 'last succeeded']);
  });

  test('is ended by the post step of the action that was killed', async () => {
    const [namespace, folder] = [await makeNamespace('post'), makeProject()];
    const [state, summary] = [path.join(folder, 'state'), path.join(folder, 'summary.md')];
    for (const file of [state, summary]) writeFileSync(file, '');
    const env = {
      KUBECONFIG: kubeconfigForRuns(namespace, folder),
      INPUT_NAMESPACE: namespace,
      'INPUT_WORKING-DIRECTORY': folder,
      GITHUB_STATE: state,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_SERVER_URL: 'https://github.example',
      GITHUB_REPOSITORY: 'acme/relay',
      GITHUB_REPOSITORY_ID: '7',
      GITHUB_RUN_ID: '42',
      GITHUB_JOB: 'train',
      GITHUB_EVENT_NAME: 'push',
    };
    const main = startChild(node, [path.join(root, 'dist', 'action.js')], { cwd: folder, env });
    const id = runId(await printed(main, 'second/slow'));
    main.child.kill('SIGKILL');
    await main.ended;
    const post = await startChild(node, [path.join(root, 'dist', 'action.js')], {
      cwd: folder,
      env: { ...env, ...savedState(readFileSync(state, 'utf8')) },
    }).ended;
    expect(post).toMatchObject({ code: 0 });
    expect(readFileSync(summary, 'utf8')).toContain('the CI job was interrupted');
    expect(existsSync(path.join(folder, '.automl', 'runs', id))).toBe(true);
    const record = readRecord(folder, id);
    expect(record.state).toBe('cancelled');
    await expectOver(namespace, id);
  });
});

describe('runs of one branch', () => {
  test('replace each other, also when the earlier one was killed', async () => {
    const [namespace, folder] = [await makeNamespace('replace'), makeProject('concurrency: replace')];
    const [first, second] = [0, 1].map(() => startAutoml(['run', '-n', namespace], { cwd: folder }));
    if (first === undefined || second === undefined) throw new Error('two runs');
    // Killed or driven, whichever of the two came first.
    const [one] = await Promise.all([printed(first, 'plan'), printed(second, 'plan').catch(() => '')]);
    await pause(500);
    first.child.kill('SIGKILL');
    await Promise.all([first.ended, second.ended]);
    const third = await automl(['run', '-n', namespace], { cwd: folder });
    expect(third.code).toBe(0);
    await expectOver(namespace, runId(one));
    await expectOver(namespace, runId(third.stdout));
  });

  test('wait for each other', async () => {
    const [namespace, folder] = [await makeNamespace('queue'), makeProject('concurrency: queue')];
    const first = startAutoml(['run', '-n', namespace], { cwd: folder });
    await printed(first, 'second/slow');
    const second = await automl(['run', '-n', namespace], { cwd: folder });
    expect(second).toMatchObject({ code: 0, stderr: expect.stringContaining('(concurrency: queue)') as unknown });
    expect(first.child.exitCode).toBe(0);
    const leases = await kubectl(['get', 'leases', '-o', 'name'], { namespace });
    expect(leases).toBe('');
  });
});

/** What the runner hands on from the main step to the post step: `name<<MARK`, lines, `MARK`. */
function savedState(text: string): Record<string, string> {
  const states = text.matchAll(/^(\w+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...states].map(([, name = '', , value = '']) => [`STATE_${name}`, value]));
}
