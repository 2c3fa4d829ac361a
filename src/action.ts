/** The GitHub Action's door: inputs, event payload, outputs and exit code meet the commands here and nowhere else. */
import type * as core from '@actions/core';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { plan } from './commands/plan.ts';
import { parseSecretLines } from './backends/local/secrets.ts';
import type { ClusterRequest } from './commands/choose-setup.ts';
import { forgeOf, tellingOf } from './commands/action-job.ts';
import { published, publishOf, tellChecked, tellPlan, tellStored } from './commands/publishing.ts';
import { closePull, isClosed, type ClosedPull } from './commands/closed-pull.ts';
import { endInterrupted } from './commands/attach.ts';
import { checkFork, forkSentence } from './commands/fork.ts';
import { executeRun, type ExecuteRequest, type FinishedRun } from './commands/execute.ts';
import { exitCodeFor } from './commands/run.ts';
import { githubRunKey } from './commands/run-key.ts';
import { detaching } from './commands/run-options.ts';
import { slashDeeds } from './commands/slash-deeds.ts';
import { validated } from './commands/validate.ts';
import type { World } from './commands/world.ts';
import { InvalidFile, type PlanTarget } from './commands/prepare.ts';
import { exitCode, exitCodeOf, messageOf, type ExitCode } from './errors.ts';
import { formatDiagnostics } from './report/diagnostics.ts';
import { readActionInputs, type ActionInputs } from './forges/github/action-inputs.ts';
import { baseOf, triggerOf, type ForgeContext } from './forges/context.ts';
import type { Forge } from './forges/forge.ts';
import { githubRepository } from './forges/github/context.ts';
import { githubLinks } from './forges/github/links.ts';
import { refuseUnlessAllowed } from './forges/github/pull-request-target.ts';
import { scheduledJob } from './forges/github/scheduled.ts';
import { addToSummary } from './forges/github/job-summary.ts';
import { reportRun, type JobReport } from './forges/github/run-report.ts';
import { escapeData, unobeyed } from './report/workflow-commands.ts';
import { readRun } from './records/file-store.ts';
import { isCommented, slashCommand } from './slash-commands/slash-command.ts';
import { processWorld } from './world.ts';

type Core = typeof core;

/** Called for the main step and again for the post step; the saved state tells which. */
export async function action(home: URL): Promise<void> {
  const core = await import('@actions/core');
  const world = processWorld(process, home, randomBytes);
  try {
    const run = core.getState('run');
    if (core.getState('main') === '') {
      core.saveState('main', 'started');
      process.exitCode = await main(core, world);
    } else if (run !== '' && core.getState('reported') === '') {
      await reportInterrupted(core, world, run);
    }
  } catch (error) {
    // What went wrong is told here: only what was killed leaves something to the post step.
    core.saveState('reported', 'true');
    // A run that can't be made is the job's failure, annotated where it can be mended.
    const annotated =
      error instanceof InvalidFile
        ? formatDiagnostics([error.checked], 'github', world)
        : `::error title=automl::${escapeData(messageOf(error))}\n`;
    world.out.write(annotated);
    process.exitCode = exitCodeOf(error);
  }
}

async function main(core: Core, base: World): Promise<ExitCode> {
  const inputs = readActionInputs((name) => core.getInput(name));
  const world = { ...base, tty: false };
  const forge = await forgeOf(inputs, world);
  const { context } = forge;
  refuseUnlessAllowed(context, inputs);
  const request = planTarget(inputs, context);
  if (inputs.command === 'run' && context.pull !== null && isClosed(forge))
    return closed(inputs, { pull: context.pull.number, forge }, world);
  for (const value of [...masksOf(inputs.secrets), inputs.token ?? '']) if (value !== '') core.setSecret(value);
  const secrets = { secretFiles: [], secretLines: inputs.secrets };
  const whole = { ...request, ...clusterRequest(inputs, world), ...secrets, grace: 4 };
  if (inputs.command === 'run' && isCommented(forge)) return obey(core, inputs, forge, whole, world);
  const { command } = inputs;
  if (context.fork && command !== 'validate') return ofFork(request, world);
  const telling = tellingOf(inputs, forge, request);
  if (command === 'validate') {
    const { files, code } = validated({ targets: [request.target], format: 'github' }, world);
    await tellChecked(telling, files, world);
    return code;
  }
  switch (command) {
    case 'plan':
      return published(telling, world, () =>
        plan(
          { ...whole, forge, output: 'text', onPlanned: (made, text) => tellPlan(telling, made, text, world) },
          unheeded(world),
        ),
      );
    case 'run':
      return run(core, inputs, { ...whole, forge }, world);
  }
}

type WholeTarget = PlanTarget & ClusterRequest & Pick<ExecuteRequest, 'secretFiles' | 'secretLines' | 'grace'>;

async function run(
  core: Core,
  inputs: ActionInputs,
  request: WholeTarget & { readonly forge: Forge },
  world: World,
): Promise<ExitCode> {
  const telling = tellingOf(inputs, request.forge, request);
  const { record, folder, baseline } = await published(telling, world, (publish) =>
    executeRun(
      {
        ...request,
        runKey: githubRunKey(request, world.env),
        output: 'github',
        logLevel: inputs.logLevel,
        keepServices: false,
        ...detaching(inputs.detach, inputs.driver),
        ...(publish === undefined ? {} : { publish }),
      },
      world,
      (started) => {
        core.saveState('run', started);
      },
    ),
  );
  await reportRun(jobReport(core, world, { record, baseline }), record, folder);
  core.saveState('reported', 'true');
  // For a job a run that was cancelled has failed; one that was only submitted has not.
  return exitCodeFor(record.state) === exitCode.ok ? exitCode.ok : exitCode.failed;
}

