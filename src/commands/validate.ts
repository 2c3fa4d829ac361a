/** `automl validate`: every problem of the files at once; nothing is run. */
import path from 'node:path';
import { exitCode, type ExitCode } from '../errors.ts';
import { formatDiagnostics, type DiagnosticFormat } from '../report/diagnostics.ts';
import { hasErrors } from '../workflow/diagnostic.ts';
import { loadWorkflow } from '../workflow/load.ts';
import type { World } from './world.ts';

export interface ValidateRequest {
  readonly targets: readonly string[];
  readonly format: DiagnosticFormat;
}

export async function validate(request: ValidateRequest, world: World): Promise<ExitCode> {
  const files = await Promise.all(
    request.targets.map((target) => loadWorkflow(path.resolve(world.cwd, target), world.cwd)),
  );
  world.out.write(formatDiagnostics(files, request.format, { color: world.color }));
  return files.some(({ diagnostics }) => hasErrors(diagnostics)) ? exitCode.invalidFile : exitCode.ok;
}
