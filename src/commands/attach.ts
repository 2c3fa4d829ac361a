/** `automl attach RUN` goes on with a run that was begun anywhere, as does the pod of its driver; `automl cancel RUN` ends it. */
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import type { Publish } from '../publishing/publisher.ts';
import { runsFolder } from '../records/file-store.ts';
import type { LogLevel } from '../report/console.ts';
import { connectOrFail, type ConnectionRequest } from './choose-setup.ts';
import { goOn, type FinishedRun } from './execute.ts';
import { keepHeapSmall } from './heap.ts';
import type { RunOutput } from './reporting.ts';
import { exitCodeFor } from './run.ts';
import type { BegunRun } from './setup.ts';
import type { World } from './world.ts';

export interface AttachRequest extends ConnectionRequest {
  /** Id of the run, or its beginning. */
  readonly run: string;
  readonly output: RunOutput;
  readonly logLevel: LogLevel;
  /** How the run is told to the forge; absent: it is not. */
  readonly publish?: Publish;
  /** Why it is to be cancelled; null: it is not. */
  readonly cancel: string | null;
}

/** Follows its driver; sees to it that it has one. */
export async function attach(request: AttachRequest, world: World): Promise<ExitCode> {
  // To cancel a run nobody waits for another driver.
  const how = request.cancel === null ? 'submit' : 'drive';
  return withRun(request, { how, allowsOlder: false }, world, async (id, begun) => {
    const { record } = await seeToEnd(id, begun, request, world);
    if (request.cancel === null) return exitCodeFor(record.state);
    // It had ended before anybody heard of the cancel.
    if (record.state !== 'cancelled') world.err.write(`run ${id} had ${record.state} before it could be cancelled\n`);
    return exitCode.ok;
  });
}

/** As `attach`, for who wants to know how it ended. */
export async function attachTo(request: AttachRequest, world: World): Promise<FinishedRun> {
  return withRun(request, { how: 'submit', allowsOlder: false }, world, (id, begun) =>
    seeToEnd(id, begun, request, world),
  );
}

export interface DriveRequest extends Omit<AttachRequest, 'cancel'> {
  /** An older commit may replace the services of a newer one. */
  readonly allowsOlder: boolean;
}

/** What the pod of a driver does: drives the run until it is over, whatever comes of it. @throws AutomlError DETACHED when it has to stop */
export async function drive(request: DriveRequest, world: World): Promise<ExitCode> {
  const { allowsOlder } = request;
  return withRun(request, { how: 'drive', allowsOlder }, world, async (id, begun) => {
    await seeToEnd(id, begun, { ...request, cancel: null }, world);
    return exitCode.ok;
  });
}

/** What a CI does after it has killed our main step: the run is cancelled, unless its file says that it goes on; then null. */
export async function endInterrupted(
  request: Omit<AttachRequest, 'cancel'>,
  world: World,
): Promise<FinishedRun | null> {
  return withRun(request, { how: 'drive', allowsOlder: false }, world, async (id, begun) => {
    if (begun.plan.onInterrupt === 'cancel')
      return seeToEnd(id, begun, { ...request, cancel: 'the CI job was interrupted' }, world);
    world.err.write(`run ${id} goes on without this job; go on with it by: automl attach ${id}\n`);
    return null;
  });
}

interface GoingOn {
  /** Where nobody drives the run: submit leaves it to a driver in the cluster, if its plan says so; drive does not. */
  readonly how: 'submit' | 'drive';
  readonly allowsOlder: boolean;
}

async function withRun<T>(
  request: Pick<AttachRequest, 'run'> & ConnectionRequest,
  { how, allowsOlder }: GoingOn,
  world: World,
  use: (id: string, begun: BegunRun & { readonly place: string }) => Promise<T>,
): Promise<T> {
  keepHeapSmall();
  const cluster = await connectOrFail(request, world);
  try {
    const { api } = cluster;
    const { findRun } = await import('../backends/kubernetes/inventory/inventory.ts');
    const { begunRun } = await import('./begun-run.ts');
    const { submissionOf } = await import('./submission.ts');
    const submission = how === 'submit' ? submissionOf({ detach: false, allowsOlder }, world) : null;
    const id = await findRun(api, request.run);
    const begun = await begunRun(cluster, id, world, { submission, allowsOlder });
    if (begun !== null) return await use(id, { ...begun, place: `kubernetes ${api.namespace}` });
    const fix = 'start it again by the command that began it';
    throw new AutomlError('NOT_FOUND', `run ${id} in namespace ${api.namespace} has no plan yet: ${fix}`);
  } finally {
    await cluster.close();
  }
}

function seeToEnd(
  id: string,
  begun: BegunRun & { readonly place: string },
  { output, logLevel, cancel, publish }: Pick<AttachRequest, 'output' | 'logLevel' | 'cancel' | 'publish'>,
  world: World,
): Promise<FinishedRun> {
  const { place } = begun;
  const about = { backend: 'kubernetes', place, output, logLevel, cancel, detach: true } as const;
  const told = publish === undefined ? {} : { publish };
  return goOn({ begun, id, runs: runsFolder(world.cwd), ...about, ...told }, world);
}
