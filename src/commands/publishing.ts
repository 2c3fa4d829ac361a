/** How the verbs that run, plan and check come to tell a forge of it. */
import path from 'node:path';
import { messageOf } from '../errors.ts';
import { triggerOf } from '../forges/context.ts';
import type { CommitStatus, Forge } from '../forges/forge.ts';
import { systemSleep } from '../http/backoff.ts';
import type { Audience } from '../publishing/audience.ts';
import type { CommentText } from '../publishing/body.ts';
import { tellPull } from '../publishing/notice.ts';
import { Publisher, type Publish } from '../publishing/publisher.ts';
import { refusedStatus } from '../publishing/status.ts';
import { tellRun } from '../publishing/stored-run.ts';
import { logTails } from '../records/log-tail.ts';
import type { RunRecord } from '../records/schema.ts';
import { foldedPlan } from '../report/comment/plan.ts';
import { refusedComment, refusedRunComment } from '../report/comment/refused.ts';
import type { LogLevel } from '../report/console.ts';
import type { CheckedFile } from '../report/diagnostics.ts';
import { goesOn } from '../report/states.ts';
import { escapeData } from '../report/workflow-commands.ts';
import { isCommented } from '../slash-commands/slash-command.ts';
import { hasErrors } from '../workflow/diagnostic.ts';
import { loadWorkflow, workflowPath } from '../workflow/load.ts';
import { chosenEnvironment } from './chosen-environment.ts';
import { fileIn, repositoryFolder } from './file-place.ts';
import { listens } from './listening.ts';
import { InvalidFile } from './prepare.ts';
import type { RunOutput } from './reporting.ts';
import type { World } from './world.ts';

/** What a person says of it. */
export interface PublishRequest {
  /** Folder or file, as for a run. */
  readonly target: string;
  /** Of a run whose files are those of another commit than the job has. */
  readonly checkout?: string;
  readonly environment?: string;
  /** Of the job; absent: nobody is told. */
  readonly forge?: Forge;
  /** Whether a pull request gets a comment; default true. */
  readonly comment?: boolean;
  /** Tells the comments of several runs of one file apart; absent: there is one. */
  readonly commentKey?: string;
  readonly output: RunOutput;
  readonly logLevel: LogLevel;
}

/** Runs it with what tells the forge of it; also told is why it could not even begin. @throws what `act` throws */
export async function published<T>(
  request: PublishRequest,
  world: World,
  act: (publish: Publish | undefined) => Promise<T>,
): Promise<T> {
  const audience = audienceOf(request, world);
  if (audience === null) return act(undefined);
  const begun = new Set<string>();
  const publish: Publish = (run) => {
    begun.add(run.folder);
    return new Publisher(audience, run);
  };
  try {
    return await act(publish);
  } catch (error) {
    if (begun.size === 0) await tellRefusal(request, error, audience, world);
    throw error;
  }
}

/** Of a run that has begun elsewhere; undefined: there is no forge that could be told. */
export function publishOf(request: PublishRequest, world: World): Publish | undefined {
  const audience = audienceOf(request, world);
  return audience === null ? undefined : (run) => new Publisher(audience, run);
}

/** Of a run that another job may have begun: told where it is about what this job is about, and never over a newer one. */
export function publishAttached(request: PublishRequest, world: World): Publish | undefined {
  const { forge } = request;
  if (forge === undefined) return undefined;
  const { context } = forge;
  // Numbers of this job say nothing of those that began the run.
  const audience = audienceOf({ ...request, forge: { ...forge, context: { ...context, sequence: null } } }, world);
  return (run) => {
    const { pull = null } = run.plan.run;
    const isAboutIt = pull === null ? run.plan.commit.head === context.head : pull === context.pull?.number;
    return audience === null || !isAboutIt ? null : new Publisher(audience, run);
  };
}

/** A run that is stored, whoever drives it or has driven it. False: not all was told. @param folder its own, with its logs */
export async function tellStored(
  request: PublishRequest,
  { record, folder }: { readonly record: RunRecord; readonly folder: string | null },
  world: World,
): Promise<boolean> {
  const audience = audienceOf(request, world);
  if (audience === null) return false;
  const logTail = folder === null ? () => [] : await logTails(record, folder).catch(() => () => []);
  const follows = goesOn(record) && record.backend === 'kubernetes';
  const follow = follows ? `automl attach ${record.id}` : null;
  let isTold = true;
  const warn: Audience['warn'] = (sentence, told) => {
    isTold = false;
    audience.warn(sentence, told);
  };
  await tellRun({ ...audience, warn }, record, { note: null, follow, logTail });
  return isTold;
}

