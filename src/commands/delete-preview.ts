/** `automl delete preview`: all that is there of pull requests in a namespace, and the runs that would deploy it again. */
import type { KubeApi } from '../backends/kubernetes/client/api.ts';
import type { Preview } from '../backends/kubernetes/serving/previews.ts';
import { AutomlError, exitCode, type ExitCode } from '../errors.ts';
import type { Forge } from '../forges/forge.ts';
import { withCluster, type ConnectionRequest } from './choose-setup.ts';
import { closedPreviews, isOf, tellGone } from './forge-previews.ts';
import { interruptSignal } from './interrupt-signal.ts';
import type { World } from './world.ts';

export interface DeletePreviewRequest extends ConnectionRequest {
  /** Numbers of pull requests; empty: that of the job. */
  readonly pulls: readonly number[];
  /** All of those that are closed, as the forge says. */
  readonly allClosed: boolean;
  /** Only of this workflow. */
  readonly workflow?: string;
  /** Which one, where several repositories have previews of these numbers. */
  readonly project?: string;
}

/** @param forge of the job; null: a person's command line */
export async function deletePreview(
  request: DeletePreviewRequest,
  forge: Forge | null,
  world: World,
): Promise<ExitCode> {
  const { workflow, project } = request;
  const whose = { ...(workflow === undefined ? {} : { workflow }), ...(project === undefined ? {} : { project }) };
  const pulls = request.allClosed ? null : pullsOf(request, forge);
  const say = (sentence: string): void => void world.out.write(`${sentence}\n`);
  await withCluster(request, world, ({ api }) => deletePreviewsIn(api, { ...whose, pulls, forge, say }, world));
  return exitCode.ok;
}

export interface Deletion extends Pick<DeletePreviewRequest, 'workflow' | 'project'> {
  /** Null: all that are closed. */
  readonly pulls: readonly number[] | null;
  readonly forge: Forge | null;
  /** Told what went, a sentence each. */
  readonly say: (sentence: string) => void;
}

/** @throws ApiError @throws AutomlError */
export async function deletePreviewsIn(api: KubeApi, deletion: Deletion, world: World): Promise<void> {
  const { pulls, forge, say } = deletion;
  const { previewsOf } = await import('../backends/kubernetes/inventory/inventory.ts');
  const ours = (await previewsOf(api)).filter((preview) => isMeant(preview, deletion));
  const chosen = pulls === null ? await closedOf(ours, forge) : ours.filter(({ pull }) => pulls.includes(pull));
  refuseSeveral(chosen);
  if (chosen.length === 0) {
    const which = pulls === null ? 'a pull request that is closed' : `pull request ${pulls.join(', ')}`;
    say(`namespace ${api.namespace} has no preview of ${which}`);
  }
  await remove(chosen, api, say, world);
  if (forge === null) return;
  const gone = { pulls: [...chosen.map(({ pull }) => pull), ...(pulls ?? [])], removed: chosen };
  await tellGone(gone, forge, (sentence) => void world.err.write(`warning: ${sentence}\n`));
}

/** @throws AutomlError USAGE */
function pullsOf({ pulls }: DeletePreviewRequest, forge: Forge | null): readonly number[] {
  const own = forge?.context.pull?.number;
  if (pulls.length > 0) return pulls;
  if (own !== undefined) return [own];
  throw new AutomlError('USAGE', 'which preview? name its pull request by its number: automl delete preview 7');
}

/** A job speaks of its own repository. */
function isMeant(preview: Preview, { workflow, project, forge }: Deletion): boolean {
  if (workflow !== undefined && preview.workflow !== workflow) return false;
  if (project !== undefined) return preview.project === project;
  const repository = forge?.context.repository ?? null;
  return repository === null || isOf(preview, repository);
}

/** @throws AutomlError USAGE where there is no forge to ask @throws AutomlError FORGE */
async function closedOf(previews: readonly Preview[], forge: Forge | null): Promise<readonly Preview[]> {
  if (forge === null)
    throw new AutomlError('USAGE', 'which pull requests are closed only a job of a forge can ask: name their numbers');
  if (typeof forge.connect === 'string') throw new AutomlError('USAGE', forge.connect);
  const api = await forge.connect();
  return closedPreviews(previews, api).finally(() => api.close());
}

/** @throws AutomlError USAGE: numbers are the same in every repository */
function refuseSeveral(previews: readonly Preview[]): void {
  const projects = new Map(previews.map((preview) => [preview.project, preview]));
  const repositories = new Set(previews.map(({ repository }) => repository));
  if (repositories.size <= 1) return;
  const list = [...projects].map(([id, { repository, file }]) => `\n  --project ${id}  ${repository} ${file}`).join('');
  throw new AutomlError('USAGE', `${repositories.size} repositories have such a preview here; say which:${list}`);
}

async function remove(previews: readonly Preview[], api: KubeApi, say: Deletion['say'], world: World): Promise<void> {
  const { removePreviews } = await import('./remove-previews.ts');
  const interrupt = interruptSignal(world);
  const reason = ({ environment }: Preview): string => `the preview ${environment} is deleted`;
  try {
    await removePreviews(previews, { api, reason, say, signal: interrupt.signal }, world);
  } finally {
    interrupt.close();
  }
}
