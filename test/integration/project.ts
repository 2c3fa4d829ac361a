/** A throw-away project and the built command line run on it, as a user would. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunRecord, StepRecord } from '../../src/records/schema.ts';

const cli = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunEnded extends Ended {
  readonly record: RunRecord;
  readonly summary: string;
  step(name: string): StepRecord;
}

export class Project {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'automl-test-'));
  readonly #children: ChildProcess[] = [];

  constructor(files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  write(name: string, text: string): void {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(name: string): string {
    return readFileSync(path.join(this.folder, name), 'utf8');
  }

  has(name: string): boolean {
    return existsSync(path.join(this.folder, name));
  }

  /** Starts the command line; `ended` settles with what it printed. @param input its standard input; default: nothing to read */
  start(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    input = '',
  ): { child: ChildProcess; ended: Promise<Ended> } {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: this.folder,
      // These suites are about this machine and a person, also where a cluster is at hand, and in a job of a forge.
      env: {
        ...process.env,
        KUBECONFIG: '',
        KUBERNETES_SERVICE_HOST: '',
        GITHUB_ACTIONS: '',
        GITLAB_CI: '',
        ...env,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#children.push(child);
    child.stdin.on('error', () => undefined); // it may end without having read everything
    child.stdin.end(input);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    const ended = new Promise<Ended>((resolve) => {
      child.once('close', (code) => {
        resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() });
      });
    });
    return { child, ended };
  }

  automl(...args: readonly string[]): Promise<Ended> {
    return this.start(args).ended;
  }

  /** `automl run` with its record and summary. */
  async run(...args: readonly string[]): Promise<RunEnded> {
    const ended = await this.automl('run', '--record', 'record.json', '--summary', 'summary.md', ...args);
    if (!this.has('record.json')) throw new Error(`no record: ${ended.out}${ended.err}`);
    const record = JSON.parse(this.read('record.json')) as RunRecord;
    return { ...ended, record, summary: this.read('summary.md'), step: (name) => stepOf(record, name) };
  }

  remove(): void {
    for (const child of this.#children) if (child.exitCode === null) child.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The files of a project of one step, given as YAML in flow style. */
export function oneStepFiles(step: string): Readonly<Record<string, string>> {
  return { 'automl.yaml': `name: hostile\nstages:\n  main:\n    - ${step}\n` };
}

export function stepOf(record: RunRecord, name: string): StepRecord {
  const step = record.steps.find((candidate) => candidate.name === name);
  if (step === undefined) throw new Error(`the record has no step ${name}`);
  return step;
}

/** Waits until the condition holds, at most 15 s. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain: ${what}`);
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie answers too, until whoever inherited it looks.
    return !/^State:\s+Z/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '');
  } catch {
    return false;
  }
}