/** Files that were checked and not run: good news is told only where a comment says otherwise. */
export async function tellChecked(request: PublishRequest, files: readonly CheckedFile[], world: World): Promise<void> {
  const audience = audienceOf(request, world);
  if (audience === null) return;
  const when = files.some(({ diagnostics }) => hasErrors(diagnostics)) ? 'always' : 'if there';
  await tellPull(
    audience,
    { topic: topicOf(request, world), when, status: null },
    checkedText(request, files, audience),
  );
}

/** @param text what `automl plan` prints */
export async function tellPlan(
  request: PublishRequest,
  { file, environment }: { readonly file: string; readonly environment: string | null },
  text: string,
  world: World,
): Promise<void> {
  const audience = audienceOf(request, world);
  if (audience === null) return;
  const planned: CommentText = (limit) =>
    `### 📋 Planned: nothing was run\n\n${foldedPlan(text, { bytes: limit, open: 'closed' })}`;
  await tellPull(audience, { topic: { file, environment }, when: 'always', status: null }, planned);
}

/** Null: there is no forge that could be told. */
export function audienceOf(
  { forge, comment, commentKey, output, logLevel }: Omit<PublishRequest, 'target' | 'checkout'>,
  world: World,
): Audience | null {
  // A comment starts a job of the default branch, which the pull request is not about.
  if (forge === undefined || forge.context.fork || isCommented(forge)) return null;
  const pull = comment === false ? null : (forge.context.pull?.number ?? null);
  return {
    forge,
    pull,
    key: commentKey ?? null,
    // Without a comment nobody would read it.
    listens: pull !== null && typeof forge.connect !== 'string' && listens(forge, world),
    now: world.now,
    sleep: systemSleep,
    warn: (sentence, told) => {
      world.err.write(`warning: ${sentence}\n`);
      // Who misses the comment finds the reason on the page of the pull request.
      const isMissed = output === 'github' && pull !== null && told.includes('the comment');
      if (isMissed) world.out.write(`::warning title=automl::${escapeData(sentence)}\n`);
    },
    note: (sentence) => {
      const isShown = output !== 'json' && (logLevel === 'info' || logLevel === 'debug');
      if (isShown) world.err.write(`${sentence}\n`);
    },
  };
}

async function tellRefusal(request: PublishRequest, error: unknown, audience: Audience, world: World): Promise<void> {
  const { forge } = audience;
  const links = forge.links(forge.context.head);
  const text: CommentText =
    error instanceof InvalidFile
      ? checkedText(request, [error.checked], audience)
      : (limit) =>
          refusedRunComment({
            file: topicOf(request, world).file,
            message: messageOf(error),
            links,
            limits: { commentBytes: limit },
          });
  const status = statusOfRefusal(request, messageOf(error), audience, world);
  await tellPull(audience, { topic: topicOf(request, world), when: 'always', status }, text);
}

function checkedText({ target }: PublishRequest, problems: readonly CheckedFile[], { forge }: Audience): CommentText {
  const links = forge.links(forge.context.head);
  const file = problems[0]?.file ?? target;
  return (limit) => refusedComment({ file, problems, links, limits: { commentBytes: limit } });
}

/** Null: it is not known by which name a run would have told it, or of which commit. */
function statusOfRefusal(
  { target, checkout, environment }: PublishRequest,
  message: string,
  { forge, key }: Audience,
  { cwd }: World,
): CommitStatus | null {
  const { context } = forge;
  const { workflow } = loadWorkflow(target, { cwd: checkout ?? cwd });
  if (context.head === null || workflow === null) return null;
  try {
    const asked = { trigger: triggerOf(context), ...(environment === undefined ? {} : { environment }) };
    const named = { workflow: workflow.name, environment: chosenEnvironment(workflow, asked) };
    return refusedStatus(named, key, { commit: context.head, message, url: forge.links(context.head).run ?? null });
  } catch {
    // What is wrong with the environment is why it was refused.
    return null;
  }
}

/** Which environment a run would have had is known only where somebody named it. */
function topicOf({ target, checkout, environment }: PublishRequest, { cwd }: World) {
  const file = workflowPath(target, checkout ?? cwd);
  const root = path.dirname(file);
  return { file: fileIn(repositoryFolder(root) ?? root, { root, file }), environment };
}
