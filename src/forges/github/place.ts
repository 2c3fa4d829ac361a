/** Which repository of which server, and where its API is. */

export interface GitHubPlace {
  /** Without a slash at its end. */
  readonly api: string;
  readonly owner: string;
  readonly name: string;
  /** Variables that may hold a token for it. */
  readonly tokens: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * In a job as the server says, else by the origin. Of servers of one's own only Gitea has its API elsewhere than GitHub Enterprise:
 * https://docs.github.com/enterprise-server@latest/rest/using-the-rest-api/getting-started-with-the-rest-api
 * @param remote the origin, null where it is on no server
 */
export function githubPlace(
  env: Environment,
  remote: { readonly forge: string; readonly path: string } | null,
  forge: 'github' | 'gitea',
): GitHubPlace | null {
  const path = env['GITHUB_REPOSITORY'] || remote?.path;
  const api = env['GITHUB_API_URL'] || (remote === null ? undefined : apiOf(remote.forge, forge));
  const [, owner, name] = /^([^/]+)\/([^/]+)$/.exec(path ?? '') ?? [];
  if (api === undefined || owner === undefined || name === undefined) return null;
  // Those of github.com go to no other host because an origin says so; the others are what `gh` and `tea` read.
  const isSaid = Boolean(env['GITHUB_API_URL']) || isGitHubs(api);
  const ofServer = forge === 'gitea' ? ['GITEA_TOKEN'] : ['GH_ENTERPRISE_TOKEN', 'GITHUB_ENTERPRISE_TOKEN'];
  return { api: api.replace(/\/+$/, ''), owner, name, tokens: isSaid ? ['GITHUB_TOKEN', 'GH_TOKEN'] : ofServer };
}

/** The second with data residency: https://docs.github.com/enterprise-cloud@latest/admin/data-residency */
function isGitHubs(api: string): boolean {
  return /^https:\/\/api\.(?:github|[a-z0-9-]+\.ghe)\.com$/.test(api);
}

function apiOf(host: string, forge: 'github' | 'gitea'): string {
  if (forge === 'gitea') return `https://${host}/api/v1`;
  if (host.endsWith('.ghe.com')) return `https://api.${host}`;
  return host === 'github.com' || host === 'ssh.github.com' ? 'https://api.github.com' : `https://${host}/api/v3`;
}

/** Null: none is set. */
export function githubToken(env: Environment, { tokens }: GitHubPlace): string | null {
  return tokens.map((name) => env[name]).find((token) => token !== undefined && token !== '') ?? null;
}
