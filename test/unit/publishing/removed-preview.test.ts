import { describe, expect, test } from '@jest/globals';
import type { Comments } from '../../../src/forges/forge.ts';
import { marked, markerOf, stateOf, type Topic } from '../../../src/publishing/marker.ts';
import { noteRemoved } from '../../../src/publishing/removed-preview.ts';
import { FakeComments } from './fake-comments.ts';

const shows = { run: 'r1', sequence: 1, started: 1, shown: [{ commit: 'c1', since: 1 }] };
const preview = { pull: 7, environment: 'pr-7', file: 'automl.yaml' };
const about = (fields: Partial<Topic>, text = 'all is well'): string =>
  marked(markerOf({ ...preview, key: null, ...fields }), shows, text);
const note = (comments: Comments): Promise<void> => noteRemoved({ comments: () => comments }, preview);

describe('the removal of a preview', () => {
  test('is a last line of its comment, once, and the comment stays what it was', async () => {
    const comments = new FakeComments();
    const comment = comments.add(about({}), true);
    await note(comments);
    await note(comments);
    expect(comment.body).toBe(`${about({})}\n\n> The preview \`pr-7\` was removed.\n`);
    expect(stateOf(comment.body)).toEqual(shows);
    expect(comments.calls.filter((call) => call === 'update')).toHaveLength(1);
  });

  test('is no matter of other comments, and makes none', async () => {
    const comments = new FakeComments();
    const others = [about({ file: 'other.yaml' }), about({ environment: 'production' })];
    for (const body of others) comments.add(body, true);
    // A person has written our marker.
    comments.add(about({}));
    await note(comments);
    expect(comments.all.map(({ body }) => body)).toEqual([...others, about({})]);
  });
});
