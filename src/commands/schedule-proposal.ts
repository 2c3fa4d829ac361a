/** `automl schedule sync --pull-request`: the workflow files of schedules as a pull request of GitHub or Gitea. */
import { AutomlError } from '../errors.ts';
import { chooseForge, type Forge } from './choose-forge.ts';
import { placeOf } from './file-place.ts';
import { githubParts } from './github-parts.ts';
import type { LoadedTarget } from './prepare.ts';
import type { World } from './world.ts';

/** A sentence about what became of it. @throws AutomlError USAGE, FORGE */
export async function proposeFiles(
  target: LoadedTarget,
  { forge: asked }: { readonly forge?: Forge },
  world: World,
): Promise<string> {
  const place = await placeOf(target);
  const signs = { host: place.remote?.forge ?? null, repository: place.repository };
  const forge = chooseForge(asked === undefined ? signs : { ...signs, asked }, world);
  if (forge === null || forge === 'gitlab') {
    const why = forge === null ? 'nothing says that this is one of them' : 'GitLab has no files of schedules';
    throw new AutomlError('USAGE', `--pull-request is for GitHub and Gitea: ${why}`);
  }
  const { place: server, connect, ...parts } = githubParts(place, forge, world);
  if (server === null || connect === null) {
    const lacks = server === null ? 'an origin on a server' : `a token in ${server.tokens.join(' or ')}`;
    throw new AutomlError('USAGE', `a pull request needs ${lacks}`);
  }
  const { proposeSchedules } = await import('../forges/github/schedules/pull-request.ts');
  const client = await connect();
  try {
    const url = await proposeSchedules({ ...parts, place: server, client }, target.workflow.schedules);
    return url ?? 'the default branch has all workflow files as they should be: no pull request is needed';
  } finally {
    await client.close();
  }
}
