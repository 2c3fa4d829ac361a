/** What comes from a fork: its file is validated and planned here, and nothing of it is run. */
import { AutomlError, exitCode, messageOf, type ExitCode } from '../errors.ts';
import { plan } from './plan.ts';
import type { PlanTarget } from './prepare.ts';
import { validate, type ValidateRequest } from './validate.ts';
import type { World } from './world.ts';

export interface ForkRequest extends PlanTarget, Pick<ValidateRequest, 'format' | 'codeQuality'> {}

export interface CheckedFork {
  /** Of the validation. */
  readonly code: ExitCode;
  /** What `automl plan` prints; null: there is none. */
  readonly plan: string | null;
}

export const forkSentence =
  'what comes from a fork is validated and planned only: its code gets neither secrets nor a cluster';

/** @param planning where the plan is printed: names and params in it are the file's */
export async function checkFork(
  { format, codeQuality, ...target }: ForkRequest,
  world: World,
  planning: World = world,
): Promise<CheckedFork> {
  const told = codeQuality === undefined ? {} : { codeQuality };
  const code = validate({ targets: [target.target], format, ...told }, world);
  if (code !== exitCode.ok) return { code, plan: null };
  let printed: string | null = null;
  const onPlanned = (_: unknown, text: string): Promise<void> => {
    printed = text;
    return Promise.resolve();
  };
  const offline = { backend: 'local', secretFiles: [], secretLines: [], output: 'text' } as const;
  try {
    await plan({ ...target, ...offline, onPlanned }, planning);
  } catch (error) {
    if (!(error instanceof AutomlError)) throw error;
    // What it lacks may be a param that is a secret of the repository.
    world.err.write(`warning: it could not be planned: ${messageOf(error)}\n`);
  }
  return { code, plan: printed };
}
