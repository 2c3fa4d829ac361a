/** An API server that is killed under a run: in a file of its own, since all others lose their connections too. */
import { describe, expect, jest, test } from '@jest/globals';
import { printed } from './child.ts';
import { connect, makeNamespace, startAutoml } from './cluster.ts';
import { expectOver, makeProject, readRecord, runId, states } from './relay.ts';
import { restart } from './unbreakable/components.ts';

jest.setTimeout(300_000);

describe('a driver', () => {
  const ours = connect().own ? test : test.skip;

  ours('goes on when the API server was killed and comes back', async () => {
    const [namespace, folder] = [await makeNamespace('restart'), makeProject()];
    const run = startAutoml(['run', '-n', namespace], { cwd: folder });
    const id = runId(await printed(run, 'second/slow'));
    await restart('kube-apiserver', 4);
    expect(await run.ended).toMatchObject({ code: 0 });
    const record = readRecord(folder, id);
    expect(states(record)).toEqual(['quick succeeded', 'slow succeeded', 'last succeeded']);
    expect(record.steps.map(({ attempts }) => attempts.length)).toEqual([1, 1, 1]);
    await expectOver(namespace, id);
  });
});
