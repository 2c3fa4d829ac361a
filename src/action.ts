/** The GitHub Action's door: inputs, event payload, outputs and exit code meet the commands here and nowhere else. */
import type * as core from '@actions/core';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { plan } from './commands/plan.ts';
import { parseSecretLines } from './backends/local/secrets.ts';
import type { ClusterRequest } from './commands/choose-setup.ts';
import { githubJob } from './commands/ci-context.ts';
import { endInterrupted } from './commands/attach.ts';
import { executeRun } from './commands/execute.ts';
import { exitCodeFor } from './commands/run.ts';
import { githubRunKey } from './commands/run-key.ts';
import { detaching } from './commands/run-options.ts';
import { validate } from './commands/validate.ts';
import type { World } from './commands/world.ts';
import { InvalidFile } from './commands/prepare.ts';
import { exitCode, exitCodeOf, messageOf } from './errors.ts';
import { formatDiagnostics } from './report/diagnostics.ts';
import { readActionInputs, type ActionInputs } from './forges/github/action-inputs.ts';
import type { ForgeContext } from './forges/context.ts';
import { githubRepository } from './forges/github/context.ts';
import { githubLinks } from './forges/github/links.ts';
import { scheduledJob } from './forges/github/scheduled.ts';
import { reportRun, type JobReport } from './forges/github/run-report.ts';
import { escapeData } from './report/workflow-commands.ts';
import { readRun } from './records/file-store.ts';
import type { RunRecord } from './records/schema.ts';
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

async function main(core: Core, base: World): Promise<number> {
  const inputs = readActionInputs((name) => core.getInput(name));
  const world = { ...base, tty: false };
  const context = await githubJob(world);
  const request = planTarget(inputs, context);
  if (context.fork && inputs.command === 'run') {
    world.out.write('::notice title=automl::a pull request from a fork is validated only: its code gets no secrets\n');
  }
  const command = context.fork ? 'validate' : inputs.command;
  if (command === 'validate') return validate({ targets: [request.target], format: 'github' }, world);
  for (const value of masksOf(inputs.secrets)) core.setSecret(value);
  const secrets = { secretFiles: [], secretLines: inputs.secrets };
  const whole = { ...request, ...clusterRequest(inputs, world), ...secrets, grace: 4 };
  switch (command) {
    case 'plan':
      return plan({ ...whole, output: 'text' }, world);
    case 'run': {
      const { record, folder } = await executeRun(
        {
          ...whole,
          runKey: githubRunKey(request, world.env),
          output: 'github',
          logLevel: inputs.logLevel,
          keepServices: false,
          ...detaching(inputs.detach, inputs.driver),
        },
        world,
        (started) => {
          core.saveState('run', started);
        },
      );
      await reportRun(jobReport(core, world, record), record, folder);
      core.saveState('reported', 'true');
      // For a job a run that was cancelled has failed; one that was only submitted has not.
      return exitCodeFor(record.state) === exitCode.ok ? exitCode.ok : exitCode.failed;
    }
  }
}

/** The post step of a run whose main step was killed: a run of this machine went down with it, one of a cluster goes on. */
async function reportInterrupted(core: Core, base: World, folder: string): Promise<void> {
  const world = { ...base, tty: false };
  const id = path.basename(folder);
  // Killed before anything happened, it has no record.
  const found = await readRun(path.dirname(folder), id, world).catch(() => null);
  if (found !== null && found.record.backend !== 'kubernetes') {
    await reportRun(jobReport(core, world, found.record), found.record, folder);
    return;
  }
  const inputs = readActionInputs((name) => core.getInput(name));
  const ended = await endInterrupted(
    { ...clusterRequest(inputs, world), run: id, output: 'github', logLevel: inputs.logLevel },
    world,
  );
  if (ended !== null) await reportRun(jobReport(core, world, ended.record), ended.record, ended.folder);
}

function jobReport(core: Core, world: World, record: RunRecord): JobReport {
  const setOutput = (name: string, value: string): void => {
    core.setOutput(name, value);
  };
  return {
    summaryFile: world.env['GITHUB_STEP_SUMMARY'],
    links: githubLinks(world.env, record.commit.head),
    setOutput,
  };
}

function planTarget(inputs: ActionInputs, context: ForgeContext) {
  const { head, merge } = context;
  const { trigger, schedule, commitFromCheckout } = scheduledJob(inputs, context);
  // Not by another current folder: annotations name files as the repository does.
  const inFolder = (file: string): string => path.join(inputs.workingDirectory, file);
  return {
    target: inFolder(inputs.file),
    params: inputs.params,
    steps: inputs.steps,
    trigger,
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
