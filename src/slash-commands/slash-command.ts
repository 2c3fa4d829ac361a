/** A job that a comment started: the command in it, from the judgement to the answer. */
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { World } from '../commands/world.ts';
import { AutomlError, exitCode, messageOf, type ExitCode } from '../errors.ts';
import type { Forge, PullState, StoredComment } from '../forges/forge.ts';
import { repositoryOf, withWorktree } from '../source/worktree.ts';
import { leavesRoot } from '../workflow/files.ts';
import { workflowPath } from '../workflow/load.ts';
import { Answer } from './answer.ts';
import { cancelText, failureText, helpText, planText, refusalText } from './answer-text.ts';
import type { Deeds } from './deeds.ts';
import { isBot, judge, type Judgement } from './judge.ts';
import { lastRunOf } from './last-run.ts';
import { parseComment } from './parse.ts';
import { pullContext, pullRef } from './pull-context.ts';

export interface SlashRequest {
  readonly forge: Forge;
  /** Folder or workflow file that the job is for, relative to the current folder. */
  readonly target: string;
  /** Of the comment that reports are written to, as for runs; null: none. */
  readonly key: string | null;
  /** Fetches commits, where the checkout has kept no credentials; null: none is known. */
  readonly token: string | null;
}

/** Whether a comment started the job: then it is about that, and never about the default branch which it was given. */
export function isCommented({ context }: Forge): boolean {
  return ['issue_comment', 'note'].includes(context.trigger.event);
}

/** @throws AutomlError FORGE: it can't be asked who may command; and what the deed throws, when it was told as the answer */
export async function slashCommand(request: SlashRequest, deeds: Deeds, world: World): Promise<ExitCode> {
  const { forge } = request;
  const { comment } = forge.context;
  const parsed = comment === null || isBot(comment.author) ? null : parseComment(comment.body);
  // Most comments are for people.
  if (comment === null || parsed === null) return exitCode.ok;
  if (typeof forge.connect === 'string')
    throw new AutomlError('FORGE', `who wrote a command has to be asked for: ${forge.connect}`);
  const api = await forge.connect();
  const warn = (sentence: string): void => {
    world.err.write(`warning: ${sentence}\n`);
  };
  const answer = new Answer({ api, comment, about: request.target, warn });
  try {
    await answer.react('seen');
    const [pull, mayWrite, notes] = await Promise.all([
      api.pull(comment.pull),
      api.mayWrite(comment.author),
      api.comments(comment.pull).list(),
    ]);
    const judgement = judge({ parsed, mayWrite, pull, notes, at: comment.createdAt });
    if (judgement.type === 'refuse') {
      world.out.write('nothing is done: why is told below the pull request\n');
      await answer.say(refusalText(judgement.sentence, judgement.instead));
      await answer.react('refused');
      return exitCode.ok;
    }
    const code = await obey(judgement, { request, deeds, world, answer, pull, notes, author: comment.author });
    await answer.react('done');
    return code;
  } catch (error) {
    await answer.say(failureText(messageOf(error)));
    await answer.react('refused');
    throw error;
  } finally {
    await api.close();
  }
}

interface Told {
  readonly request: SlashRequest;
  readonly deeds: Deeds;
  readonly world: World;
  readonly answer: Answer;
  readonly pull: PullState;
  readonly notes: readonly StoredComment[];
  readonly author: string;
}

type Obeyed = Extract<Judgement, { readonly type: 'obey' }>;

async function obey(judgement: Obeyed, told: Told): Promise<ExitCode> {
  const { deeds, answer, pull, author } = told;
  switch (judgement.command.verb) {
    case 'help':
      await answer.say(helpText());
      return exitCode.ok;
    case 'cancel':
      await answer.say(cancelText(await deeds.cancel(pull.number, `${author} asked for it in a comment`)));
      return exitCode.ok;
    case 'plan':
    case 'run':
    case 'retry':
    case 'no-cache':
      // Nothing is taken from earlier runs yet: each runs every step.
      return work(judgement, told);
  }
}

/** What needs the files of the commit, which are not those that the job has checked out. */
async function work({ command, how }: Obeyed, told: Told): Promise<ExitCode> {
  const { request, deeds, world, answer, pull } = told;
  const { forge, token } = request;
  const top = await repositoryOf(world.cwd);
  const target = path.relative(top, path.resolve(world.cwd, request.target)) || '.';
  if (leavesRoot(target)) throw new AutomlError('USAGE', `${request.target} is not in the checkout of the repository`);
  const place = { env: world.env, temporary: world.env['RUNNER_TEMP'] || tmpdir() };
  const links = how === 'offline' ? 'refused' : 'kept';
  const wanted = { checkout: top, commit: pull.head, ref: pullRef(forge, pull), token, links } as const;
  return withWorktree(wanted, place, async (checkout) => {
    const context = pullContext(forge, pull, checkout);
    const params =
      command.verb === 'retry' ? await lastParams(path.join(checkout, target), checkout, told) : command.params;
    const job = { forge: { ...forge, context }, checkout, target, params, how };
    if (command.verb !== 'plan') return deeds.run(job);
    const text = await deeds.plan(job);
    await answer.say(planText(pull.head, text, forge.limits.commentBytes));
    return exitCode.ok;
  });
}

/** @throws AutomlError NOT_FOUND: nothing is known of the last run */
async function lastParams(
  target: string,
  checkout: string,
  { request, deeds, notes }: Told,
): Promise<readonly string[]> {
  const file = path.relative(checkout, workflowPath(target, checkout)).split(path.sep).join('/');
  const run = lastRunOf(notes, file, request.key);
  if (run === null) throw new AutomlError('NOT_FOUND', `no report shows a run of ${file} to do again`);
  const params = run.params ?? (await deeds.paramsOf(run.run));
  if (params !== null) return Object.entries(params).map(([name, value]) => `${name}=${String(value)}`);
  const why = `the params of run ${run.run} are too long for its report, and no cluster keeps them`;
  throw new AutomlError('NOT_FOUND', `${why}: say them, as in: run name=value`);
}
