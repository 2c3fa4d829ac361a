/** `automl validate`: every problem of the files at once; nothing is run. */
import { exitCode, type ExitCode } from '../errors.ts';
import { type CheckedFile, type DiagnosticFormat, formatDiagnostics } from '../report/diagnostics.ts';
import { foresee } from '../schedule/foreseen.ts';
import { hasErrors } from '../workflow/diagnostic.ts';
import { loadWorkflow, type LoadedWorkflow } from '../workflow/load.ts';
import { linted } from './linted.ts';
import { policyRules } from './policy.ts';
import { ReportFiles } from './report-files.ts';
import { driftOf } from './schedule-drift.ts';
import type { World } from './world.ts';

export interface ValidateRequest {
  readonly targets: readonly string[];
  readonly format: DiagnosticFormat;
  /** Also write the problems here, as GitLab's code quality reads them. */
  readonly codeQuality?: string;
}

export function validate(request: ValidateRequest, world: World): ExitCode {
  return validated(request, world).code;
}

/** As `validate`, for who wants to know what was found. */
export function validated(
  request: ValidateRequest,
  world: World,
): { readonly files: readonly CheckedFile[]; readonly code: ExitCode } {
  const now = world.now();
  const reports = new ReportFiles(request, world);
  const files = request.targets.map((target) => {
    const { rules, broken } = policyRules(target, world);
    // Whether the file is valid nobody can tell then.
    return broken ?? foreseen(withDrift(linted(loadWorkflow(target, { cwd: world.cwd, rules }), now), world), now);
  });
  world.out.write(formatDiagnostics(files, request.format, world));
  reports.writeChecked(files);
  const isInvalid = files.some(({ diagnostics }) => hasErrors(diagnostics));
  return { files, code: isInvalid ? exitCode.invalidFile : exitCode.ok };
}

function foreseen(loaded: LoadedWorkflow, now: number): CheckedFile {
  return { ...loaded, schedules: foresee(loaded.workflow?.schedules ?? [], now) };
}

function withDrift(loaded: LoadedWorkflow, world: World): LoadedWorkflow {
  return { ...loaded, diagnostics: [...loaded.diagnostics, ...driftOf(loaded, world)] };
}
