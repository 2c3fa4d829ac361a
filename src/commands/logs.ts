/** `automl logs`: what the steps of a run printed. */
import { createReadStream, existsSync } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
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
  for (const { task, attempts, state } of chosen) {
    const attempt = request.attempt ?? attempts;
    if (attempt > attempts || attempt === 0) {
      if (request.steps.length === 0) continue;
      const why = attempts === 0 ? `it was never started (${state})` : `it had ${attempts}`;
      throw new AutomlError('NOT_FOUND', `${taskKey(task)} has no log of attempt ${attempt || 1}: ${why}`);
    }
    if (chosen.length > 1) world.out.write(`==> ${taskKey(task)} <==\n`);
    await print(path.join(path.dirname(file), logFile(task, attempt)), world);
  }
  return exitCode.ok;
}

/** As it is for programs; for a terminal without what would steer it. No log: the driver was killed before it was made. */
async function print(file: string, world: World): Promise<void> {
  if (!existsSync(file)) return;
  const bytes = createReadStream(file);
  const clean = world.color ? colouredLine : plainLine;
  const chunks = world.tty ? lines(createInterface({ input: bytes, crlfDelay: Infinity }), clean) : bytes;
  for await (const chunk of chunks) {
    if (!world.out.write(chunk)) await once(world.out, 'drain');
  }
}

async function* lines(source: AsyncIterable<string>, clean: (line: string) => string): AsyncGenerator<string> {
  for await (const line of source) yield `${clean(line)}\n`;
}

interface LoggedTask {
  readonly task: Task;
  readonly attempts: number;
  readonly state: string;
}

/** @throws AutomlError NOT_FOUND that names a near step */
function chooseTasks(record: RunRecord, wanted: readonly string[]): LoggedTask[] {
  const all = record.steps.flatMap((step): LoggedTask[] =>
    step.children === null
      ? [{ task: { step: step.name }, attempts: step.attempts.length, state: step.state }]
      : step.children.map((child) => ({
          task: { step: step.name, iteration: child.iteration },
          attempts: child.attempts.length,
          state: child.state,
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
