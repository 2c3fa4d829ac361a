/** `automl get runs` and `automl get run`: views of the records of a project, and of those that a cluster has. */
import path from 'node:path';
import type { Cluster } from '../backends/kubernetes/client/cluster.ts';
import { exitCode, type ExitCode } from '../errors.ts';
import type { Task } from '../plan/plan.ts';
import { canonical } from '../records/canonical.ts';
import { logTails } from '../records/log-tail.ts';
import type { RunRecord } from '../records/schema.ts';
import { verdictLine } from '../report/headline.ts';
import { renderListing, renderValue, type Row, type ViewFormat } from '../report/listing.ts';
import { markdownSummary } from '../report/markdown.ts';
import { painter } from '../report/paint.ts';
import { forwardLines } from '../report/reach.ts';
import { runTable } from '../report/run-table.ts';
import { duration, secondsBetween } from '../report/units.ts';
import { keptTails } from './kept-tails.ts';
import { inPlaces, type PlacesRequest, type SeenRun } from './places.ts';
import type { World } from './world.ts';

export interface GetRunsRequest extends PlacesRequest {
  /** Only those of this workflow. */
  readonly workflow?: string;
  readonly output: ViewFormat;
}

export async function getRuns(request: GetRunsRequest, world: World): Promise<ExitCode> {
  return inPlaces(request, world, async (places) => {
    const runs = await places.list(request.workflow);
    const isOfTwo = places.cluster !== null;
    const listing = {
      value: runs.map(({ record, file, namespace, driver }) => ({ ...record, here: file !== null, namespace, driver })),
      rows: runs.map((run) => {
        const { reason = '', ...row } = runRow(run.record);
        return { ...row, ...(isOfTwo ? { where: whereOf(run) } : {}), reason };
      }),
      more: runs.map(moreOf),
      empty: 'no runs yet: automl run',
    };
    world.out.write(renderListing(listing, request.output, world));
    return exitCode.ok;
  });
}

export function runRow(record: RunRecord): Row {
  const seconds = secondsBetween(record.started_at, record.ended_at);
  return {
    run: record.id,
    workflow: record.workflow,
    state: record.state,
    started: shortTime(record.started_at),
    duration: seconds === null ? '–' : duration(seconds),
    commit: record.commit.head === null ? '–' : `${record.commit.head.slice(0, 7)}${record.commit.dirty ? '+' : ''}`,
    environment: record.environment ?? '–',
    reason: record.reason ?? '',
  };
}

function moreOf({ record, driver }: SeenRun): Row {
  const { ref } = record.commit;
  const { file, event, host, schedule } = record;
  return { driver: driver ?? '–', file, ref: ref ?? '–', event, schedule: schedule?.name ?? '–', host };
}

/** `here`: on this machine; else the namespace. */
function whereOf({ file, namespace }: SeenRun): string {
  return [...(file === null ? [] : ['here']), ...(namespace === null ? [] : [namespace])].join(', ');
}

/** Of a time as records have it. */
export function shortTime(time: string): string {
  return time.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

export type RunFormat = ViewFormat | 'canonical' | 'markdown';

export interface GetRunRequest extends PlacesRequest {
  /** Id, its beginning, `latest`, or a record file. */
  readonly run: string;
  readonly output: RunFormat;
}

export async function getRun(request: GetRunRequest, world: World): Promise<ExitCode> {
  return inPlaces(request, world, async (places) => {
    world.out.write(await show(await places.find(request.run), places.cluster, request.output, world));
    return exitCode.ok;
  });
}

async function show(
  { record, file, driver }: SeenRun,
  cluster: Cluster | null,
  output: RunFormat,
  world: World,
): Promise<string> {
  switch (output) {
    case 'json':
    case 'yaml':
      return renderValue(record, output);
    case 'canonical':
      return `${canonical(record)}\n`;
    case 'markdown':
      return markdownSummary(record, { logTail: await tailsOf(record, file, cluster) });
    case 'text':
    case 'wide': {
      const { text, tone } = verdictLine(record);
      const ways = forwardLines(record).map((line) => `${line}\n`);
      const driven = driver === null ? '' : `driven by ${driver}\n`;
      const table = runTable(record, output === 'wide' ? { ...world, tty: false } : world);
      return `${table}${ways.join('')}${driven}${painter(world.color)(tone, text)}\n`;
    }
  }
}

/** @param file of the record on this machine; null: there is none */
async function tailsOf(
  record: RunRecord,
  file: string | null,
  cluster: Cluster | null,
): Promise<(task: Task) => readonly string[]> {
  if (file !== null) return logTails(record, path.dirname(file));
  return cluster === null ? () => [] : keptTails(cluster, record.id);
}
