/** Comments of a pull request, which GitHub has as those of an issue: https://docs.github.com/rest/issues/comments */
import { z } from 'zod';
import type { ForgeComment } from '../../context.ts';
import type { Comments, Reaction, StoredComment } from '../../forge.ts';
import { statusOf } from '../refusal.ts';
import { author, type Account } from './account.ts';
import { allPages } from './pages.ts';
import type { GitHubRepository } from './repository.ts';

const comment = z.object({
  id: z.number(),
  body: z.string().nullish(),
  // Null: of an account that was deleted.
  user: author.nullish(),
  html_url: z.string().optional(),
});
type GivenComment = z.infer<typeof comment>;

const list = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
const create = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const read = 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}';
const update = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
const remove = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}';
const reactTo = 'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions';

const asking = { needs: 'pull-requests: read' } as const;
const writing = { needs: 'pull-requests: write' } as const;

export function githubComments(repository: GitHubRepository, account: Account, pull: number): Comments {
  const { client, repo } = repository;
  const stored = async (given: GivenComment): Promise<StoredComment> => {
    const { id, body, user, html_url } = given;
    const isOurs = user ? (await account.recognizer())(user) : false;
    return { id, body: body ?? '', isOurs, url: html_url ?? null };
  };
  return {
    list: async () => {
      const found = await allPages(repository, (page) =>
        client.call(list, { ...repo, issue_number: pull, ...page }, { ...asking, answer: z.array(comment) }),
      );
      return Promise.all(found.toSorted((a, b) => a.id - b.id).map(stored));
    },
    read: async (comment_id) => {
      const found = await orNull(client.call(read, { ...repo, comment_id }, { ...asking, answer: comment }));
      return found === null ? null : stored(found);
    },
    create: async (body) => {
      // Made again after an answer that was lost, there would be two.
      const asked = { ...writing, answer: comment, times: 'once' } as const;
      const made = await client.call(create, { ...repo, issue_number: pull, body }, asked);
      if (made.user) account.created(made.user);
      return { ...(await stored(made)), isOurs: true };
    },
    update: async (comment_id, body) => {
      const changed = await orNull(client.call(update, { ...repo, comment_id, body }, { ...writing, answer: comment }));
      return changed === null ? null : stored(changed);
    },
    remove: async (comment_id) => {
      await orNull(client.call(remove, { ...repo, comment_id }, writing));
    },
    time: () => client.time(),
  };
}

const contents = { seen: 'eyes', done: 'rocket', refused: '-1' } as const satisfies Record<Reaction, string>;

const reacted = z.object({ user: author.nullish().catch(null) });

export async function react(
  { client, repo }: GitHubRepository,
  account: Account,
  { id, reaction }: Pick<ForgeComment, 'id'> & { readonly reaction: Reaction },
): Promise<void> {
  const parameters = { ...repo, comment_id: id, content: contents[reaction] };
  const { user } = await client.call(reactTo, parameters, { ...writing, answer: reacted });
  if (user) account.created(user);
}

/** Null: what is not there was deleted; a token that may not see it is refused as such before. */
async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
