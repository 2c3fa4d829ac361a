/** What starts a run of the command line: a person, or a job of a forge, with all that the forge tells of it. */
import { existsSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { baseOf, triggerOf } from '../forges/context.ts';
import type { Forge } from '../forges/forge.ts';
import { genericForge } from '../forges/generic/forge.ts';
import { isGitHubJob } from '../forges/github/context.ts';
import { githubForge } from '../forges/github/forge.ts';
import { refuseUnlessAllowed } from '../forges/github/pull-request-target.ts';
import { gitlabForge } from '../forges/gitlab/forge.ts';
import { triggerPayload } from '../forges/gitlab/note-event.ts';
import { leavesRoot } from '../workflow/files.ts';
import { workflowPath } from '../workflow/load.ts';
import { closedSentence, isClosed, type ClosedPull } from './closed-pull.ts';
import { checkFork, forkSentence } from './fork.ts';
import { isScript } from './prepare.ts';
import type { RunRequest } from './run.ts';
import { validate } from './validate.ts';
import type { World } from './world.ts';

type Surroundings = Pick<World, 'env' | 'cwd' | 'version'>;

/** What the forge adds to what was asked for. */
export type Told = Pick<
  RunRequest,
  'trigger' | 'base' | 'commit' | 'repository' | 'schedule' | 'links' | 'forge' | 'offered'
>;
/** With `params` it is asked for a run, or the plan of one. */
type Asked = Pick<RunRequest, 'target' | 'schedule' | 'codeQuality'> &
  Partial<Pick<RunRequest, 'params' | 'paramsFile' | 'steps'>>;

type Start =
  | { readonly kind: 'run'; readonly told: Told }
  /** The file may be looked at, and nothing be run; `why` is a sentence. */
  | { readonly kind: 'validate'; readonly why: string; readonly told: Pick<Told, 'trigger' | 'commit'> }
  /** Nothing of the job is for this target. */
  | { readonly kind: 'nothing'; readonly why: string }
  /** What the job is about was merged or closed. */
  | { readonly kind: 'closed'; readonly why: string; readonly pull: number; readonly forge: Forge };

const byHand = { event: 'command', branch: null, tag: null, defaultBranch: null };

/**
 * Does what was asked for with what the forge tells, as far as the forge's job may do it.
 * @param close what is done where the pull request of the job is closed; absent: nothing
 * @throws AutomlError USAGE for a payload that can't be read and for pull_request_target, and what `act` throws
 */
export async function started(
  asked: Asked,
  world: World,
  act: (told: Told) => Promise<ExitCode>,
  close?: (closed: Pick<ClosedPull, 'pull' | 'forge'>) => Promise<ExitCode>,
): Promise<ExitCode> {
  const start = await startOf(asked, world);
  if (start.kind === 'run') return act(start.told);
  if (start.kind === 'closed' && close !== undefined) return close(start);
  world.err.write(`${start.why}\n`);
  if (start.kind !== 'validate') return exitCode.ok;
  const { target, params, steps = [], codeQuality, paramsFile } = asked;
  const checked = { format: 'text', ...(codeQuality === undefined ? {} : { codeQuality }) } as const;
  if (params === undefined) return validate({ targets: [target], ...checked }, world);
  const named = { target, params, steps, ...(paramsFile === undefined ? {} : { paramsFile }) };
  return (await checkFork({ ...start.told, ...named, ...checked }, world)).code;
}

/** @param asked `schedule`: by the command line itself, which wins */
async function startOf(asked: Asked, world: Surroundings): Promise<Start> {
  const { target } = asked;
  const job = await jobOf(world);
  if (job === null) return { kind: 'run', told: { trigger: byHand } };
  const { context } = job;
  const { trigger, fork, schedule } = context;
  // Who wants it all the same has the action, which is told so where the reviewers of the workflow see it.
  refuseUnlessAllowed(context, { allowPullRequestTarget: false });
  // What GitLab and GitHub call it.
  if (['note', 'issue_comment'].includes(trigger.event) && context.comment === null)
    return { kind: 'nothing', why: 'this job is for a comment that nobody is to answer: nothing to do' };
  // Wherever the job has put its code.
  if (fork) {
    const { trigger: by, commit } = toldBy(job);
    const told = { trigger: by, ...(commit === undefined ? {} : { commit }) };
    return isScript(target) || isClosed(job)
      ? { kind: 'nothing', why: forkSentence }
      : { kind: 'validate', why: forkSentence, told };
  }
  // In a container of one's own the checkout may be elsewhere than the forge says.
  const folder = context.folder !== null && existsSync(context.folder) ? context.folder : null;
  // The forge speaks of its checkout, and knows nothing of other folders.
  if (folder !== null && placeIn(folder, target, world) === null) return { kind: 'run', told: { trigger: byHand } };
  if (context.pull !== null && isClosed(job)) {
    const { number: pull } = context.pull;
    return { kind: 'closed', why: closedSentence(pull), pull, forge: job };
  }
  const told = toldBy(job);
  if (schedule === null || asked.schedule !== undefined) return { kind: 'run', told };
  const { name, file, asOf } = schedule;
  const place = placeIn(folder ?? world.cwd, target, world);
  if (file !== null && place !== null && path.normalize(file) !== place) {
    return { kind: 'nothing', why: `this job is for the schedule "${name}" of ${file}: nothing to do for ${place}` };
  }
  // A pipeline of another source is a person's: nobody waits for it.
  const onTime = trigger.event === 'schedule' ? { delay: 0 } : {};
  return { kind: 'run', told: { ...told, schedule: { name, ...onTime, ...(asOf === null ? {} : { asOf }) } } };
}

/** What the job of a forge is told for a run, whoever asks for that. */
export function toldBy(forge: Forge): Omit<Told, 'schedule' | 'forge'> & { readonly forge: Forge } {
  const { context, links } = forge;
  const { head, merge, repository } = context;
  const trigger = triggerOf(context);
  const base = baseOf(context);
  return {
    trigger,
    links,
    forge,
    offered: context.inputs,
    ...(base === null ? {} : { base }),
    ...(head === null ? {} : { commit: { head, merge, ref: trigger.branch ?? trigger.tag } }),
    ...(repository === null ? {} : { repository }),
  };
}

/** Null: not a job of a CI that we know. @throws AutomlError USAGE for a payload that can't be read */
export async function jobOf(world: Surroundings): Promise<Forge | null> {
  const { env, version } = world;
  if (env['GITLAB_CI'] === 'true') return gitlabForge(env, { version, payload: await triggerPayload(env) });
  return isGitHubJob(env) ? githubJob(world) : genericForge(env);
}

/** @throws AutomlError USAGE: the payload is no JSON */
export async function githubJob({ env, version }: Pick<World, 'env' | 'version'>): Promise<Forge> {
  const file = env['GITHUB_EVENT_PATH'];
  // In a container of one's own it may be elsewhere.
  const text = file ? await readFile(file, 'utf8').catch(() => null) : null;
  if (text === null) return githubForge(env, undefined, { version });
  try {
    return githubForge(env, JSON.parse(text), { version });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AutomlError('USAGE', `the event payload ${file ?? ''} is not JSON`, { cause: error });
  }
}

/** Path of the workflow file in the folder; null: it is not in there. */
function placeIn(folder: string, target: string, { cwd }: Surroundings): string | null {
  const place = path.relative(realPath(folder), realPath(workflowPath(target, cwd)));
  return leavesRoot(place) ? null : place;
}

/** Of a file that is not there, as it is written: whoever reads it says so. */
function realPath(place: string): string {
  try {
    return realpathSync(place);
  } catch {
    return path.resolve(place);
  }
}
