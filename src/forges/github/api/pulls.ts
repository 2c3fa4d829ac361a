/** Pull requests: https://docs.github.com/rest/pulls/pulls */
import { z } from 'zod';
import type { PullState } from '../../forge.ts';
import { allPages } from './pages.ts';
import type { GitHubRepository } from './repository.ts';

const repository = z.object({ full_name: z.string() });
const pull = z.object({
  number: z.number(),
  state: z.string(),
  // Null: the fork is gone.
  head: z.object({ sha: z.string(), ref: z.string(), repo: repository.nullish() }),
  base: z.object({ ref: z.string(), repo: repository.nullish() }),
});
const listed = z.object({ id: z.number(), number: z.number() });

const needs = 'pull-requests: read';

export async function pullState({ client, repo }: GitHubRepository, number: number): Promise<PullState> {
  const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
  const { state, head, base } = await client.call(route, { ...repo, pull_number: number }, { needs, answer: pull });
  return {
    number,
    isOpen: state === 'open',
    head: head.sha,
    branch: head.ref,
    base: base.ref,
    isFork: !head.repo || head.repo.full_name !== base.repo?.full_name,
  };
}

export async function openPulls(place: GitHubRepository): Promise<readonly number[]> {
  const { client, repo } = place;
  const found = await allPages(place, (page) =>
    client.call(
      'GET /repos/{owner}/{repo}/pulls',
      { ...repo, state: 'open', ...page },
      { needs, answer: z.array(listed) },
    ),
  );
  return found.map(({ number }) => number);
}
