/** What people tell of the job themselves, by AUTOML_CI_* variables: all of it, or what their CI does not say. */
import { AutomlError } from '../../errors.ts';
import { orWhatItHas } from '../../workflow/suggestion.ts';
import { numberOf, valueOf, type Environment, type JobFacts } from './facts.ts';

const prefix = 'AUTOML_CI_';
const names = [
  'EVENT',
  'BRANCH',
  'TAG',
  'DEFAULT_BRANCH',
  'PULL',
  'BASE',
  'FORK',
  'COMMIT',
  'FORGE',
  'REPOSITORY',
  'URL',
];
const events = ['push', 'pull_request', 'schedule', 'manual'];

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
 * @throws AutomlError USAGE for a value that says nothing, and for a variable that there is not: where a job deploys to and whose
 *   code it runs goes by them
 */
export function withTold(env: Environment, found: JobFacts | null): JobFacts | null {
  const told = (name: string): string | null => valueOf(env, `${prefix}${name}`);
  const given = Object.keys(env).filter((name) => name.startsWith(prefix) && valueOf(env, name) !== null);
  if (found === null && given.length === 0) return null;
  refuseUnknown(given);
  const facts = found ?? unknown;
  const pull = pullOf(told('PULL'));
  const tag = told('TAG');
  const event = eventOf(told('EVENT')) ?? (pull === null ? facts.event : 'pull_request');
  const isPull = pull !== null || event === 'pull_request';
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
    // Of one that the CI itself knows nothing of, the worst is assumed.
    isFork: forkOf(told('FORK')) ?? (facts.isFork || (isPull && facts.event !== 'pull_request')),
    repository,
    clone: forge === null || name === null ? facts.clone : `https://${forge}/${name}`,
    page,
    key: facts.key ?? (page === null ? null : [page]),
  };
}

/** @throws AutomlError USAGE */
function refuseUnknown(given: readonly string[]): void {
  const all = names.map((name) => `${prefix}${name}`);
  const wrong = given.find((name) => !all.includes(name));
  if (wrong === undefined) return;
  throw new AutomlError('USAGE', `there is no variable ${wrong}${orWhatItHas(wrong, all, all)}`);
}

/** @throws AutomlError USAGE: what is no pull request by its word would be taken for a push */
function eventOf(text: string | null): string | null {
  if (text === null || events.includes(text)) return text;
  const known = `give ${events.slice(0, -1).join(', ')} or ${String(events.at(-1))}`;
  throw new AutomlError('USAGE', `AUTOML_CI_EVENT is "${text}": ${known}`);
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
