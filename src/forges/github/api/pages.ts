/** Lists that come in pages: https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api */
import type { GitHubRepository } from './repository.ts';

interface Page {
  readonly per_page: number;
  readonly page: number;
  /** What Gitea calls `per_page`. */
  readonly limit?: number;
}

interface Numbered {
  readonly id: number;
}

const pageSize = 100;
/** Gitea gives no more, whatever is asked for: its setting MAX_RESPONSE_ITEMS. */
const giteaPageSize = 50;

/** As they come, each once: while pages are read, what is new or gone moves the others. */
export async function allPages<T extends Numbered>(
  { isGitea }: Pick<GitHubRepository, 'isGitea'>,
  read: (page: Page) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const found = new Map<number, T>();
  const asked = isGitea ? { per_page: pageSize, limit: giteaPageSize } : { per_page: pageSize };
  for (let page = 1; ; page += 1) {
    const before = found.size;
    const items = await read({ ...asked, page });
    for (const item of items) found.set(item.id, item);
    // Gitea pages some lists by a size of its own, and others not at all: every page is then the first.
    if (found.size === before || (!isGitea && items.length < pageSize)) return [...found.values()];
  }
}
