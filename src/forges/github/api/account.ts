/** Whose comments are ours. */
import { z } from 'zod';
import { statusOf } from '../refusal.ts';
import type { GitHubRepository } from './repository.ts';

export const author = z.object({ id: z.number(), login: z.string(), type: z.string().optional() });
type Author = z.infer<typeof author>;
type Recognition = (author: Author) => boolean;

/**
 * Anybody can copy our marker into a comment of theirs. Taken for ours, it would be edited in vain, and what it says a reviewer has
 * been shown would let a command run code that nobody has seen. So only what the token's own account has written is ours.
 */
export class Account {
  readonly #repository: Pick<GitHubRepository, 'client' | 'isGitea' | 'token'>;
  /** By what was created with the token: an app can't be asked who it is. */
  readonly #seen = new Set<number>();
  #recognition: Promise<Recognition> | null = null;

  constructor(repository: Pick<GitHubRepository, 'client' | 'isGitea' | 'token'>) {
    this.#repository = repository;
  }

  /** @throws AutomlError FORGE */
  async recognizer(): Promise<Recognition> {
    this.#recognition ??= this.#ask();
    try {
      const recognizes = await this.#recognition;
      return (author) => this.#seen.has(author.id) || recognizes(author);
    } catch (error) {
      this.#recognition = null;
      throw error;
    }
  }

  /** What the token has just created says who it is. */
  created({ id }: Author): void {
    this.#seen.add(id);
  }

  async #ask(): Promise<Recognition> {
    const { client, isGitea, token } = this.#repository;
    const job = isGitea ? isGiteaJob : isGitHubJob;
    if (token.startsWith(appToken)) return job;
    try {
      const { id } = await client.call('GET /user', {}, { needs: 'metadata: read', answer: author });
      return (author) => author.id === id;
    } catch (error) {
      const status = statusOf(error);
      // A job's token is nobody's.
      if (status === 403 || (isGitea && (status === 401 || status === 404))) return job;
      throw error;
    }
  }
}

/** Of jobs, and of other apps: https://github.blog/engineering/behind-githubs-new-authentication-token-formats */
const appToken = 'ghs_';

/** No person's name has brackets. */
function isGitHubJob({ login, type }: Author): boolean {
  return login === 'github-actions[bot]' && type === 'Bot';
}

/** Persons are numbered from 1 up. */
function isGiteaJob({ id }: Author): boolean {
  return id === -2;
}
