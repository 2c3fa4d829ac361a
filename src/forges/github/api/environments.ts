/** Environments that wait for a person: https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments */
import { z } from 'zod';
import { statusOf } from '../refusal.ts';
import type { GitHubRepository } from './repository.ts';

const environment = z.object({ protection_rules: z.array(z.object({ type: z.string() })).nullish() });
const approvals = z.array(
  z.object({ state: z.string(), environments: z.array(z.object({ name: z.string().optional() })) }),
);

const needs = 'actions: read';

/**
 * A job can't see which environment it has itself. But GitHub starts one of an environment with reviewers only when they have
 * agreed, and the run keeps that: nobody's agreement means that this job is not of that environment.
 */
export async function heldBack({ client, repo, run }: GitHubRepository, name: string): Promise<string | null> {
  const route = 'GET /repos/{owner}/{repo}/environments/{environment_name}';
  const asked = client.call(route, { ...repo, environment_name: name }, { needs, answer: environment });
  const found = await asked.catch((error: unknown) => {
    // GitHub knows it only when something was set up for it, or was deployed.
    if (statusOf(error) === 404) return null;
    throw error;
  });
  if (!(found?.protection_rules ?? []).some(({ type }) => type === 'required_reviewers')) return null;
  if (run !== null && (await isApproved({ client, repo }, run, name))) return null;
  return `environment ${name} wants a review: run this in a job with \`environment: ${name}\``;
}

async function isApproved(
  { client, repo }: Pick<GitHubRepository, 'client' | 'repo'>,
  run: string,
  name: string,
): Promise<boolean> {
  const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/approvals';
  const given = await client.call(route, { ...repo, run_id: Number(run) }, { needs, answer: approvals });
  const isIt = (each: { readonly name?: string | undefined }): boolean =>
    each.name?.toLowerCase() === name.toLowerCase();
  return given.some(({ state, environments }) => state === 'approved' && environments.some(isIt));
}
