/** `automl get runs` and `automl get run`: views of the records of a project. */
import path from 'node:path';
import { exitCode, type ExitCode } from '../errors.ts';
import { canonical } from '../records/canonical.ts';
import { listRuns, readRun } from '../records/file-store.ts';
import type { RunRecord } from '../records/schema.ts';
import { logTails } from '../records/log-tail.ts';
import { verdictLine } from '../report/headline.ts';
import { markdownSummary } from '../report/markdown.ts';
import { painter } from '../report/paint.ts';
import { forwardLines } from '../report/reach.ts';
import { runTable } from '../report/run-table.ts';
import { renderText } from '../report/text-table.ts';
import { duration, secondsBetween } from '../report/units.ts';
import { runsOf } from './project.ts';
import type { World } from './world.ts';

export interface GetRunsRequest {
  readonly target: string;
  readonly output: 'text' | 'json';
}

export async function getRuns(request: GetRunsRequest, world: World): Promise<ExitCode> {
  const folder = runsOf(request.target, world);
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

export interface GetRunRequest {
  /** Id, its beginning, `latest`, or a record file. */
  readonly run: string;
  readonly target: string;
  readonly output: 'text' | 'json' | 'canonical' | 'markdown';
}

export async function getRun(request: GetRunRequest, world: World): Promise<ExitCode> {
  const { record, file } = await readRun(runsOf(request.target, world), request.run, world);
  world.out.write(await show(record, file, request.output, world));
  return exitCode.ok;
}

async function show(record: RunRecord, file: string, output: GetRunRequest['output'], world: World): Promise<string> {
  switch (output) {
    case 'json':
      return `${JSON.stringify(record, null, 2)}\n`;
    case 'canonical':
      return `${canonical(record)}\n`;
    case 'markdown':
      return markdownSummary(record, { logTail: await logTails(record, path.dirname(file)) });
    case 'text': {
      const { text, tone } = verdictLine(record);
      const ways = forwardLines(record).map((line) => `${line}\n`);
      return `${runTable(record, world)}${ways.join('')}${painter(world.color)(tone, text)}\n`;
    }
  }
}
