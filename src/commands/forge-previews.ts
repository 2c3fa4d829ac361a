/** What a forge knows of the pull requests that previews are of, and is told when they are gone. */
import { projectId } from '../backends/kubernetes/objects/owner.ts';
import type { Preview } from '../backends/kubernetes/serving/previews.ts';
import { messageOf } from '../errors.ts';
import type { ForgeRepository } from '../forges/context.ts';
import type { Forge, ForgeApi } from '../forges/forge.ts';
import { noteRemoved, type RemovedPreview } from '../publishing/removed-preview.ts';
import { previewOf } from '../workflow/preview.ts';

/** Most previews that are taken away at once, as there are calls for each. */
const most = 20;

/** Also one of another workflow file of it. By its id: its name may be another one by now, and this one somebody else's. */
export function isOf({ project, file }: Preview, { forge, id }: Pick<ForgeRepository, 'forge' | 'id'>): boolean {
  return project === projectId({ forge, repository: id, file });
}

/**
 * Those of pull requests that are closed for certain: they are not among the open ones, which may be an answer that lacks
 * some, and asked for one by one the forge says so too. @throws AutomlError FORGE
 */
export async function closedPreviews(previews: readonly Preview[], api: ForgeApi): Promise<readonly Preview[]> {
  const open = new Set(await api.openPulls());
  const closed: Preview[] = [];
  for (const preview of previews.filter(({ pull }) => !open.has(pull)).slice(0, most))
    if (await isPullClosed(api, preview.pull)) closed.push(preview);
  return closed;
}

/** One that the forge does not know, or keeps from us, may be open for all that we know. Never rejects. */
export async function isPullClosed(api: Pick<ForgeApi, 'pull'>, pull: number): Promise<boolean> {
  const state = await api.pull(pull).catch(() => null);
  return state !== null && !state.isOpen;
}

/**
 * Best effort: they are gone, whatever the forge shows.
 * @param pulls numbers of pull requests of which nothing stands any more: also where nothing was removed, as the forge may
 *   not have heard of it
 */
export async function tellGone(
  { pulls, removed }: { readonly pulls: readonly number[]; readonly removed: readonly RemovedPreview[] },
  { connect }: Pick<Forge, 'connect'>,
  warn: (sentence: string) => void,
): Promise<void> {
  const environments = [...new Set(pulls)].map(previewOf);
  if (typeof connect === 'string' || environments.length === 0) return;
  const causes = new Set<string>();
  const unlessRefused = (call: Promise<unknown> | undefined): Promise<unknown> =>
    Promise.resolve(call).catch((error: unknown) => causes.add(messageOf(error)));
  try {
    const api = await connect();
    for (const environment of environments) await unlessRefused(api.deployments?.end(environment));
    for (const preview of removed) await unlessRefused(noteRemoved(api, preview));
    await api.close();
  } catch (error) {
    causes.add(messageOf(error));
  }
  for (const cause of causes) warn(`the forge goes on showing ${environments.join(', ')}: ${cause}`);
}
