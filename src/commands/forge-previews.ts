/** What a forge knows of the pull requests that previews are of, and is told when they are gone. */
import type { Preview } from '../backends/kubernetes/serving/previews.ts';
import { messageOf } from '../errors.ts';
import type { ForgeRepository } from '../forges/context.ts';
import type { Forge, ForgeApi } from '../forges/forge.ts';

/** Most previews that are taken away at once, as there are calls for each. */
const most = 20;

/** As `ownerNotes` writes it. */
export function repositoryText({ forge, id, name }: ForgeRepository): string {
  return `${forge}/${name ?? id}`;
}

/**
 * Those of pull requests that are closed for certain: they are not among the open ones, which may be an answer that lacks
 * some, and asked for one by one the forge says so too. @throws AutomlError FORGE
 */
export async function closedPreviews(previews: readonly Preview[], api: ForgeApi): Promise<readonly Preview[]> {
  const open = new Set(await api.openPulls());
  const closed: Preview[] = [];
  for (const preview of previews.filter(({ pull }) => !open.has(pull)).slice(0, most))
    if (await isClosed(api, preview.pull)) closed.push(preview);
  return closed;
}

async function isClosed(api: ForgeApi, pull: number): Promise<boolean> {
  // One that it does not know, or keeps from us, may be open for all that we know.
  const state = await api.pull(pull).catch(() => null);
  return state !== null && !state.isOpen;
}

/** Nothing stands in these environments any more. Best effort: they are gone, whatever the forge shows. */
export async function tellGone(
  environments: readonly string[],
  { connect }: Pick<Forge, 'connect'>,
  warn: (sentence: string) => void,
): Promise<void> {
  if (typeof connect === 'string' || environments.length === 0) return;
  try {
    const api = await connect();
    try {
      for (const environment of environments) await api.deployments?.end(environment);
    } finally {
      await api.close();
    }
  } catch (error) {
    warn(`the forge goes on showing ${environments.join(', ')}: ${messageOf(error)}`);
  }
}
