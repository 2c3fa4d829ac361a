/** `automl attach RUN` goes on with a run that was begun anywhere, `automl cancel RUN` ends it. */
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
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
  /** Why it is to be cancelled; null: it is not. */
  readonly cancel: string | null;
}

/** Follows its driver; drives it where nobody does. */
export async function attach(request: AttachRequest, world: World): Promise<ExitCode> {
  return withRun(request, world, async (id, begun) => {
    const { record } = await seeToEnd(id, begun, request, world);
    if (request.cancel === null) return exitCodeFor(record.state);
    // It had ended before anybody heard of the cancel.
    if (record.state !== 'cancelled') world.err.write(`run ${id} had ${record.state} before it could be cancelled\n`);
    return exitCode.ok;
  });
}

/** What a CI does after it has killed our main step: the run is cancelled, unless its file says that it goes on; then null. */
export async function endInterrupted(
  request: Omit<AttachRequest, 'cancel'>,
  world: World,
): Promise<FinishedRun | null> {
  return withRun(request, world, async (id, begun) => {
    if (begun.plan.onInterrupt === 'cancel')
      return seeToEnd(id, begun, { ...request, cancel: 'the CI job was interrupted' }, world);
    world.err.write(`run ${id} goes on without this job; go on with it by: automl attach ${id}\n`);
    return null;
  });
}

async function withRun<T>(
  request: Pick<AttachRequest, 'run'> & ConnectionRequest,
  world: World,
  use: (id: string, begun: BegunRun & { readonly place: string }) => Promise<T>,
): Promise<T> {
  keepHeapSmall();
  const cluster = await connectOrFail(request, world);
  try {
    const { api } = cluster;
    const { findRun } = await import('../backends/kubernetes/inventory/inventory.ts');
    const { begunRun } = await import('./begun-run.ts');
    const id = await findRun(api, request.run);
    const begun = await begunRun(cluster, id, world);
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
  { output, logLevel, cancel }: Pick<AttachRequest, 'output' | 'logLevel' | 'cancel'>,
  world: World,
): Promise<FinishedRun> {
  const { place } = begun;
  const about = { backend: 'kubernetes', place, output, logLevel, cancel, detach: true } as const;
  return goOn({ begun, id, runs: runsFolder(world.cwd), ...about }, world);
}
