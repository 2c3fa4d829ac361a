/** `automl report RUN`: tells a forge of a stored run whose own job is over, from another job. */
import path from 'node:path';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import type { Forge } from '../forges/forge.ts';
import { jobOf } from './ci-context.ts';
import { inPlaces, type PlacesRequest } from './places.ts';
import { tellStored, type PublishRequest } from './publishing.ts';
import type { World } from './world.ts';

export interface ReportRunRequest extends PlacesRequest, Pick<PublishRequest, 'comment' | 'commentKey'> {
  /** Id, its beginning, `latest`, or a record file. */
  readonly run: string;
  /** Pull or merge request that gets the comment; absent: that of the run. */
  readonly pull?: number;
}

/** @throws AutomlError USAGE outside a job, FORGE where it has no token */
export async function reportRun(request: ReportRunRequest, world: World): Promise<ExitCode> {
  const forge = await jobOf(world);
  if (forge === null)
    throw new AutomlError('USAGE', 'this is no CI job: "automl report" tells the forge of the job that calls it');
  if (typeof forge.connect === 'string') throw new AutomlError('FORGE', forge.connect);
  return inPlaces(request, world, async (places) => {
    const { record, file } = await places.find(request.run);
    const telling = {
      ...request,
      forge: about(forge, request.pull ?? record.pull),
      output: 'text',
      logLevel: 'info',
    } as const;
    const isTold = await tellStored(telling, { record, folder: file === null ? null : path.dirname(file) }, world);
    return isTold ? exitCode.ok : exitCode.failed;
  });
}

/** Numbers of this job say nothing of those that began the run. */
function about(forge: Forge, number: number | null): Forge {
  const pull = number === null ? null : { number, base: null, baseHead: null, isClosed: false };
  return { ...forge, context: { ...forge.context, pull, sequence: null } };
}
