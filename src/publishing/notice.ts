/** Tells below a pull request what is about no run: a file with mistakes, why nothing was run, a plan. */
import type { CommitStatus } from '../forges/forge.ts';
import type { Audience } from './audience.ts';
import type { CommentText } from './body.ts';
import { nameOfNoRun, type Topic } from './marker.ts';
import { Outbox, type Call } from './outbox.ts';
import { Thread } from './thread.ts';

export interface NoticeOptions {
  readonly topic: Omit<Topic, 'key'>;
  /** `if there`: only where there is a comment about it already. */
  readonly when: 'always' | 'if there';
  /** Also where no comment is to be written; null: there is none. */
  readonly status: CommitStatus | null;
}

/** Milliseconds. */
const patience = 30_000;

/** In the comment that a run would have. Never rejects. */
export async function tellPull(audience: Audience, options: NoticeOptions, text: CommentText): Promise<void> {
  const { forge, pull, key, now, sleep, warn, note } = audience;
  const { topic, when, status } = options;
  if (pull === null && status === null) return;
  const { connect, context, limits } = forge;
  if (typeof connect === 'string') {
    if (pull !== null) note(connect);
    return;
  }
  const outbox = new Outbox({ connect, sleep, warn });
  if (status !== null) void outbox.post('the commit status', (api) => api.setStatus(status));
  const tell: Call = async (api, signal) => {
    if (pull === null) return;
    const thread = new Thread({
      comments: api.comments(pull),
      topic: { ...topic, key },
      run: { run: nameOfNoRun(), sequence: context.sequence, started: now() },
      commit: context.head,
      limitBytes: limits.commentBytes,
      now,
      sleep,
    });
    if (when === 'always' || (await thread.isThere())) await thread.conclude(text, signal);
  };
  if (pull !== null) void outbox.post('the comment', tell);
  await outbox.close(patience);
}
