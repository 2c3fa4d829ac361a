/** What is wrong with workflow files: for people, for GitHub, for programs. */
import type { ForeseenSchedule } from '../schedule/foreseen.ts';
import type { Diagnostic } from '../workflow/diagnostic.ts';
import { painter, type Paint } from './paint.ts';
import { oneLine } from './plain-text.ts';
import { scheduleLines } from './schedules.ts';
import { plural } from './units.ts';
import { displayWidth, padEnd } from './width.ts';
import { escapeData, escapeProperty } from './workflow-commands.ts';

export const diagnosticFormats = ['text', 'github', 'json'] as const;
export type DiagnosticFormat = (typeof diagnosticFormats)[number];

/** One file that was checked. */
export interface CheckedFile {
  /** As the user would type it. */
  readonly file: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly steps: number;
  /** When it runs by itself; absent: nobody asked. */
  readonly schedules?: readonly ForeseenSchedule[];
}

/** Lines, each with its end. */
export function formatDiagnostics(
  files: readonly CheckedFile[],
  format: DiagnosticFormat,
  { color }: { readonly color: boolean },
): string {
  switch (format) {
    case 'text':
      return lines(files.flatMap((file) => [...textLines(file.diagnostics, painter(color)), ...summary(file)]));
    case 'github':
      return lines(files.flatMap((file) => [...file.diagnostics.map(annotation), ...summary(file)]));
    case 'json': {
      const diagnostics = files.flatMap((file) => file.diagnostics);
      const steps = files.reduce((sum, file) => sum + file.steps, 0);
      const schedules = files.flatMap(({ file, schedules = [] }) => schedules.map((each) => ({ file, ...each })));
      return lines([JSON.stringify({ diagnostics, ...counts(diagnostics), steps, schedules }, null, 2)]);
    }
  }
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** `automl.yaml:14:15  error  UNKNOWN_NEED  step "pick" needs …`, in columns. */
function textLines(diagnostics: readonly Diagnostic[], paint: Paint): string[] {
  const place = ({ file, line, column }: Diagnostic): string => `${oneLine(file)}:${line}:${column}`;
  const places = diagnostics.reduce((most, each) => Math.max(most, displayWidth(place(each))), 0);
  const codes = diagnostics.reduce((most, { code }) => Math.max(most, code.length), 0);
  return diagnostics.map((diagnostic) => {
    const { severity, code, message } = diagnostic;
    const level = severity === 'error' ? paint('bad', 'error') : 'warn ';
    return `${padEnd(place(diagnostic), places)}  ${level}  ${code.padEnd(codes)}  ${oneLine(message)}`;
  });
}

/** `2 errors, 1 warning in automl.yaml (32 steps checked, nothing was run)`, and the schedules. */
function summary({ file, diagnostics, steps, schedules = [] }: CheckedFile): readonly string[] {
  const { errors, warnings } = counts(diagnostics);
  const found = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ];
  const verdict = found.length > 0 ? `${found.join(', ')} in ${oneLine(file)}` : `${oneLine(file)} is valid`;
  return [`${verdict} (${plural(steps, 'step')} checked, nothing was run)`, ...scheduleLines(schedules)];
}

function counts(diagnostics: readonly Diagnostic[]): { readonly errors: number; readonly warnings: number } {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: diagnostics.length - errors };
}

function annotation({ file, line, column, severity, code, message }: Diagnostic): string {
  const properties = `file=${escapeProperty(file)},line=${line},col=${column},title=${escapeProperty(code)}`;
  return `::${severity} ${properties}::${escapeData(oneLine(message))}`;
}
