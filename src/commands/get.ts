/** `automl get runs` and `automl get run`: views of the records of a project. */
import path from 'node:path';
import { exitCode, type ExitCode } from '../errors.ts';
import { canonical } from '../records/canonical.ts';
import { listRuns, readRun, runsFolder } from '../records/file-store.ts';
import type { RunRecord } from '../records/schema.ts';
import { runReport } from '../report/run-report.ts';
import { renderText } from '../report/text-table.ts';
import { duration, secondsBetween } from '../report/units.ts';
import { projectRoot } from '../workflow/load.ts';
import type { World } from './world.ts';

export interface GetRunsRequest {
  readonly target: string;
  readonly output: 'text' | 'json';
}

export async function getRuns(request: GetRunsRequest, world: World): Promise<ExitCode> {
  const folder = runsFolder(projectRoot(path.resolve(world.cwd, request.target)));
  const { runs, problems } = await listRuns(folder, world);
  for (const problem of problems) world.err.write(`warning: ${problem}\n`);
  if (request.output === 'json') world.out.write(`${JSON.stringify(runs, null, 2)}\n`);
  else if (runs.length === 0) world.out.write('no runs yet: automl run\n');
  else world.out.write(renderText(runs.map(runRow), world));
  return exitCode.ok;
}

function runRow(record: RunRecord): Readonly<Record<string, string>> {
  const seconds = secondsBetween(record.started_at, record.ended_at);
  return {
    run: record.id,
    workflow: record.workflow,
    state: record.state,
    started: record.started_at.replace('T', ' ').replace(/\.\d+Z$/, 'Z'),
    duration: seconds === null ? '–' : duration(seconds),
    commit: record.commit.head === null ? '–' : `${record.commit.head.slice(0, 7)}${record.commit.dirty ? '+' : ''}`,
    environment: record.environment ?? '–',
    reason: record.reason ?? '',
  };
}
