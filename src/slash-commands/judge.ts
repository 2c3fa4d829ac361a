/** Whether a command is obeyed: who asks, and whether it is about the commit that this person has seen. Pure. */
import type { PullState, StoredComment } from '../forges/forge.ts';
import { shownAt } from '../publishing/marker.ts';
import type { SlashCommand, Verb } from './command.ts';
import type { Parsed } from './parse.ts';

export interface Circumstances {
  readonly parsed: Parsed;
  /** The author may push to the repository. */
  readonly mayWrite: boolean;
  /** As it is now, which may be long after the comment was written. */
  readonly pull: PullState;
  /** What stands below it now. */
  readonly notes: readonly StoredComment[];
  /** When the comment was written, in milliseconds since the epoch. */
  readonly at: number;
}

export type Judgement =
  /** `offline`: without secrets and cluster, and no code runs. */
  | { readonly type: 'obey'; readonly command: SlashCommand; readonly how: 'whole' | 'offline' }
  /** `instead`: the command that would do, behind the sentence. */
  | { readonly type: 'refuse'; readonly sentence: string; readonly instead: string | null };

export function judge({ parsed, mayWrite, pull, notes, at }: Circumstances): Judgement {
  if (!mayWrite) return refuse('only who may push to this repository may command runs in it');
  if (parsed.type === 'mistake') return refuse(`${parsed.sentence}; all commands are listed by`, '/automl help');
  const { command } = parsed;
  const { verb, commit } = command;
  if (!needsCommit(verb)) return { type: 'obey', command, how: 'whole' };
  if (!pull.isOpen) return refuse('it is closed or merged: nothing is run for it any more');
  if (pull.isFork && verb !== 'plan') {
    const why = 'it comes from a fork, whose code gets neither secrets nor a cluster';
    return refuse(`${why}: nothing of it is run; what a run would do is shown by`, `/automl plan ${pull.head}`);
  }
  const again = `/automl ${verb} ${pull.head}`;
  if (commit !== null && !pull.head.startsWith(commit))
    return refuse('that is not the newest commit: once you have looked at that one, write', again);
  // Somebody may have pushed while the comment was being written.
  if (commit === null && !notes.some(({ isOurs, body }) => isOurs && shownAt(body, at) === pull.head))
    return refuse(
      'no report showed the newest commit when the comment was written: once you have looked at it, write',
      again,
    );
  return { type: 'obey', command, how: pull.isFork ? 'offline' : 'whole' };
}

/** Whether it does something with the files of a commit. */
function needsCommit(verb: Verb): boolean {
  switch (verb) {
    case 'run':
    case 'plan':
    case 'retry':
    case 'no-cache':
      return true;
    case 'cancel':
    case 'help':
      return false;
  }
}

function refuse(sentence: string, instead: string | null = null): Judgement {
  return { type: 'refuse', sentence, instead };
}

/** Programs command nothing: https://docs.github.com/rest/users, https://docs.gitlab.com/user/project/settings/project_access_tokens */
export function isBot(author: string): boolean {
  return /\[bot\]$|^(project|group)_\d+_bot|^(gitea|forgejo)-actions$/i.test(author);
}
