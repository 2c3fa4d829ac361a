/** Runs commands several times, side by side, and keeps what each run took. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

export interface Subject {
  readonly name: string;
  readonly command: readonly string[];
  readonly cwd: string;
}

export interface Measurement {
  readonly subject: Subject;
  /** Wall time of each run, start of the process included. */
  readonly seconds: readonly number[];
  /** Peak resident memory of the largest process of each run. */
  readonly bytes: readonly number[];
  /** Why there are no numbers; null when there are. */
  readonly failure: string | null;
}

const runResult = z.object({ seconds: z.number(), bytes: z.number(), exitCode: z.number() });

type RunResult = z.infer<typeof runResult>;

/** Seconds after which a run is killed. */
const patience = 120;

/**
 * One run of each subject that is not counted, then `runs` rounds of all of them: what else happens on the machine meets
 * all alike. `log` is a file for their output.
 */
export function measureAll(subjects: readonly Subject[], runs: number, log: string): Measurement[] {
  const found = subjects.map((subject) => ({
    subject,
    seconds: [] as number[],
    bytes: [] as number[],
    failure: null as string | null,
  }));
  for (let round = 0; round <= runs; round += 1) {
    for (const measurement of found) {
      if (measurement.failure !== null) continue;
      const { seconds, bytes, exitCode } = runOnce(measurement.subject, log);
      if (exitCode !== 0) {
        measurement.failure = `ended with ${exitCode}: ${lastLine(log)}`;
      } else if (round > 0) {
        measurement.seconds.push(seconds);
        measurement.bytes.push(bytes);
      }
    }
  }
  return found;
}

function runOnce({ command, cwd }: Subject, log: string): RunResult {
  const [program = '', ...args] = measureCommand(command, log, patience);
  const child = spawnSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.error !== undefined) throw child.error;
  return readResult({ code: child.status, stdout: child.stdout });
}

/** The command that runs this one, kills it after so many seconds, and prints what `readResult` reads. */
export function measureCommand(command: readonly string[], log: string, seconds: number): readonly string[] {
  return ['python3', path.join(import.meta.dirname, 'measure.py'), `${seconds}`, log, ...command];
}

/** @throws Error when it was not measured */
export function readResult({ code, stdout }: { readonly code: number | null; readonly stdout: string }): RunResult {
  if (code !== 0) throw new Error(`bench/measure.py ended with ${String(code ?? 'a signal')}`);
  return runResult.parse(JSON.parse(stdout));
}

export function lastLine(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').at(-1)?.trim().slice(0, 200) ?? '';
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
