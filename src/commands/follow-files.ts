/** `automl logs -f` of a run that another process of this machine drives: what comes to its log files. */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as later } from 'node:timers/promises';
import { isFinal } from '../engine/view.ts';
import { exitCode, type ExitCode } from '../errors.ts';
import { taskKey } from '../plan/plan.ts';
import { isCode } from '../records/files.ts';
import { logFile, readRun } from '../records/file-store.ts';
import { attemptOf, chooseTasks, type TaskChoice } from './chosen-tasks.ts';
import { interruptSignal } from './interrupt-signal.ts';
import { LogPaper } from './log-paper.ts';
import type { World } from './world.ts';

/** Milliseconds between two looks. */
const pause = 300;

/** Until those that are wanted have ended. @param record its file */
export async function followFiles(record: string, choice: TaskChoice, world: World): Promise<ExitCode> {
  const interrupt = interruptSignal(world);
  const paper = new LogPaper(world);
  const logs = new Map<string, GrowingFile>();
  try {
    for (;;) {
      const { record: seen } = await readRun('', record, world);
      const chosen = chooseTasks(seen, choice);
      for (const logged of chosen) {
        const attempt = logged.attempts === 0 ? null : attemptOf(logged, choice);
        if (attempt === null) continue;
        const file = path.join(path.dirname(record), logFile(logged.task, attempt));
        const log = logs.get(file) ?? new GrowingFile(file, chosen.length > 1 ? taskKey(logged.task) : null);
        logs.set(file, log);
        for (const line of await log.next()) await paper.line(line, log.name);
      }
      if (interrupt.signal.aborted) return exitCode.cancelled;
      if (isFinal(seen.state) || chosen.every(({ state }) => isFinal(state))) {
        for (const { rest, name } of logs.values()) if (rest !== '') await paper.line(rest, name);
        return exitCode.ok;
      }
      await later(pause, undefined, { signal: interrupt.signal }).catch(() => undefined);
    }
  } finally {
    interrupt.close();
  }
}

/** Lines of a file that somebody writes. */
class GrowingFile {
  /** Whose it is; null: no other's are printed. */
  readonly name: string | null;
  readonly #path: string;
  readonly #decoder = new StringDecoder('utf8');
  #position = 0;
  #begun = '';

  constructor(file: string, name: string | null) {
    this.name = name;
    this.#path = file;
  }

  /** What has come of a line without its end. */
  get rest(): string {
    return this.#begun;
  }

  /** Those that have come to their end since the last time. */
  async next(): Promise<readonly string[]> {
    const text = await this.#read();
    const lines = `${this.#begun}${text}`.split('\n');
    this.#begun = lines.pop() ?? '';
    return lines;
  }

  async #read(): Promise<string> {
    try {
      const file = await open(this.#path);
      try {
        const { size } = await file.stat();
        const length = Math.max(0, size - this.#position);
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, this.#position);
        this.#position += bytesRead;
        return this.#decoder.write(buffer.subarray(0, bytesRead));
      } finally {
        await file.close();
      }
    } catch (error) {
      // Its attempt has only just begun.
      if (isCode(error, 'ENOENT')) return '';
      throw error;
    }
  }
}
