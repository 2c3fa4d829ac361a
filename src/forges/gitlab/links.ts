/** Where names in a report lead on GitLab. */
import type { Links } from '../../report/links.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** `head` is the commit of the run. No links outside a job. */
export function gitlabLinks(env: Environment, head: string | null): Links {
  const { CI_PROJECT_URL: base, CI_JOB_URL: run } = env;
  if (!base) return {};
  return {
    ...(run ? { run } : {}),
    ...(head === null
      ? {}
      : {
          commit: `${base}/-/commit/${head}`,
          file: (path: string, line: number | null): string | null => {
            if (path.startsWith('/') || path.startsWith('..')) return null;
            return `${base}/-/blob/${head}/${path}${line === null ? '' : `#L${line}`}`;
          },
        }),
  };
}
