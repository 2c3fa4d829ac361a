/** Which commit a name stands for in a repository that is not here. */
import { AutomlError } from '../../errors.ts';
import { nearest } from '../../workflow/suggestion.ts';

export interface RemoteCommit {
  readonly sha: string;
  /** Where the name is a branch's, or none was given; null: a tag's, or a commit's own. */
  readonly branch: string | null;
  readonly tag: string | null;
}

/** Runs git; what it prints. */
type Ask = (...args: readonly string[]) => Promise<string>;

/** @param ref branch, tag or whole id of a commit; null: what the repository has as its default @throws AutomlError USAGE, NOT_FOUND */
export async function remoteCommit(ask: Ask, url: string, ref: string | null): Promise<RemoteCommit> {
  if (ref === null) return defaultCommit(ask, url);
  if (isCommit(ref)) return { sha: ref.toLowerCase(), branch: null, tag: null };
  // As git itself has it, so that no name is taken for an option or a pattern.
  if (!/^[^-\s~^:?*[\\][^\s~^:?*[\\]*$/.test(ref) || ref.includes('..')) {
    throw new AutomlError('USAGE', `"${ref}" is not the name of a branch, a tag or a commit`);
  }
  const names = ref.startsWith('refs/')
    ? [ref, `${ref}^{}`]
    : [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/tags/${ref}^{}`];
  const found = refsIn(await ask('ls-remote', '--', url, ...names));
  const branch = names.find((name) => name.startsWith('refs/heads/'));
  const sha = found.get(branch ?? '');
  if (branch !== undefined && sha !== undefined) return { sha, branch: short(branch), tag: null };
  // The commit of an annotated tag, which has an id of its own.
  for (const name of names.toReversed()) {
    const peeled = found.get(name);
    if (peeled !== undefined) return { sha: peeled, branch: null, tag: short(name.replace('^{}', '')) };
  }
  throw await notFound(ask, url, ref);
}

/** All of SHA-1, or of SHA-256. */
function isCommit(ref: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref);
}

async function defaultCommit(ask: Ask, url: string): Promise<RemoteCommit> {
  const listed = await ask('ls-remote', '--symref', '--', url, 'HEAD');
  const sha = refsIn(listed).get('HEAD');
  if (sha === undefined) {
    throw new AutomlError('NOT_FOUND', `${url} has no default branch with commits: name a branch by --ref`);
  }
  const branch = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(listed)?.[1] ?? null;
  return { sha, branch, tag: null };
}

async function notFound(ask: Ask, url: string, ref: string): Promise<AutomlError> {
  const known = [...refsIn(await ask('ls-remote', '--heads', '--tags', '--refs', '--', url)).keys()].map(short);
  const meant = nearest(ref, known);
  const some = known.slice(0, 5).join(', ');
  const hint = /^[0-9a-f]{4,39}$/i.test(ref)
    ? 'for a commit give all of its 40 characters'
    : meant === null
      ? `it has ${known.length > 5 ? `${some} …` : some || 'none'}`
      : `did you mean "${meant}"?`;
  return new AutomlError('NOT_FOUND', `${url} has no branch or tag "${ref}"; ${hint}`);
}

/** Lines `<sha>\t<ref>`. */
function refsIn(listed: string): ReadonlyMap<string, string> {
  return new Map(
    listed.split('\n').flatMap((line) => {
      const [, sha, name] = /^([0-9a-f]{40,64})\t(.+)$/.exec(line) ?? [];
      return sha === undefined || name === undefined ? [] : [[name, sha] as const];
    }),
  );
}

function short(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}
