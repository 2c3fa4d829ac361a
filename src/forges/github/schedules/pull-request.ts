/** The schedules' workflow files as a pull request: for who may not push to the default branch. */
import { z } from 'zod';
import type { Schedule } from '../../../workflow/model.ts';
import type { GitHubClient } from '../client.ts';
import type { GitHubPlace } from '../place.ts';
import { commitFiles, fetchBranch, filesAt, pushCommit, type CommittedFile } from './commit.ts';
import { madeFrom } from './made-file.ts';
import { pinOfAction } from './pin.ts';
import { scheduleFiles, type ScheduledWorkflow } from './schedule-files.ts';
import { defaultBranch } from './store.ts';
import { readWorkflowFolder } from './workflow-folder.ts';

export interface ProposalOptions extends ScheduledWorkflow {
  readonly place: GitHubPlace;
  readonly client: GitHubClient;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Of one workflow file each: to propose those of one takes nothing from the proposal of another. */
function branchOf(file: string): string {
  if (file === 'automl.yaml') return 'automl/schedules';
  return `automl/schedules-${file.replaceAll(/[^\w/-]+/g, '-')}`;
}

/**
 * Opens it, or brings the one that is open up to date. Neither the index nor the files of the repository change.
 * @returns its URL; null: the default branch has all of it
 * @throws AutomlError FORGE
 */
export async function proposeSchedules(
  options: ProposalOptions,
  schedules: readonly Schedule[],
): Promise<string | null> {
  const { repository, file, place, client, env } = options;
  const repo = { owner: place.owner, repo: place.name };
  const branch = branchOf(file);
  const base = await defaultBranch(client, repo);
  const parent = await fetchBranch(repository, base, env);
  const here = scheduleFiles(options, schedules, await pinOfAction(options, schedules, env));
  // A sync may have deleted here what is still there.
  const { folder } = readWorkflowFolder(repository);
  const there = (await filesAt(repository, parent, folder)).filter(({ text }) => madeFrom(text) === file);
  const left = there.filter(({ path }) => !here.some((each) => each.path === path));
  const files = [...here, ...left.map(({ path }) => ({ path, wanted: null }))];
  const commit = await commitFiles({ repository, parent, files, message: titleOf(file), env });
  if (commit === null) return null;
  await pushCommit(repository, commit, branch, env);
  const text = { title: titleOf(file), body: bodyOf(file, files) };
  const open = await openPullRequest(client, repo, { branch, base });
  const asked = { needs: 'pull-requests: write', answer: pullRequest } as const;
  if (open === null) {
    const fresh = { ...repo, ...text, head: branch, base };
    return (await client.call('POST /repos/{owner}/{repo}/pulls', fresh, { ...asked, times: 'once' })).html_url;
  }
  const changed = { ...repo, ...text, pull_number: open };
  return (await client.call('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', changed, asked)).html_url;
}

const pullRequest = z.object({ html_url: z.string() });
const pullRequests = z.array(z.object({ number: z.number(), head: z.object({ ref: z.string() }) }));

/** Its number. Gitea does not narrow the list by `head`. */
async function openPullRequest(
  client: GitHubClient,
  repo: { readonly owner: string; readonly repo: string },
  { branch, base }: { readonly branch: string; readonly base: string },
): Promise<number | null> {
  const wanted = { ...repo, state: 'open', head: `${repo.owner}:${branch}`, base, per_page: 100 } as const;
  const asked = { needs: 'pull-requests: read', answer: pullRequests } as const;
  const open = await client.call('GET /repos/{owner}/{repo}/pulls', wanted, asked);
  return open.find(({ head }) => head.ref === branch)?.number ?? null;
}

function titleOf(file: string): string {
  return `Schedules of ${file}`;
}

function bodyOf(file: string, files: readonly CommittedFile[]): string {
  const lines = files.map(({ path, wanted }) => `- \`${path}\`${wanted === null ? ' is deleted' : ''}`);
  return `What \`${file}\` says under \`schedule\`, as \`automl schedule sync\` has written it:\n\n${lines.join('\n')}\n`;
}
