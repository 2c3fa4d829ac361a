/** A deployed model never goes down because of us: somebody asks it 40 times a second while all this happens. */
import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { connect } from './cluster.ts';
import { playEdits, type Edits } from './serving/edits.ts';
import { playReplicas, type Replicas } from './serving/replicas.ts';
import { mistakes, playRollOuts, type Mistake, type RollOuts } from './serving/roll-outs.ts';
import { none } from './serving/snapshot.ts';
import { playSurvival, type Survival } from './serving/survival.ts';
import { webImage } from './serving/web-image.ts';

jest.setTimeout(600_000);

const ours = connect().own ? describe : describe.skip;

ours('a service', () => {
  let rollOuts: Promise<RollOuts>;
  let replicas: Promise<Replicas>;
  let edits: Promise<Edits>;
  let survival: Promise<Survival>;

  beforeAll(async () => {
    const image = await webImage();
    // Side by side; what fails is the failure of those tests that want it.
    [rollOuts, replicas, edits, survival] = [
      playRollOuts(image),
      playReplicas(image),
      playEdits(image),
      playSurvival(image),
    ];
    await Promise.allSettled([rollOuts, replicas, edits, survival]);
  });

  describe('of one replica', () => {
    const isOlder =
      /^commit \w{7} is older than \w{7}, which is deployed to dev: --allow-older deploys it all the same$/;

    test('answers every request through roll-outs, good and bad', async () => {
      const { failures, answers } = await rollOuts;
      expect(failures).toEqual([]);
      expect(answers).toEqual(['one', 'two', 'bad', 'three']);
    });

    test('is not touched by another run of the same commit', async () => {
      const { run, changes } = (await rollOuts).again;
      expect(run.record.state).toBe('succeeded');
      expect(changes).toEqual(none);
    });

    test('is not touched by a run of an older commit, which says why', async () => {
      const { run, changes } = (await rollOuts).older;
      expect(run.step('api')).toMatchObject({ state: 'failed', reason: expect.stringMatching(isOlder) as unknown });
      expect(changes).toEqual(none);
    });

    test('is a newer commit in the end when an older one comes while it is rolled out', async () => {
      const { newer, older } = (await rollOuts).side;
      expect(newer.record.state).toBe('succeeded');
      expect(older.step('api')).toMatchObject({ state: 'failed', reason: expect.stringMatching(isOlder) as unknown });
    });

    test('keeps what pods need of two revisions before it, and no more', async () => {
      // That of a revision whose ReplicaSet was still there goes with the next one.
      expect((await rollOuts).materials.length).toBeLessThanOrEqual(4);
    });

    const reasons: Readonly<Record<Mistake, string>> = {
      crashes: 'the service exited with 1 before it was ready',
      'is never ready': 'GET /nowhere did not answer 2xx within 6 s (start_timeout)',
      'has no image':
        'image "automl-test/nowhere:1" was not found in the registry: check the name, or add image_pull_secrets',
      'listens elsewhere': 'did not listen on port 6000 within 6 s (start_timeout)',
      'answers wrongly': 'smoke test GET / answered without "two": bad',
    };
    test.each(mistakes)('goes on as it was when its next revision %s', async (mistake) => {
      const { run, before, after } = (await rollOuts).bad[mistake];
      expect(run.code).toBe(1);
      expect(run.step('api')).toMatchObject({
        state: 'failed',
        reason: `${reasons[mistake]}; the revision before it goes on serving`,
      });
      if (mistake !== 'answers wrongly') expect(after).toEqual(before);
      if (mistake === 'crashes') expect(run.stdout).toContain('RuntimeError: no model here');
    });

    test('goes on as it was when somebody interrupts a roll-out', async () => {
      const { run, before, after } = (await rollOuts).interrupted;
      expect(run.code).toBe(130);
      expect(run.step('api').state).toBe('cancelled');
      expect(after).toEqual(before);
    });
  });

  describe('of several replicas', () => {
    test('answers every request whoever dies, and whatever is scaled or drained', async () => {
      const { failures, answers } = await replicas;
      expect(failures).toEqual([]);
      // Of the third, whose driver was killed, there may have been no replica yet.
      expect(answers.filter((answer) => answer !== 'three')).toEqual(['one', 'two', 'four', 'five']);
    });

    test('is deployed by the same command when its driver was killed', async () => {
      const { goneOn } = await replicas;
      expect(goneOn.step('api')).toMatchObject({ state: 'succeeded' });
    });

    test('is deployed by the next commit when the driver of the one before was killed', async () => {
      const { takenOver } = await replicas;
      expect(takenOver.step('api')).toMatchObject({ state: 'succeeded' });
    });

    test('is what it was before when both are bad', async () => {
      const { run, before, after } = (await replicas).undone;
      expect(run.step('api')).toMatchObject({
        state: 'failed',
        reason: 'the service exited with 3 before it was ready; the revision before it goes on serving',
      });
      expect(after).toEqual(before);
    });

    test('keeps its pods when there are to be more, and those that an autoscaler has made', async () => {
      const { up, autoscaled, spoilt, revised, down } = await replicas;
      expect(up.after).toHaveLength(4);
      expect(up.after).toEqual(expect.arrayContaining([...up.before]));
      expect(autoscaled.after).toEqual(up.after);
      expect(spoilt.before).toHaveLength(5);
      expect(spoilt.after).toEqual(spoilt.before);
      expect(revised.after).toHaveLength(5);
      expect(down.after).toHaveLength(2);
      expect(revised.after).toEqual(expect.arrayContaining([...down.after]));
    });

    test('moves to another node before its own goes', async () => {
      const { before, after } = (await replicas).drained;
      expect(after.filter((pod) => before.includes(pod))).toEqual([]);
    });
  });

  describe('of a workflow that is edited', () => {
    /** Kinds and steps, each once. */
    const about = (names: readonly string[]): readonly string[] =>
      [...new Set(names.map((name) => name.replace(/^(\w+)\/edits-(.*?)-[a-z0-9]{6}(-.*)?$/, '$1 $2')))].toSorted();

    test('goes when its step does, and no other is touched', async () => {
      const { run, changes } = (await edits).rearranged;
      expect(run.record.state).toBe('succeeded');
      expect(changes.changed).toEqual([]);
      const all = (step: string): string[] =>
        ['ConfigMap', 'Deployment', 'Pod', 'ReplicaSet', 'Service'].map((kind) => `${kind} ${step}`);
      expect(about(changes.created)).toEqual(all('new-name'));
      expect(about(changes.deleted)).toEqual(['dropped', 'future-job', 'old-name'].flatMap(all).toSorted());
    });

    test('follows its port, and no other is touched', async () => {
      const { run, changes } = (await edits).port;
      expect(run.record.state).toBe('succeeded');
      expect(about(changes.changed)).toEqual(['Deployment moving', 'ReplicaSet moving', 'Service moving']);
      expect(about(changes.created)).toEqual(['ConfigMap moving', 'Pod moving', 'ReplicaSet moving']);
      expect(about(changes.deleted)).toEqual(['Pod moving']);
    });

    test('leaves nothing when its first deployment fails', async () => {
      const { run, changes } = (await edits).added;
      expect(run.step('crashing')).toMatchObject({
        state: 'failed',
        reason: 'the service exited with 3 before it was ready',
      });
      expect(run.step('wrong')).toMatchObject({
        state: 'failed',
        reason: 'smoke test GET / answered without "two": one',
      });
      expect(changes).toEqual(none);
    });

    test('goes when nothing is served any more', async () => {
      const { run, changes } = (await edits).emptied;
      expect(run.record.state).toBe('succeeded');
      expect(changes).toMatchObject({ created: [], changed: [] });
      expect(about(changes.deleted).filter((name) => name.startsWith('Deployment'))).toEqual(
        ['kept', 'moving', 'new-name'].map((step) => `Deployment ${step}`),
      );
    });

    test('answers every request meanwhile', async () => {
      expect((await edits).failures).toEqual([]);
    });
  });

  describe('whose run, store and package versions are gone', () => {
    test('is not touched by another run that makes the same model', async () => {
      const { run, changes } = (await survival).again;
      expect(run.record.state).toBe('succeeded');
      expect(changes).toEqual(none);
    });

    test('answers as before from pods that are started anew', async () => {
      const { left, before, after } = await survival;
      expect(left).toBe('');
      expect(before).toEqual([
        expect.stringMatching(/^a-small-model \w{8} outer-demo==1\.0 inner-demo==2\.0 brought-by-the-run$/),
      ]);
      expect([...new Set(after)]).toEqual(before);
    });

    test('fetches the very packages that were fetched when it was deployed', async () => {
      expect((await survival).fetched).toEqual([
        '/files/inner_demo-2.0-py3-none-any.whl',
        '/files/outer_demo-1.0-py3-none-any.whl',
      ]);
    });

    test('answers every request while one pod is deleted after the other', async () => {
      expect((await survival).failures).toEqual([]);
    });
  });
});
