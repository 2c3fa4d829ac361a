/** The event that gives the code of a pull request what only the repository's own code should have. */
import { AutomlError } from '../../errors.ts';
import type { ForgeContext } from '../context.ts';

/**
 * Such a job has the secrets of the repository and a token that may write, whoever opened the pull request:
 * https://docs.github.com/actions/reference/security/secure-use
 * @throws AutomlError USAGE
 */
export function refuseUnlessAllowed(
  { trigger }: Pick<ForgeContext, 'trigger'>,
  { allowPullRequestTarget }: { readonly allowPullRequestTarget: boolean },
): void {
  if (trigger.event !== 'pull_request_target' || allowPullRequestTarget) return;
  const what = 'pull_request_target gives the code of a pull request the secrets of the repository';
  const instead = 'write `on: pull_request` in place of it';
  const all = 'or, where you know what the job checks out, give the action `allow-pull-request-target: true`';
  throw new AutomlError('USAGE', `${what}: ${instead}, ${all}`);
}
