/** Where names in a report lead on GitHub, or on a server that is laid out like it. */
import type { Links } from '../../report/links.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** `head` is the commit of the run. No links outside a job. */
export function githubLinks(env: Environment, head: string | null): Links {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
  if (!server || !repository) return {};
  const base = `${server}/${repository}`;
  return {
    ...(run === undefined ? {} : { run: `${base}/actions/runs/${run}` }),
    ...(head === null
      ? {}
      : {
          commit: `${base}/commit/${head}`,
          file: (path: string, line: number | null): string | null => {
            if (path.startsWith('/') || path.startsWith('..')) return null;
            return `${base}/blob/${head}/${encoded(path)}${line === null ? '' : `#L${line}`}`;
          },
        }),
  };
}

/** Each folder by itself: `#` and `?` are letters of names too. */
function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
