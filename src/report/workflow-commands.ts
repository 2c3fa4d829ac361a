/** GitHub's log dialect: lines `::command key=value::text`, and how to keep what a step prints from being taken for one. */
import { Writable } from 'node:stream';
import type { RunRecord } from '../records/schema.ts';
import { annotations, type Annotation, type AnnotationOptions } from './annotations.ts';
import { plainText } from './plain-text.ts';
import type { Reporter } from './reporter.ts';
import type { TextOutput } from './text-output.ts';

/** As `@actions/core` escapes the text of a command. */
export function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

/** As `@actions/core` escapes the values before the text. */
export function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

export function annotationCommand(annotation: Annotation): string {
  const { level, file, line, title, message } = annotation;
  const properties = [
    `file=${escapeProperty(file)}`,
    ...(line === null ? [] : [`line=${line}`]),
    `title=${escapeProperty(title)}`,
  ];
  return `::${level} ${properties.join(',')}::${escapeData(plainText(message))}`;
}

/** Obeys nothing of what is written, until a command of ours comes. */
export interface GuardedOutput extends TextOutput {
  command(line: string): void;
}

/**
 * Everything but our own commands stands between `::stop-commands::<token>` and `::<token>::`. A new token, which nobody
 * can foresee, each time: a step can't switch commands on again.
 */
export function guardedOutput(out: TextOutput, token: () => string): GuardedOutput {
  let stopped: string | null = null;
  const resume = (): void => {
    if (stopped !== null) void out.write(`::${stopped}::\n`);
    stopped = null;
  };
  return {
    write(text) {
      if (stopped !== null) return out.write(text);
      stopped = token();
      return out.write(`::stop-commands::${stopped}\n${text}`);
    },
    command(line) {
      resume();
      void out.write(`${line}\n`);
    },
    flush() {
      resume();
      return out.flush();
    },
  };
}

/** The same for what is written now and then, and is not told apart from our commands by who writes it. */
export function unobeyed(out: Writable, token: () => string): Writable {
  return new Writable({
    decodeStrings: false,
    write: (text: string, _, done) => {
      const stopped = token();
      out.write(`::stop-commands::${stopped}\n${text.replace(/\n$/, '')}\n::${stopped}::\n`);
      // In order with what others write there.
      done();
    },
  });
}

/** Another reporter in a GitHub job: its output guarded, and the record's annotations at the end. */
export function githubReporter(
  reporter: (out: TextOutput) => Reporter,
  out: TextOutput,
  options: AnnotationOptions & { readonly token: () => string },
): Reporter {
  const guarded = guardedOutput(out, options.token);
  const inner = reporter(guarded);
  return {
    runEvent: (event, state) => {
      inner.runEvent(event, state);
    },
    output: (event) => inner.output(event),
    async end(record: RunRecord): Promise<void> {
      await inner.end(record);
      for (const annotation of annotations(record, options)) guarded.command(annotationCommand(annotation));
      await guarded.flush();
    },
  };
}
