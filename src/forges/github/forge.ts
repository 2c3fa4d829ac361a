/** GitHub (cloud or Enterprise), or Gitea, which has the same jobs and fewer calls. */
import type { Forge, ForgeApi } from '../forge.ts';
import { githubContext } from './context.ts';
import { githubLinks } from './links.ts';
import { githubPlace, githubToken } from './place.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A comment holds 65,536 characters; some bytes are for what the reader does not see. */
const commentBytes = 60_000;
/** What a reader's browser draws without asking: `maxTextSize` of mermaid is 50,000. */
const mermaidLength = 45_000;

/** @param payload as of `githubContext` */
export function githubForge(env: Environment, payload: unknown, { version }: { readonly version: string }): Forge {
  const isGitea = env['GITEA_ACTIONS'] === 'true';
  return {
    kind: isGitea ? 'gitea' : 'github',
    context: githubContext(env, payload),
    links: (head) => githubLinks(env, head),
    limits: { commentBytes, mermaidLength },
    connect: connection(env, isGitea, version),
  };
}

function connection(env: Environment, isGitea: boolean, version: string): (() => Promise<ForgeApi>) | string {
  const place = githubPlace(env, null, isGitea ? 'gitea' : 'github');
  if (place === null) return 'the job does not say where its repository is (GITHUB_API_URL, GITHUB_REPOSITORY)';
  const token = githubToken(env, place);
  if (token === null) {
    const variable = 'env: {GITHUB_TOKEN: ${{ github.token }}}';
    return `there is no token for ${new URL(place.api).host}: give the action its input \`token\`, the command line \`${variable}\``;
  }
  return async () => {
    const { githubApi } = await import('./api.ts');
    return githubApi({ ...place, token, version, env, isGitea, run: env['GITHUB_RUN_ID'] ?? null });
  };
}
