/** A workflow that the built command line runs in the cluster, with what it leaves on this machine. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunRecord, StepRecord } from '../../../src/records/schema.ts';
import type { Ended } from '../child.ts';
import { startAutoml } from '../cluster.ts';

export interface RunEnded extends Ended {
  readonly record: RunRecord;
  /** Folder of the logs. */
  readonly logs: string;
  /** MiB that the command line's own process had in memory at most. */
  readonly peak: number;
  /** @throws Error for a step that the record does not have */
  step(name: string): StepRecord;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<RunEnded>;
}

/** `automl run` of the folder, with its record. */
export function startRun(folder: string, namespace: string, ...args: readonly string[]): Running {
  const words = ['run', '--namespace', namespace, '--record', 'record.json', ...args];
  const { child, ended } = startAutoml(words, { cwd: folder });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, 200);
  const finish = async (): Promise<RunEnded> => {
    const end = await ended.finally(() => {
      clearInterval(timer);
    });
    const record = readRecord(path.join(folder, 'record.json'), end);
    return {
      ...end,
      record,
      logs: path.join(folder, '.automl', 'runs', record.id, 'logs'),
      peak,
      step: (name) => stepOf(record, name),
    };
  };
  return { child, ended: finish() };
}

function readRecord(file: string, { stdout, stderr }: Ended): RunRecord {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RunRecord;
  } catch (error) {
    throw new Error(`no record: ${stdout.slice(-2000)}${stderr.slice(-2000)}`, { cause: error });
  }
}

function stepOf(record: RunRecord, name: string): StepRecord {
  const step = record.steps.find((candidate) => candidate.name === name);
  if (step === undefined) throw new Error(`the record has no step ${name}`);
  return step;
}

/** 0: it is not there, or not any more. */
function peakOf(pid: number | undefined): number {
  try {
    const [, kibibytes = '0'] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8')) ?? [];
    return Number(kibibytes) / 1024;
  } catch {
    return 0;
  }
}