/** A comment started the job: what it says is done, and nothing else. */
function obey(core: Core, inputs: ActionInputs, forge: Forge, request: WholeTarget, world: World): Promise<ExitCode> {
  const { logLevel, commentKey: key = null } = inputs;
  const asked = { ...request, output: 'github', logLevel, keepServices: false } as const;
  const deeds = slashDeeds(asked, world, (commanded) => run(core, inputs, commanded, world));
  const token = world.env['GITHUB_TOKEN'] || inputs.token || null;
  return slashCommand({ forge, target: request.target, key, token }, deeds, world);
}

/** Its code gets neither secrets nor a cluster, and the page of the job says so. */
async function ofFork(request: PlanTarget, world: World): Promise<ExitCode> {
  world.out.write(`::notice title=automl::${forkSentence}\n`);
  const { code, plan: planned } = await checkFork({ ...request, format: 'github' }, world, unheeded(world));
  await addToSummary(world.env['GITHUB_STEP_SUMMARY'], [forkSentence], planned);
  return code;
}

/** Names and params of a plan are the file's: GitHub obeys none of them. */
function unheeded(world: World): World {
  return { ...world, out: unobeyed(world.out, () => Buffer.from(world.random(16)).toString('hex')) };
}

/** What is done is all that the job's page has to say. */
async function closed(
  inputs: ActionInputs,
  about: Pick<ClosedPull, 'pull' | 'forge'>,
  world: World,
): Promise<ExitCode> {
  const said: string[] = [];
  const say = (sentence: string): void => {
    said.push(sentence);
    world.out.write(`${sentence}\n`);
  };
  const code = await closePull({ ...about, cluster: clusterRequest(inputs, world), say }, world);
  await addToSummary(world.env['GITHUB_STEP_SUMMARY'], said);
  return code;
}

/** The post step of a run whose main step was killed: a run of this machine went down with it, one of a cluster goes on. */
async function reportInterrupted(core: Core, base: World, folder: string): Promise<void> {
  const world = { ...base, tty: false };
  const id = path.basename(folder);
  // Killed before anything happened, it has no record.
  const found = await readRun(path.dirname(folder), id, world).catch(() => null);
  const inputs = readActionInputs((name) => core.getInput(name));
  const telling = tellingOf(inputs, await forgeOf(inputs, world), { target: inputs.file });
  if (found !== null && found.record.backend !== 'kubernetes') {
    await tellStored(telling, { record: found.record, folder }, world);
    await reportRun(jobReport(core, world, { record: found.record, baseline: null }), found.record, folder);
    return;
  }
  const publish = publishOf(telling, world);
  const ended = await endInterrupted(
    {
      ...clusterRequest(inputs, world),
      run: id,
      output: 'github',
      logLevel: inputs.logLevel,
      ...(publish === undefined ? {} : { publish }),
    },
    world,
  );
  if (ended !== null) await reportRun(jobReport(core, world, ended), ended.record, ended.folder);
}

function jobReport(core: Core, world: World, { record, baseline }: Omit<FinishedRun, 'folder'>): JobReport {
  const setOutput = (name: string, value: string): void => {
    core.setOutput(name, value);
  };
  return {
    summaryFile: world.env['GITHUB_STEP_SUMMARY'],
    links: githubLinks(world.env, record.commit.head),
    baseline,
    setOutput,
  };
}

function planTarget(inputs: ActionInputs, context: ForgeContext) {
  const { head, merge } = context;
  const base = baseOf(context);
  const { trigger, schedule, commitFromCheckout } = scheduledJob(inputs, { trigger: triggerOf(context) });
  // Not by another current folder: annotations name files as the repository does.
  const inFolder = (file: string): string => path.join(inputs.workingDirectory, file);
  return {
    target: inFolder(inputs.file),
    params: inputs.params,
    offered: context.inputs,
    steps: inputs.steps,
    trigger,
    ...(base === null ? {} : { base }),
    ...(schedule === undefined ? {} : { schedule }),
    ...(head === null || commitFromCheckout ? {} : { commit: { head, merge, ref: trigger.branch ?? trigger.tag } }),
    ...(inputs.paramsFile === undefined ? {} : { paramsFile: inFolder(inputs.paramsFile) }),
    ...(inputs.environment === undefined ? {} : { environment: inputs.environment }),
    ...(inputs.parallel === undefined ? {} : { parallel: inputs.parallel }),
    ...(inputs.driver === undefined ? {} : { driver: inputs.driver }),
    ...(inputs.failFast === undefined ? {} : { failFast: inputs.failFast }),
  };
}

function clusterRequest(inputs: ActionInputs, { env }: World): ClusterRequest {
  const { backend, kubeconfig, context, namespace, proxyUrl } = inputs;
  const repository = githubRepository(env);
  return {
    backend,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(proxyUrl === undefined ? {} : { proxyUrl }),
    ...(repository === null ? {} : { repository }),
  };
}

/** What the runner shall mask: each value, and each of its lines, as it masks line by line. */
function masksOf(lines: readonly string[]): string[] {
  const values = [...parseSecretLines(lines).values()].flatMap((set) => Object.values(set));
  return values.flatMap((value) => [value, ...value.split('\n')]).filter((value) => value.trim().length >= 4);
}
