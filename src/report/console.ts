/** A run as it is told to people: a line per change with the time since the start, logs between, a table and a verdict. */
import type { RunEvent } from '../engine/events.ts';
import type { RunStateView } from '../engine/view.ts';
import { taskKey, type Plan, type PlanStep } from '../plan/plan.ts';
import type { RunRecord } from '../records/schema.ts';
import { headerLines, verdictLine } from './headline.ts';
import { narrate, type Sentence } from './narration.ts';
import { painter, type Paint } from './paint.ts';
import { colouredLine, oneLine, plainLine } from './plain-text.ts';
import { forwardLines } from './reach.ts';
import type { OutputEvent, Reporter } from './reporter.ts';
import { runTable } from './run-table.ts';
import type { TextOutput } from './text-output.ts';
import { elapsed } from './units.ts';
import { displayWidth, padEnd, padStart } from './width.ts';

export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

export interface ConsoleOptions {
  readonly out: TextOutput;
  readonly plan: Plan;
  /** What people call the place: `local`, `kubernetes ml-team`. */
  readonly backend: string;
  readonly color: boolean;
  readonly tty: boolean;
  readonly columns: number;
  /** error: a failed run's verdict; warn: also failures and the table; info: also changes and logs; debug: also each child. */
  readonly level: LogLevel;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const severity: Readonly<Record<LogLevel, number>> = { error: 0, warn: 1, info: 2, debug: 3 };
const timeWidth = 6;
const widestName = 40;

export function consoleReporter(options: ConsoleOptions): Reporter {
  return new ConsoleReporter(options);
}

class ConsoleReporter implements Reporter {
  readonly #options: ConsoleOptions;
  readonly #paint: Paint;
  readonly #steps: ReadonlyMap<string, PlanStep>;
  readonly #nameWidth: number;
  readonly #stepWidth: number;
  readonly #prefixes = new Map<string, string>();
  #start: number;

  constructor(options: ConsoleOptions) {
    this.#options = options;
    this.#paint = painter(options.color);
    this.#steps = new Map(options.plan.steps.map((step) => [step.name, step]));
    this.#nameWidth = widest(options.plan.steps.map(nameOf));
    this.#stepWidth = widest(options.plan.steps.map(logName));
    this.#start = options.now();
  }

  runEvent(event: RunEvent, state: RunStateView): void {
    if (event.type === 'run-started') {
      this.#start = event.at;
      if (this.#shows('info'))
        for (const line of headerLines(this.#options.plan, this.#options.backend)) void this.#put(line);
    }
    for (const sentence of narrate(event, state)) this.#tell(sentence, event.at);
  }

  output(event: OutputEvent): Promise<void> | undefined {
    const child = event.task.iteration !== undefined;
    if (!this.#shows(event.type === 'phase' && child ? 'debug' : 'info')) return undefined;
    if (event.type === 'log') {
      const line = this.#options.color ? colouredLine(event.line) : plainLine(event.line);
      return this.#put(`${this.#prefix(taskKey(event.task))}${line}`);
    }
    const step = this.#steps.get(event.task.step) ?? null;
    const text = oneLine(`${child ? `#${event.task.iteration ?? 0} ` : ''}${event.message}`);
    this.#tell({ step, text, tone: 'quiet', level: 'info' }, this.#options.now());
    return undefined;
  }

  async end(record: RunRecord): Promise<void> {
    const { text, tone } = verdictLine(record);
    if (this.#shows('warn')) {
      void this.#options.out.write(`\n${runTable(record, this.#options)}`);
      for (const line of forwardLines(record)) void this.#put(line);
    }
    if (this.#shows('warn') || record.state !== 'succeeded') void this.#put(this.#paint(tone, text));
    await this.#options.out.flush();
  }

  #shows(level: LogLevel): boolean {
    return severity[level] <= severity[this.#options.level];
  }

  #tell({ step, text, tone, level }: Sentence, at: number): void {
    if (!this.#shows(level)) return;
    const time = padStart(elapsed(Math.max(0, at - this.#start) / 1000), timeWidth);
    const name = step === null ? '' : `${padEnd(nameOf(step), this.#nameWidth)}  `;
    // A whole line in red is read first, a whole line in green says nothing more than its mark.
    const told = tone === 'good' ? this.#paint(tone, text.slice(0, 1)) + text.slice(1) : this.#paint(tone, text);
    void this.#put(`${this.#paint('quiet', time)}  ${name}${told}`);
  }

  /** Where the names of steps stand, so that the bars of several logs form one line. */
  #prefix(key: string): string {
    const known = this.#prefixes.get(key);
    if (known !== undefined) return known;
    const prefix = `${' '.repeat(timeWidth + 2)}${this.#paint('quiet', `${padEnd(oneLine(key), this.#stepWidth)} │`)} `;
    this.#prefixes.set(key, prefix);
    return prefix;
  }

  #put(line: string): Promise<void> | undefined {
    return this.#options.out.write(`${line}\n`);
  }
}

/** With room for the number of a child. */
function logName({ name, sweep, forEach }: PlanStep): string {
  return oneLine(sweep === undefined && forEach === undefined ? name : `${name}#1`);
}

function nameOf(step: PlanStep): string {
  return oneLine(`${step.stage}/${step.name}`);
}

function widest(names: readonly string[]): number {
  return names.reduce((most, name) => Math.max(most, Math.min(displayWidth(name), widestName)), 0);
}
