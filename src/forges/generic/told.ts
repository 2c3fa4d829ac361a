/** What people tell of the job themselves, by AUTOML_CI_* variables: all of it, or what their CI does not say. */
import { AutomlError } from '../../errors.ts';
import { numberOf, valueOf, type Environment, type JobFacts } from './facts.ts';

const unknown: JobFacts = {
  ci: 'this CI',
  event: 'push',
  branch: null,
  tag: null,
  defaultBranch: null,
  commit: null,
  merge: null,
  pull: null,
  base: null,
  isFork: false,
  repository: null,
  clone: null,
  page: null,
  folder: null,
  sequence: null,
  key: null,
};

/**
 * What is told wins over what was found. Null: there is neither.
 * @throws AutomlError USAGE for a value that says nothing
 */
export function withTold(env: Environment, found: JobFacts | null): JobFacts | null {
  const told = (name: string): string | null => valueOf(env, `AUTOML_CI_${name}`);
  const isTold = Object.keys(env).some((name) => name.startsWith('AUTOML_CI_') && valueOf(env, name) !== null);
  if (found === null && !isTold) return null;
  const facts = found ?? unknown;
  const pull = pullOf(told('PULL'));
  const tag = told('TAG');
  const event = told('EVENT') ?? (pull === null ? facts.event : 'pull_request');
  const page = told('URL') ?? facts.page;
  const forge = told('FORGE')?.toLowerCase() ?? null;
  const name = told('REPOSITORY');
  if ((forge === null) !== (name === null)) {
    throw new AutomlError(
      'USAGE',
      'AUTOML_CI_FORGE (a host) and AUTOML_CI_REPOSITORY (a path there) name a repository together',
    );
  }
  const repository = forge === null || name === null ? facts.repository : { forge, id: name, name };
  return {
    ...facts,
    event,
    branch: told('BRANCH') ?? (tag === null ? facts.branch : null),
    tag: tag ?? facts.tag,
    defaultBranch: told('DEFAULT_BRANCH') ?? facts.defaultBranch,
    commit: told('COMMIT') ?? facts.commit,
    pull: pull ?? facts.pull,
    base: told('BASE') ?? facts.base,
    isFork: forkOf(told('FORK')) ?? (facts.isFork || (found === null && event === 'pull_request')),
    repository,
    clone: forge === null || name === null ? facts.clone : `https://${forge}/${name}`,
    page,
    key: facts.key ?? (page === null ? null : [page]),
  };
}

/** @throws AutomlError USAGE */
function pullOf(text: string | null): number | null {
  const number = numberOf(text);
  if (text !== null && number === null) {
    throw new AutomlError('USAGE', `AUTOML_CI_PULL is "${text}": give the number of the pull request`);
  }
  return number;
}

/** @throws AutomlError USAGE */
function forkOf(text: string | null): boolean | null {
  if (text === null) return null;
  if (text === 'true' || text === 'false') return text === 'true';
  throw new AutomlError('USAGE', `AUTOML_CI_FORK is "${text}": give true or false`);
}
