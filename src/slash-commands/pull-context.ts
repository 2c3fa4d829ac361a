/** What a job would be told that a push to the pull request had started, and not a comment below it. */
import type { ForgeContext } from '../forges/context.ts';
import type { Forge, PullState } from '../forges/forge.ts';

/** @param checkout of its newest commit: the forge has merged nothing for us */
export function pullContext({ kind, context }: Forge, pull: PullState, checkout: string): ForgeContext {
  const { number, branch, base, head, isFork, isOpen } = pull;
  const event = kind === 'gitlab' ? 'merge_request_event' : 'pull_request';
  return {
    ...context,
    trigger: { event, branch, tag: null, defaultBranch: context.trigger.defaultBranch },
    head,
    merge: null,
    fork: isFork,
    folder: checkout,
    schedule: null,
    pull: { number, base, baseHead: null, isClosed: !isOpen },
    comment: null,
  };
}

/** Where the forge keeps its newest commit; null: it gives away any commit. */
export function pullRef({ kind }: Forge, { number }: PullState): string | null {
  // https://docs.gitlab.com/user/project/merge_requests/versions
  return kind === 'gitlab' ? `refs/merge-requests/${number}/head` : null;
}
