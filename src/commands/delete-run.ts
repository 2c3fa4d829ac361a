/** `automl delete run`: what is kept of one run, here and in the cluster. What it has deployed stays. */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { hasDriver } from '../records/driver.ts';
import { isRunId } from '../records/run-id.ts';
import { inPlaces, type PlacesRequest } from './places.ts';
import type { World } from './world.ts';

export interface DeleteRunRequest extends PlacesRequest {
  /** Id, or its beginning. */
  readonly run: string;
  /** Also while somebody drives it. */
  readonly force: boolean;
}

export async function deleteRun(request: DeleteRunRequest, world: World): Promise<ExitCode> {
  return inPlaces(request, world, async (places) => {
    const { record, file } = await places.find(request.run);
    const { id } = record;
    // The id stands in a file that anybody may have written: it must not lead out of the folder of runs.
    const folder = places.folder === null || !isRunId(id) ? null : path.join(places.folder, id);
    // A record that lies elsewhere is a copy that somebody keeps.
    const isHere = folder !== null && file !== null && path.dirname(file) === folder;
    if (isHere && !request.force && (await hasDriver(folder, world)))
      throw new AutomlError('USAGE', `run ${id} is being driven on this machine: end it first, or give --force`);
    const gone: string[] = [];
    if (places.cluster !== null && record.backend === 'kubernetes') {
      const { api } = places.cluster;
      const { removeRun } = await import('../backends/kubernetes/inventory/inventory.ts');
      if (await removeRun(api, { id, isForced: request.force, host: world.host }))
        gone.push(`namespace ${api.namespace}`);
    }
    if (isHere) {
      await rm(folder, { recursive: true, force: true });
      gone.push(folder);
    }
    if (gone.length === 0)
      throw new AutomlError('NOT_FOUND', `nothing of run ${id} was found to delete: name its cluster, or its folder`);
    world.out.write(`run ${id} deleted from ${gone.join(' and ')}\n`);
    return exitCode.ok;
  });
}
