/** The job of the action: its forge, and how it is told of what the job does. */
import type { ActionInputs } from '../forges/github/action-inputs.ts';
import type { Forge } from '../forges/forge.ts';
import { githubJob } from './ci-context.ts';
import type { PublishRequest } from './publishing.ts';
import type { World } from './world.ts';

/** Steps of this machine must not see the token: only what speaks with the forge does. */
export function forgeOf({ token }: ActionInputs, { env, version }: Pick<World, 'env' | 'version'>): Promise<Forge> {
  return githubJob({ env: { ...env, GITHUB_TOKEN: token || env['GITHUB_TOKEN'] }, version });
}

/** @param about what is told of */
export function tellingOf(
  { environment, comment, commentKey, logLevel }: ActionInputs,
  forge: Forge,
  about: Pick<PublishRequest, 'target' | 'checkout'>,
): PublishRequest {
  const { target, checkout } = about;
  return {
    target,
    forge,
    comment,
    output: 'github',
    logLevel,
    ...(checkout === undefined ? {} : { checkout }),
    ...(environment === undefined ? {} : { environment }),
    ...(commentKey === undefined ? {} : { commentKey }),
  };
}
