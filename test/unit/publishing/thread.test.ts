import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AutomlError } from '../../../src/errors.ts';
import type { Comments } from '../../../src/forges/forge.ts';
import { marked, markerOf, stateOf, type Topic } from '../../../src/publishing/marker.ts';
import { Thread } from '../../../src/publishing/thread.ts';
import { FakeComments, slow, VirtualTime } from './fake-comments.ts';

const topic: Topic = { file: 'automl.yaml', environment: 'pr-7', key: null };
const never = new AbortController().signal;

function threadOf(comments: Comments, sequence: number, fields: Partial<{ topic: Topic; time: VirtualTime }> = {}) {
  const time = fields.time ?? new VirtualTime();
  const run = { run: `r${sequence}`, sequence, started: sequence };
  const { now } = time;
  return new Thread({
    comments,
    topic: fields.topic ?? topic,
    run,
    commit: `c${sequence}`,
    limitBytes: 2000,
    now,
    // Nobody else is there, where a test does not run the time.
    sleep: fields.time?.sleep ?? (() => Promise.resolve()),
  });
}

describe('thread', () => {
  test('makes one comment and keeps it up to date', async () => {
    const comments = new FakeComments();
    const thread = threadOf(comments, 1);
    await thread.show(() => 'begun');
    await thread.show(() => 'half');
    expect(await thread.conclude(() => 'done', never)).toBe('shown');
    expect(comments.ours).toHaveLength(1);
    expect(comments.ours[0]?.body).toMatch(/^<!-- automl-action [0-9a-f]{16} [0-9a-f]{8} -->\n.*\n\ndone$/);
  });

  test('finds its comment among 300 others, and leaves theirs alone', async () => {
    const comments = new FakeComments();
    const before = markerOf(topic);
    for (let index = 0; index < 150; index++) comments.add(`nice ${index}`);
    // A person's comment that quotes ours is not ours.
    comments.add(marked(before, { run: 'r9', sequence: 9, started: 9, shown: [] }, 'forged'));
    await threadOf(comments, 1).show(() => 'first run');
    for (let index = 0; index < 150; index++) comments.add(`nice ${index}`);
    await threadOf(comments, 2).conclude(() => 'second run', never);
    expect(comments.ours).toHaveLength(1);
    expect(comments.ours[0]?.body).toMatch(/second run$/);
    expect(comments.all).toHaveLength(302);
    expect(comments.all.filter(({ body }) => body.endsWith('forged'))).toHaveLength(1);
  });

  test('keeps comments about other files, environments and keys apart', async () => {
    const comments = new FakeComments();
    const topics: Topic[] = [
      topic,
      { ...topic, file: 'other.yaml' },
      { ...topic, environment: null },
      { ...topic, key: 'nightly' },
    ];
    for (const each of topics) await threadOf(comments, 1, { topic: each }).conclude(() => 'x', never);
    expect(comments.ours).toHaveLength(4);
  });

  test('an older run that ends late says nothing', async () => {
    const comments = new FakeComments();
    const older = threadOf(comments, 1);
    await older.show(() => 'older');
    await threadOf(comments, 2).conclude(() => 'newer', never);
    expect(await older.conclude(() => 'older, late', never)).toBe('passed over');
    expect(comments.ours.map(({ body }) => body.split('\n').at(-1))).toEqual(['newer']);
  });

  test('dates what was shown by the clock of the forge, which dates the comments of others too', async () => {
    const comments = Object.assign(new FakeComments(), { time: () => 5000 });
    await threadOf(comments, 1).conclude(() => 'one', never);
    expect(stateOf(comments.ours[0]?.body ?? '')?.shown).toEqual([{ commit: 'c1', since: 5000 }]);
  });

  test('remembers which commits were shown, and since when', async () => {
    const comments = new FakeComments();
    await threadOf(comments, 1).conclude(() => 'one', never);
    await threadOf(comments, 2).conclude(() => 'two', never);
    expect(stateOf(comments.ours[0]?.body ?? '')?.shown.map(({ commit }) => commit)).toEqual(['c1', 'c2']);
  });

  test('a comment that a person deleted is made anew at the end only', async () => {
    const comments = new FakeComments();
    const thread = threadOf(comments, 1);
    await thread.show(() => 'begun');
    comments.all.splice(0);
    expect(await thread.show(() => 'half')).toBe('passed over');
    expect(comments.all).toHaveLength(0);
    await thread.conclude(() => 'done', never);
    expect(comments.ours.map(({ body }) => body.split('\n').at(-1))).toEqual(['done']);
  });

  test('what was refused before its environment was known goes to the comment of the file, and the next run takes it over', async () => {
    const comments = new FakeComments();
    const unknown = { ...topic, environment: undefined };
    await threadOf(comments, 1, { topic: unknown }).conclude(() => 'refused', never);
    await threadOf(comments, 2).conclude(() => 'runs', never);
    expect(comments.ours).toHaveLength(1);
    expect(comments.ours[0]?.body.startsWith(markerOf(topic))).toBe(true);
    await threadOf(comments, 3, { topic: unknown }).conclude(() => 'refused again', never);
    expect(comments.ours).toHaveLength(1);
    expect(comments.ours[0]?.body.startsWith(markerOf(topic))).toBe(true);
  });

  test('stays within the limit, and tries once with half of it where the forge finds it too long', async () => {
    const comments = new FakeComments();
    const room: number[] = [];
    const text = (limit: number): string => {
      room.push(limit);
      return 'é'.repeat(5000);
    };
    const strict: Comments = {
      list: () => comments.list(),
      read: (id) => comments.read(id),
      update: (id, body) => comments.update(id, body),
      remove: (id) => comments.remove(id),
      create: (body) => {
        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(2000);
        if (Buffer.byteLength(body) > 1000)
          return Promise.reject(new AutomlError('FORGE', 'POST /x answered 422 (body is too long)'));
        return comments.create(body);
      },
    };
    await threadOf(strict, 1).conclude(text, never);
    expect(room).toHaveLength(2);
    expect(comments.ours).toHaveLength(1);
  });

  test('whatever runs at once, in the end one comment shows the newest', async () => {
    const latency = fc.integer({ min: 0, max: 450 });
    const run = fc.record({
      start: fc.integer({ min: 0, max: 4000 }),
      pauses: fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(run, { minLength: 2, maxLength: 4 }),
        fc.infiniteStream(latency),
        async (runs, latencies) => {
          const comments = new FakeComments();
          const time = new VirtualTime();
          const far = slow(comments, time, () => Number(latencies.next().value));
          const all = runs.map(async ({ start, pauses }, index) => {
            const thread = threadOf(far, index + 1, { time });
            await time.sleep(start);
            for (const pause of pauses) {
              await thread.show(() => `run ${index + 1} goes on`);
              await time.sleep(pause);
            }
            await thread.conclude(() => `run ${index + 1} has ended`, never);
          });
          await time.run();
          await Promise.all(all);
          expect(comments.ours.map(({ body }) => body.split('\n').at(-1))).toEqual([`run ${runs.length} has ended`]);
        },
      ),
      { numRuns: 150 },
    );
  });
});
