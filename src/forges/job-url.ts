/** Page of the CI job that this program runs in. */
import { genericFacts } from './generic/forge.ts';
import { githubLinks } from './github/links.ts';
import { gitlabLinks } from './gitlab/links.ts';

/** Null: it runs in none that is known. */
export function jobUrl(env: Readonly<Record<string, string | undefined>>): string | null {
  return githubLinks(env, null).run ?? gitlabLinks(env, null).run ?? genericFacts(env)?.page ?? null;
}
