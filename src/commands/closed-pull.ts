/** A job of a pull request that was merged or closed: nothing is run for it, and its preview goes. */
import { exitCode, type ExitCode } from '../errors.ts';
import type { Forge } from '../forges/forge.ts';
import { clusterOf, type ClusterRequest } from './choose-setup.ts';
import { deletePreviewsIn } from './delete-preview.ts';
import type { World } from './world.ts';

/** A comment below one that is closed may be a command, which is another matter. */
export function isClosed({ context: { pull, comment } }: Pick<Forge, 'context'>): boolean {
  return pull?.isClosed === true && comment === null;
}

export function closedSentence(pull: number): string {
  return `pull request ${pull} is closed: nothing is run for it`;
}

export interface ClosedPull {
  readonly pull: number;
  readonly forge: Forge;
  readonly cluster: ClusterRequest;
  /** Told what is done, a sentence each. */
  readonly say: (sentence: string) => void;
}

/** Its runs that go on are cancelled. @throws AutomlError where the cluster does not let its preview go */
export async function closePull({ pull, forge, cluster: request, say }: ClosedPull, world: World): Promise<ExitCode> {
  say(closedSentence(pull));
  // What comes from a fork was never deployed, and its job has no way to a cluster.
  const cluster = forge.context.fork ? null : await clusterOf(request, world);
  if (cluster === null) return exitCode.ok;
  try {
    await deletePreviewsIn(cluster.api, { pulls: [pull], forge, say }, world);
  } finally {
    await cluster.close();
  }
  return exitCode.ok;
}
