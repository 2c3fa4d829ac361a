/** Tells below a pull request what is about no run: a file with mistakes, why nothing was run, a plan. */
import { randomUUID } from 'node:crypto';
import type { Audience } from './audience.ts';
import type { CommentText } from './body.ts';
import type { Topic } from './marker.ts';
import { Outbox } from './outbox.ts';
import { Thread } from './thread.ts';

export interface NoticeOptions {
  readonly topic: Omit<Topic, 'key'>;
  /** `if there`: only where there is a comment about it already. */
  readonly when: 'always' | 'if there';
}

/** Milliseconds. */
const patience = 30_000;

/** In the comment that a run would have. Never rejects. */
export async function tellPull(audience: Audience, { topic, when }: NoticeOptions, text: CommentText): Promise<void> {
  const { forge, pull, key, now, sleep, warn, note } = audience;
  if (pull === null) return;
  const { connect, context, limits } = forge;
  if (typeof connect === 'string') {
    note(connect);
    return;
  }
  const outbox = new Outbox({ connect, sleep, warn });
  void outbox.post('the comment', async (api, signal) => {
    const thread = new Thread({
      comments: api.comments(pull),
      topic: { ...topic, key },
      run: { run: `none-${randomUUID()}`, sequence: context.sequence, started: now() },
      commit: context.head,
      limitBytes: limits.commentBytes,
      now,
      sleep,
    });
    if (when === 'always' || (await thread.isThere())) await thread.conclude(text, signal);
  });
  await outbox.close(patience);
}
