/** How the readers of one YAML text say what is wrong with it: by offset, since lines are counted once, elsewhere. */
import type { DiagnosticCode } from '../codes.ts';
import type { Severity } from '../diagnostic.ts';

/** A message may name the line of another offset. */
export type Message = string | ((lineOf: (offset: number) => number) => string);

export type Report = (severity: Severity, code: DiagnosticCode, offset: number, message: Message) => void;

/** Levels of lists and maps. Far above what a workflow needs, far below what the stack holds. */
export const MAX_DEPTH = 100;
