/** `automl validate`: every problem of the files at once; nothing is run. */
import { exitCode, type ExitCode } from '../errors.ts';
import { formatDiagnostics, type DiagnosticFormat } from '../report/diagnostics.ts';
import { hasErrors } from '../workflow/diagnostic.ts';
import { loadWorkflow } from '../workflow/load.ts';
import { policyRules } from './policy.ts';
import type { World } from './world.ts';

export interface ValidateRequest {
  readonly targets: readonly string[];
  readonly format: DiagnosticFormat;
}

export function validate(request: ValidateRequest, world: World): ExitCode {
  const files = request.targets.map((target) => {
    const { rules, broken } = policyRules(target, world);
    // Whether the file is valid nobody can tell then.
    return broken ?? loadWorkflow(target, { cwd: world.cwd, rules });
  });
  world.out.write(formatDiagnostics(files, request.format, world));
  return files.some(({ diagnostics }) => hasErrors(diagnostics)) ? exitCode.invalidFile : exitCode.ok;
}
