/** What starts a run of the command line: a person, or a job of a forge, with all that the forge tells of it. */
import { existsSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import type { ForgeContext } from '../forges/context.ts';
import { githubContext } from '../forges/github/context.ts';
import { githubLinks } from '../forges/github/links.ts';
import { gitlabContext } from '../forges/gitlab/context.ts';
import { gitlabLinks } from '../forges/gitlab/links.ts';
import { leavesRoot } from '../workflow/files.ts';
import { workflowPath } from '../workflow/load.ts';
import { isScript } from './prepare.ts';
import type { RunRequest } from './run.ts';
import { validate } from './validate.ts';
import type { World } from './world.ts';

type Surroundings = Pick<World, 'env' | 'cwd'>;

/** What the forge adds to what was asked for. */
type Told = Pick<RunRequest, 'trigger' | 'commit' | 'repository' | 'schedule' | 'links'>;
type Asked = Pick<RunRequest, 'target' | 'schedule'>;

type Start =
  | { readonly kind: 'run'; readonly told: Told }
  /** The file may be looked at, and nothing be run; `why` is a sentence. */
  | { readonly kind: 'validate'; readonly why: string }
  /** Nothing of the job is for this target. */
  | { readonly kind: 'nothing'; readonly why: string };

const byHand = { event: 'command', branch: null, tag: null, defaultBranch: null };

/**
 * Does what was asked for with what the forge tells, as far as the forge's job may do it.
 * @throws AutomlError USAGE for a payload that can't be read, and what `act` throws
 */
export async function started(asked: Asked, world: World, act: (told: Told) => Promise<ExitCode>): Promise<ExitCode> {
  const start = await startOf(asked, world);
  if (start.kind === 'run') return act(start.told);
  world.err.write(`${start.why}\n`);
  return start.kind === 'nothing' ? exitCode.ok : validate({ targets: [asked.target], format: 'text' }, world);
}

/** @param asked `schedule`: by the command line itself, which wins */
async function startOf(asked: Asked, world: Surroundings): Promise<Start> {
  const { target } = asked;
  const job = await jobOf(world);
  if (job === null) return { kind: 'run', told: { trigger: byHand } };
  const { trigger, head, merge, fork, repository, schedule } = job;
  // Wherever the job has put its code.
  if (fork) {
    const why = 'what comes from a fork is validated only: its code gets no secrets';
    return { kind: isScript(target) ? 'nothing' : 'validate', why };
  }
  // In a container of one's own the checkout may be elsewhere than the forge says.
  const folder = job.folder !== null && existsSync(job.folder) ? job.folder : null;
  // The forge speaks of its checkout, and knows nothing of other folders.
  if (folder !== null && placeIn(folder, target, world) === null) return { kind: 'run', told: { trigger: byHand } };
  const links = (commit: string | null) => (isGitLab(world) ? gitlabLinks : githubLinks)(world.env, commit);
  const told = {
    trigger,
    links,
    ...(head === null ? {} : { commit: { head, merge, ref: trigger.branch ?? trigger.tag } }),
    ...(repository === null ? {} : { repository }),
  };
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

/** Null: not a job of a forge that we know. */
async function jobOf(world: Surroundings): Promise<ForgeContext | null> {
  if (isGitLab(world)) return gitlabContext(world.env);
  return world.env['GITHUB_ACTIONS'] === 'true' ? githubJob(world) : null;
}

function isGitLab({ env }: Surroundings): boolean {
  return env['GITLAB_CI'] === 'true';
}

/** @throws AutomlError USAGE: the payload is no JSON */
export async function githubJob({ env }: Pick<World, 'env'>): Promise<ForgeContext> {
  const file = env['GITHUB_EVENT_PATH'];
  if (!file) return githubContext(env, undefined);
  // In a container of one's own it may be elsewhere.
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) return githubContext(env, undefined);
  try {
    return githubContext(env, JSON.parse(text));
  } catch (error) {
    throw new AutomlError('USAGE', `the event payload ${file} is not JSON`, { cause: error });
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
