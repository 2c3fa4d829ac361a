/** The Python that runs the step agent on this machine, and with it the steps. */
import { execFile } from 'node:child_process';
import { AutomlError } from '../../errors.ts';

export interface Interpreter {
  /** Absolute path of the interpreter itself, past any shim. */
  readonly executable: string;
  /** `3.11.7` */
  readonly version: string;
}

/** Below this the agent does not run. */
const oldest = { major: 3, minor: 8 };

/** The first of the candidates that answers. @throws AutomlError PREFLIGHT that says what was tried */
export async function findInterpreter(
  wanted: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Interpreter> {
  const candidates = wanted === undefined || wanted === '' ? ['python3', 'python'] : [wanted];
  for (const candidate of candidates) {
    const interpreter = await ask(candidate, env);
    if (interpreter === null) continue;
    const [major = 0, minor = 0] = interpreter.version.split('.').map(Number);
    if (major > oldest.major || (major === oldest.major && minor >= oldest.minor)) return interpreter;
    throw new AutomlError(
      'PREFLIGHT',
      `${candidate} is Python ${interpreter.version}; steps need ${oldest.major}.${oldest.minor} or newer (python.executable in the file, or AUTOML_PYTHON)`,
    );
  }
  throw new AutomlError(
    'PREFLIGHT',
    `no Python found: tried ${candidates.join(', ')}; install Python 3 or name one by python.executable in the file or AUTOML_PYTHON`,
  );
}

function ask(candidate: string, env: Readonly<Record<string, string | undefined>>): Promise<Interpreter | null> {
  const script = 'import sys; print(sys.executable); print(".".join(map(str, sys.version_info[:3])))';
  return new Promise((resolve) => {
    execFile(candidate, ['-I', '-S', '-c', script], { env: { ...env }, timeout: 30_000 }, (error, stdout) => {
      const [executable, version] = stdout.split('\n');
      resolve(error !== null || !executable || !version ? null : { executable, version });
    });
  });
}

/** `image: python:3.12-slim` on a machine with 3.11: the code may behave differently. Null when they agree or nothing is known. */
export function imageVersionWarning(image: string, interpreter: Interpreter): string | null {
  const [, version] = /(?:^|\/)python:(3\.\d+)/.exec(image) ?? [];
  if (version === undefined || interpreter.version.startsWith(`${version}.`)) return null;
  return `image ${image} has Python ${version}, this machine runs the steps with ${interpreter.version}`;
}
