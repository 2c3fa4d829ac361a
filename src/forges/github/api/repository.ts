/** Whose calls these are, and through what they go. */
import type { GitHubClient } from '../client.ts';

export interface GitHubRepository {
  readonly client: GitHubClient;
  readonly repo: { readonly owner: string; readonly repo: string };
  readonly isGitea: boolean;
  readonly token: string;
  /** Id of the job's workflow run; null: it is not said. */
  readonly run: string | null;
}
