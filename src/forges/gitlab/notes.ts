/** Notes below a merge request: https://docs.gitlab.com/api/notes/#merge-requests */
import { z } from 'zod';
import type { ForgeComment } from '../context.ts';
import type { Comments, Reaction, StoredComment } from '../forge.ts';
import { projectPath } from './access.ts';
import type { GitLabClient } from './client.ts';
import { GitLabError, unlessGone } from './refusal.ts';
import { currentUser } from './users.ts';

const note = z.object({
  id: z.number(),
  body: z.string(),
  /** Null: the account was deleted. */
  author: z.object({ id: z.number() }).nullish(),
  /** GitLab's own: "added 1 commit". */
  system: z.boolean(),
});
type Note = z.infer<typeof note>;

/** https://docs.gitlab.com/api/emoji_reactions; names of https://gitlab.com/gitlab-org/gitlab/-/tree/master/fixtures/emojis */
const emoji: Readonly<Record<Reaction, string>> = { seen: 'eyes', done: 'rocket', refused: 'thumbsdown' };

const role = 'Reporter';

export class Notes implements Comments {
  readonly #client: GitLabClient;
  readonly #path: string;
  readonly #page: string | null;
  #us: Promise<number> | null = null;

  /** @param page of the project, for links; null: it is not known */
  constructor(client: GitLabClient, pull: number, page: string | null) {
    this.#client = client;
    this.#path = notesPath(client, pull);
    this.#page = page === null ? null : `${page}/-/merge_requests/${pull}`;
  }

  async list(): Promise<readonly StoredComment[]> {
    const query = { sort: 'asc', order_by: 'created_at' };
    const notes = await this.#client.list(this.#path, note, { query, role });
    const us = await this.#ourId();
    return notes.filter(({ system }) => !system).map((each) => this.#stored(each, us));
  }

  async read(id: number): Promise<StoredComment | null> {
    const call = { method: 'GET', path: `${this.#path}/${id}`, role } as const;
    const found = await unlessGone(this.#client.request(call, note));
    return found === null ? null : this.#stored(found, await this.#ourId());
  }

  async create(body: string): Promise<StoredComment> {
    const call = { method: 'POST', path: this.#path, body: { body: withoutQuickActions(body) }, role } as const;
    const made = await this.#client.request(call, note);
    return this.#stored(made, made.author?.id ?? null);
  }

  async update(id: number, body: string): Promise<StoredComment | null> {
    const fields = { body: withoutQuickActions(body) };
    const call = { method: 'PUT', path: `${this.#path}/${id}`, body: fields, role } as const;
    const changed = await unlessGone(this.#client.request(call, note));
    return changed === null ? null : this.#stored(changed, await this.#ourId());
  }

  async remove(id: number): Promise<void> {
    await unlessGone(this.#client.effect({ method: 'DELETE', path: `${this.#path}/${id}`, role }));
  }

  time(): number | null {
    return this.#client.time();
  }

  /** Anybody may write our marker into a note of their own: only those of the token's own user are ours. */
  #ourId(): Promise<number> {
    this.#us ??= currentUser(this.#client).then(({ id }) => id);
    return this.#us;
  }

  #stored({ id, body, author }: Note, us: number | null): StoredComment {
    const url = this.#page === null ? null : `${this.#page}#note_${id}`;
    return { id, body, isOurs: us !== null && author?.id === us, url };
  }
}

/** The same one a second time is no mistake. */
export async function awardEmoji(client: GitLabClient, comment: ForgeComment, reaction: Reaction): Promise<void> {
  const path = `${notesPath(client, comment.pull)}/${comment.id}/award_emoji`;
  await client
    .effect({ method: 'POST', path, body: { name: emoji[reaction] }, role: 'Reporter' })
    .catch((error: unknown) => {
      if (!(error instanceof GitLabError && error.said.includes('already been taken'))) throw error;
    });
}

/**
 * A line `/merge` in what a step wrote would be an order of ours to GitLab: https://docs.gitlab.com/user/project/quick_actions.
 * A space that nobody sees stands before it; paths stay as they are.
 */
function withoutQuickActions(body: string): string {
  return body.replace(/^([ \t]*)(?=\/\w+(?:[ \t\r]|$))/gm, '$1\u200b');
}

function notesPath({ access }: GitLabClient, pull: number): string {
  return `${projectPath(access)}/merge_requests/${pull}/notes`;
}
