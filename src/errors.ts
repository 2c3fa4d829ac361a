/** Errors that a person caused and can mend. Everything else is a defect of ours and keeps its stack. */

export type ErrorCode =
  /** The command line, an input or a param is wrong. */
  | 'USAGE'
  /** The workflow file has errors: an `InvalidFile`. */
  | 'INVALID_FILE'
  /** The machine or the cluster can't run this as it is. */
  | 'PREFLIGHT'
  /** The API server can't be reached, or refused, or failed. */
  | 'CLUSTER'
  /** GitHub, GitLab or a server like them can't be reached, or refused. */
  | 'FORGE'
  /** What was asked for is not there. */
  | 'NOT_FOUND'
  /** The run has not ended, and goes on in the cluster without this program. */
  | 'DETACHED';

export class AutomlError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AutomlError';
    this.code = code;
  }
}

/** Exit codes of the command line, also in docs/cli.md. */
export const exitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  invalidFile: 3,
  changes: 4,
  detached: 75,
  cancelled: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export function exitCodeOf(error: unknown): ExitCode {
  if (!(error instanceof AutomlError)) return exitCode.failed;
  switch (error.code) {
    case 'USAGE':
    case 'NOT_FOUND':
      return exitCode.usage;
    case 'INVALID_FILE':
      return exitCode.invalidFile;
    case 'DETACHED':
      return exitCode.detached;
    case 'PREFLIGHT':
    case 'CLUSTER':
    case 'FORGE':
      return exitCode.failed;
  }
}

/** The sentence of an error, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
