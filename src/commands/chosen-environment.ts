/** Where a run deploys to: what somebody asked for, else what started it. */
import { AutomlError } from '../errors.ts';
import { environmentOfRun } from '../plan/environment.ts';
import type { Workflow } from '../workflow/model.ts';
import { pullOf } from '../workflow/preview.ts';
import type { PlanTarget } from './prepare.ts';

/** @throws AutomlError USAGE for the preview of another pull request: nobody would take away what is deployed there */
export function chosenEnvironment(
  workflow: Pick<Workflow, 'environments' | 'preview'>,
  { environment, trigger }: Pick<PlanTarget, 'environment' | 'trigger'>,
): string | null {
  if (environment === undefined) return environmentOfRun(workflow, trigger);
  const pull = pullOf(environment);
  if (pull !== null && pull !== trigger.pull) {
    const why = `the environment ${environment} is the preview of pull request ${pull}`;
    throw new AutomlError('USAGE', `${why}: only CI jobs of that one deploy there`);
  }
  return environment;
}
