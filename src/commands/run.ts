/** `automl run`: a run, its record and report where they were asked for, and its exit code. */
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import type { Publish } from '../publishing/publisher.ts';
import type { RunRecord } from '../records/schema.ts';
import { executeRun, type ExecuteRequest, type FinishedRun } from './execute.ts';
import { published, type PublishRequest } from './publishing.ts';
import { ReportFiles, type ReportRequest } from './report-files.ts';
import type { World } from './world.ts';

export type RunRequest = ExecuteRequest & ReportRequest & Pick<PublishRequest, 'comment' | 'commentKey'>;

export async function run(request: RunRequest, world: World): Promise<ExitCode> {
  const execute = (publish: Publish | undefined): Promise<FinishedRun> =>
    executeRun(publish === undefined ? request : { ...request, publish }, world);
  return reported(request, world, () => published(request, world, execute));
}

/** The run's reports where they were asked for, and its exit code. */
export async function reported(
  request: ReportRequest,
  world: World,
  execute: () => Promise<FinishedRun>,
): Promise<ExitCode> {
  const files = new ReportFiles(request, world);
  const finished = await execute().catch((error: unknown) => {
    // A run that was left to the cluster has begun.
    if (error instanceof AutomlError && error.code !== 'DETACHED') files.writeRefused(error);
    throw error;
  });
  await files.write(finished);
  return exitCodeFor(finished.record.state);
}

export function exitCodeFor(state: RunRecord['state']): ExitCode {
  switch (state) {
    case 'succeeded':
      return exitCode.ok;
    case 'cancelled':
      return exitCode.cancelled;
    case 'failed':
      return exitCode.failed;
    // Only a run that was submitted has not ended here.
    case 'pending':
    case 'running':
      return exitCode.ok;
  }
}
