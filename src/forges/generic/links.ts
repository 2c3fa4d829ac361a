/** Where names in a report lead from a CI that is not the forge of the code: by the host that the code comes from. */
import type { Links } from '../../report/links.ts';
import { parseRemote } from '../../source/remote-url.ts';
import { githubLinks } from '../github/links.ts';
import { gitlabLinks } from '../gitlab/links.ts';
import type { JobFacts } from './facts.ts';

/** Of servers that are laid out like none of the three only the job's page is known. */
export function genericLinks({ clone, page }: Pick<JobFacts, 'clone' | 'page'>, head: string | null): Links {
  return { ...(page === null ? {} : { run: page }), ...codeLinks(clone === null ? null : parseRemote(clone), head) };
}

function codeLinks(remote: ReturnType<typeof parseRemote>, head: string | null): Links {
  if (remote === null) return {};
  const { forge, path } = remote;
  if (forge === 'github.com')
    return githubLinks({ GITHUB_SERVER_URL: `https://${forge}`, GITHUB_REPOSITORY: path }, head);
  if (forge === 'gitlab.com') return gitlabLinks({ CI_PROJECT_URL: `https://${forge}/${path}` }, head);
  return forge === 'bitbucket.org' && head !== null ? bitbucketLinks(`https://${forge}/${path}`, head) : {};
}

function bitbucketLinks(base: string, head: string): Links {
  return {
    commit: `${base}/commits/${head}`,
    file: (path, line) => {
      if (path.startsWith('/') || path.startsWith('..')) return null;
      return `${base}/src/${head}/${path}${line === null ? '' : `#lines-${line}`}`;
    },
  };
}
