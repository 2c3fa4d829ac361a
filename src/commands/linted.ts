/** A workflow file with what is allowed in its schedules and rarely meant. That depends on the time of year. */
import { lintSchedule } from '../schedule/lint.ts';
import type { Diagnostic } from '../workflow/diagnostic.ts';
import type { LoadedWorkflow } from '../workflow/load.ts';

/** @param now milliseconds since the epoch */
export function linted(loaded: LoadedWorkflow, now: number): LoadedWorkflow {
  const { workflow, file, diagnostics } = loaded;
  const found = (workflow?.schedules ?? []).flatMap((schedule) =>
    lintSchedule(schedule, now).map((finding): Diagnostic => ({
      file,
      ...schedule.at,
      severity: 'warning',
      ...finding,
    })),
  );
  if (found.length === 0) return loaded;
  return { ...loaded, diagnostics: [...diagnostics, ...found].sort((a, b) => a.line - b.line || a.column - b.column) };
}
