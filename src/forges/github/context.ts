/** What GitHub, or a server like it, tells a job about itself: environment variables and the event payload. */
import type { Trigger } from '../../plan/environment.ts';
import type { ForgeComment, ForgeContext, ForgePull, ForgeRepository } from '../context.ts';
import { readEvent, type GitHubEvent } from './event.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** People set GITHUB_ACTIONS alone, on their machines and in other CIs, for what programs print then. */
export function isGitHubJob(env: Environment): boolean {
  return env['GITHUB_ACTIONS'] === 'true' && Boolean(env['GITHUB_EVENT_NAME']);
}

/** `payload` is the parsed file at GITHUB_EVENT_PATH, or undefined when there is none. */
export function githubContext(env: Environment, payload: unknown): ForgeContext {
  const name = env['GITHUB_EVENT_NAME'] ?? 'unknown';
  const event = readEvent(payload);
  return {
    trigger: triggerOf(name, event, env),
    ...commitsOf(name, event, env),
    fork: isFork(name, event),
    repository: githubRepository(env),
    folder: env['GITHUB_WORKSPACE'] || null,
    schedule: null,
    pull: pullOf(event),
    inputs: name === 'workflow_dispatch' ? inputsOf(event) : {},
    comment: name === 'issue_comment' ? commentOf(event) : null,
    sequence: sequenceOf(env),
  };
}

/** The repository of the job; null outside one. */
export function githubRepository(env: Environment): ForgeRepository | null {
  const name = env['GITHUB_REPOSITORY'];
  const id = env['GITHUB_REPOSITORY_ID'] ?? name;
  const server = env['GITHUB_SERVER_URL'];
  if (!id || !server) return null;
  return { forge: new URL(server).hostname, id, ...(name === undefined ? {} : { name }) };
}

function triggerOf(name: string, event: GitHubEvent, env: Environment): Trigger {
  const ref = env['GITHUB_REF_NAME'] ?? null;
  const isTag = env['GITHUB_REF_TYPE'] === 'tag' || (env['GITHUB_REF'] ?? '').startsWith('refs/tags/');
  return {
    event: name,
    branch: event.pull_request?.head.ref ?? (isTag ? null : branchOf(name, event, ref)),
    tag: isTag ? ref : null,
    defaultBranch: event.repository?.default_branch ?? null,
  };
}

/** Some jobs come with the default branch, which they are not about: anybody's comment would deploy to production. */
function branchOf(name: string, { workflow_run: before }: GitHubEvent, ref: string | null): string | null {
  switch (name) {
    case 'issue_comment':
      return null;
    case 'workflow_run':
      return before?.head_branch ?? null;
    default:
      return ref;
  }
}

/** Gitea's job of a pull request is one of its head, GitHub's one of a merge that GitHub made. */
function commitsOf(name: string, event: GitHubEvent, env: Environment): Pick<ForgeContext, 'head' | 'merge'> {
  const sha = env['GITHUB_SHA'] ?? null;
  // What such a job has checked out it does not say: the base, or what the workflow file asked for.
  const isElsewhere = ['pull_request_target', 'issue_comment', 'workflow_run'].includes(name);
  if (isElsewhere) return { head: null, merge: null };
  const head = event.pull_request?.head.sha ?? event.merge_group?.head_sha ?? sha;
  return { head, merge: event.pull_request === undefined || head === sha ? null : sha };
}

/** Of a pull request that nothing tells of, the worst is assumed. */
function isFork(name: string, { pull_request: pull, workflow_run: before, repository }: GitHubEvent): boolean {
  // What such a job checks out may be what the run before it was about.
  if (name === 'workflow_run') return !isSame(before?.head_repository, repository);
  if (pull === undefined) return name.startsWith('pull_request');
  return !isSame(pull.head.repo, pull.base.repo);
}

interface Repository {
  readonly full_name?: string | undefined;
}

/** One that is gone, or that nothing is known of, is the same as no other. */
function isSame(one: Repository | null | undefined, other: Repository | null | undefined): boolean {
  return one?.full_name !== undefined && one.full_name === other?.full_name;
}

function pullOf({ action, pull_request: pull, issue }: GitHubEvent): ForgePull | null {
  if (pull?.number !== undefined) {
    const isClosed = action === 'closed' || pull.state === 'closed';
    return { number: pull.number, base: pull.base.ref ?? null, baseHead: pull.base.sha ?? null, isClosed };
  }
  if (!issue?.pull_request) return null;
  return { number: issue.number, base: null, baseHead: null, isClosed: issue.state === 'closed' };
}

/** Only one that is new: whoever changes a comment later may be another than who wrote it. */
function commentOf({ action, issue, comment }: GitHubEvent): ForgeComment | null {
  if (action !== 'created' || !issue?.pull_request || comment === undefined) return null;
  const { id, body, user, created_at } = comment;
  return { id, pull: issue.number, body, author: user.login, createdAt: Date.parse(created_at) };
}

function inputsOf({ inputs = {} }: GitHubEvent): Readonly<Record<string, string>> {
  const given = Object.entries(inputs).map(([name, value]) => [name, String(value ?? '')] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/** Ids of runs grow over all workflows; a job that is run again keeps its own, and does not overtake a later one. */
function sequenceOf({ GITHUB_RUN_ID: id, GITHUB_RUN_ATTEMPT: attempt = '1' }: Environment): number | null {
  const sequence = Number(id) * attempts + Math.min(Number(attempt), attempts - 1);
  return Number.isSafeInteger(sequence) ? sequence : null;
}

const attempts = 1000;
