/** `automl logs`: what the steps of a run printed. */
import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import { taskKey, type Task } from '../plan/plan.ts';
import { logFile, readRun } from '../records/file-store.ts';
import type { RunRecord } from '../records/schema.ts';
import { colouredLine, plainLine } from '../report/plain-text.ts';
import { nearest } from '../workflow/suggestion.ts';
import { runsOf } from './project.ts';
import type { World } from './world.ts';

export interface LogsRequest {
  readonly run: string;
  readonly target: string;
  /** `train`, or `train#2` for a child; empty: all. */
  readonly steps: readonly string[];
  /** Default: the last one. */
  readonly attempt?: number;
}

export async function logs(request: LogsRequest, world: World): Promise<ExitCode> {
  const folder = runsOf(request.target, world);
  const { record, file } = await readRun(folder, request.run, world);
  const chosen = chooseTasks(record, request.steps);
  for (const { task, attempts } of chosen) {
    const attempt = request.attempt ?? attempts;
    if (attempt > attempts || attempt === 0) {
      if (request.steps.length > 0) world.err.write(`${taskKey(task)} has no attempt ${attempt || 1}\n`);
      continue;
    }
    if (chosen.length > 1) world.out.write(`==> ${taskKey(task)} <==\n`);
    await print(path.join(path.dirname(file), logFile(task, attempt)), world);
  }
  return exitCode.ok;
}

/** As it is for programs; for a terminal without what would steer it. */
async function print(file: string, world: World): Promise<void> {
  const bytes = createReadStream(file);
  if (!world.tty) {
    await pipeline(bytes, world.out, { end: false });
    return;
  }
  const clean = world.color ? colouredLine : plainLine;
  for await (const line of createInterface({ input: bytes, crlfDelay: Infinity })) {
    if (!world.out.write(`${clean(line)}\n`)) await once(world.out, 'drain');
  }
}

interface LoggedTask {
  readonly task: Task;
  readonly attempts: number;
}

/** @throws AutomlError NOT_FOUND that names a near step */
function chooseTasks(record: RunRecord, wanted: readonly string[]): LoggedTask[] {
  const all = record.steps.flatMap((step): LoggedTask[] =>
    step.children === null
      ? [{ task: { step: step.name }, attempts: step.attempts.length }]
      : step.children.map((child) => ({
          task: { step: step.name, iteration: child.iteration },
          attempts: child.attempts.length,
        })),
  );
  if (wanted.length === 0) return all;
  const names = [...new Set(all.flatMap(({ task }) => [task.step, taskKey(task)]))];
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const near = nearest(unknown, names);
    const hint =
      near === null ? `it has ${record.steps.map((step) => step.name).join(', ')}` : `did you mean "${near}"?`;
    throw new AutomlError('NOT_FOUND', `run ${record.id} has no step "${unknown}"; ${hint}`);
  }
  return all.filter(({ task }) => wanted.includes(task.step) || wanted.includes(taskKey(task)));
}
