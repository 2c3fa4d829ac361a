/** `automl get artifacts`: the files that the steps of a run have left, and copies of those that are on this machine. */
import { existsSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Artifact } from '../backends/result.ts';
import { fileName } from '../backends/step-spec.ts';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { taskKey, type Task } from '../plan/plan.ts';
import type { RunRecord } from '../records/schema.ts';
import { renderListing, type Row, type ViewFormat } from '../report/listing.ts';
import { bytes } from '../report/units.ts';
import { isAmong } from './chosen-tasks.ts';
import { inPlaces, type Places, type PlacesRequest, type SeenRun } from './places.ts';
import type { World } from './world.ts';

export interface GetArtifactsRequest extends PlacesRequest {
  readonly run: string;
  /** `train`, or `train#2` for a child; empty: all. */
  readonly steps: readonly string[];
  /** Only outputs of this name. */
  readonly name?: string;
  /** Folder to copy them to. */
  readonly download?: string;
  readonly output: ViewFormat;
}

interface FoundArtifact extends Artifact {
  readonly step: string;
  readonly name: string;
  /** A path of this machine, or a claim of the cluster; null: it is nowhere any more. */
  readonly where: string | null;
}

export async function getArtifacts(request: GetArtifactsRequest, world: World): Promise<ExitCode> {
  return inPlaces(request, world, async (places) => {
    const run = await places.find(request.run);
    const claim = await claimOf(run, places);
    const found = artifactsOf(run.record)
      .filter(({ task, name }) => isAmong(task, request.steps) && (request.name ?? name) === name)
      .map(({ task, name, artifact }): FoundArtifact => {
        return { step: taskKey(task), name, ...artifact, where: hereOf(run, task, name) ?? claim };
      });
    if (request.download !== undefined) return download(found, request.download, world);
    const listing = {
      value: found,
      rows: found.map(row),
      more: found.map(({ path: declared, files, sha256 }) => ({ path: declared, files: String(files), sha256 })),
      empty: `run ${run.record.id} has left no files`,
    };
    world.out.write(renderListing(listing, request.output, world));
    return exitCode.ok;
  });
}

function row({ step, name, kind, bytes: size, sha256, where }: FoundArtifact): Row {
  return { step, name, kind, size: bytes(size), sha256: sha256.slice(0, 12), where: where ?? 'gone' };
}

function artifactsOf({ steps }: RunRecord): readonly { task: Task; name: string; artifact: Artifact }[] {
  return steps.flatMap((step) => {
    const tasks = step.children?.map(({ iteration, artifacts }) => ({
      task: { step: step.name, iteration },
      artifacts,
    }));
    return (tasks ?? [{ task: { step: step.name }, artifacts: step.artifacts }]).flatMap(({ task, artifacts }) =>
      Object.entries(artifacts).map(([name, artifact]) => ({ task, name, artifact })),
    );
  });
}

/** Null: this machine has it not. */
function hereOf({ file }: SeenRun, task: Task, name: string): string | null {
  if (file === null) return null;
  const place = path.join(path.dirname(file), 'artifacts', fileName(task), name);
  return existsSync(place) ? place : null;
}

/** The claim with the files of a run in the cluster, in words; null: there is none any more. */
async function claimOf({ record }: SeenRun, { cluster }: Places): Promise<string | null> {
  if (cluster === null || record.backend !== 'kubernetes') return null;
  const { api } = cluster;
  const { readPlan } = await import('../backends/kubernetes/inventory/inventory.ts');
  const claim = (await readPlan(api, record.id))?.facts.store?.claim;
  if (claim === undefined || (await api.getMeta('PersistentVolumeClaim', claim)) === null) return null;
  return `claim ${claim} in ${api.namespace}`;
}

/** Each to `FOLDER/STEP/PATH`, with the path that its step declared. */
async function download(found: readonly FoundArtifact[], folder: string, world: World): Promise<ExitCode> {
  const missing = found.find(({ where }) => where === null || !path.isAbsolute(where));
  if (missing !== undefined) {
    const { step, name, where } = missing;
    const place = where === null ? 'is gone' : `is in ${where}: mount it in a pod to read it`;
    throw new AutomlError('NOT_FOUND', `${step} ${name} is not on this machine: it ${place}`);
  }
  if (found.length === 0) throw new AutomlError('NOT_FOUND', 'there are no such files');
  for (const { step, path: declared, where } of found) {
    const inside = path.normalize(declared);
    const isOutside = inside.startsWith('..') || path.isAbsolute(inside);
    const target = path.resolve(world.cwd, folder, step, isOutside ? path.basename(inside) : inside);
    // The names stand in a file that anybody may have written.
    if (!target.startsWith(path.resolve(world.cwd, folder) + path.sep))
      throw new AutomlError('USAGE', `${step} ${declared} would be copied out of ${folder}`);
    await mkdir(path.dirname(target), { recursive: true });
    await cp(where ?? '', target, { recursive: true });
    world.out.write(`${target}\n`);
  }
  return exitCode.ok;
}
