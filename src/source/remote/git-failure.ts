/** What git says when it can't get at a repository, as a sentence with what to do. */
import { AutomlError, messageOf } from '../../errors.ts';
import type { Access } from './access.ts';
import type { GitUrl } from './git-url.ts';

/** The sentence of the first line that matches; git says it in English, since we ask it to. */
type Reading = readonly [
  pattern: RegExp,
  sentence: (address: GitUrl, access: Pick<Access, 'token' | 'sshKey'>) => string,
];

const readings: readonly Reading[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    ({ host }) =>
      `${host} has another host key than the one that is known: somebody may be in between; if the host has really changed it, give its keys by --known-hosts FILE`,
  ],
  [
    /Host key verification failed|No \S+ host key is known/,
    ({ host }) =>
      `the host key of ${host} is not known, and no key is trusted unseen: give it by --known-hosts FILE (ssh-keyscan prints it; compare it with what the host publishes)`,
  ],
  [
    /Permission denied \(|Load key|invalid format|error in libcrypto/,
    ({ host }, { sshKey }) =>
      sshKey === null
        ? `${host} lets none of this machine's keys in: give a deploy key of the repository by --ssh-key FILE`
        : `${host} does not take the key of --ssh-key: it must be a private key without a passphrase that may read the repository`,
  ],
  [
    /could not read (Username|Password)|Authentication failed|HTTP Basic: Access denied|returned error: (401|403)/,
    ({ host }, { token }) =>
      token === null
        ? `${host} wants a login: set AUTOML_GIT_TOKEN to a token that may read the repository, or give it by --token -`
        : `${host} does not take the token: it must be valid, and may read the repository (GitHub: Contents; GitLab: read_repository; Bitbucket: Repositories, read)`,
  ],
  [
    /server certificate|SSL certificate|certificate verify|self.signed/i,
    ({ host }) => `the certificate of ${host} is not trusted: name the authority's certificate in NODE_EXTRA_CA_CERTS`,
  ],
  [
    /Could not resolve (host|proxy)|Failed to connect|Connection (refused|timed out|reset)|Couldn't connect|Could not resolve hostname|No route to host|Network is unreachable|Operation too slow|Timeout|Empty reply/i,
    ({ host }) => `${host} can't be reached: check the address and the network, and HTTPS_PROXY where there is a proxy`,
  ],
  [
    /dubious ownership/,
    ({ url }) =>
      `git does not trust the repository, since it is another user's: git config --global --add safe.directory ${url.replace('file://', '')}`,
  ],
  [
    /[Rr]epository .*not found|returned error: 404|does not appear to be a git repository|does not exist|project you were looking for could not be found/,
    ({ scheme }, { token, sshKey }) =>
      scheme === 'file' || token !== null || sshKey !== null
        ? 'there is no such repository, or the login may not read it: check the address'
        : 'there is no such repository, or it is private: check the address, or log in by AUTOML_GIT_TOKEN or --ssh-key FILE',
  ],
  [/transport '\S+' not allowed/, () => 'git was sent on to another kind of address, which is not followed'],
];

/** @param error what git's process was rejected with */
export function gitFailure(error: unknown, address: GitUrl, access: Access): AutomlError {
  if (isMissing(error)) {
    return new AutomlError('PREFLIGHT', 'git is not installed: a repository is cloned by it', { cause: error });
  }
  const whole = messageOf(error);
  const said = withoutToken(whole, access.token);
  const reading = readings.find(([pattern]) => pattern.test(whole));
  const sentence = reading?.[1](address, access) ?? 'git failed';
  const message = `${address.url} can't be cloned: ${sentence}${lastWords(said)}`;
  return new AutomlError('PREFLIGHT', message, { cause: new Error(said) });
}

function isMissing(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
}

/** git's own words, for who knows better than we do. */
function lastWords(said: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[@\s]+$/.test(line) && !line.startsWith('Command failed'));
  const telling = lines.filter((line) => /^(fatal|error|remote|ssh|ERROR)\b|: /.test(line)).slice(0, 3);
  return telling.length === 0 ? '' : ` (git: ${telling.join('; ')})`;
}

/** We put it nowhere that git would repeat; a server may. */
function withoutToken(text: string, token: string | null): string {
  if (token === null) return text;
  const forms = [token, encodeURIComponent(token), Buffer.from(token).toString('base64')];
  return forms.reduce((clean, form) => clean.replaceAll(form, '***'), text);
}
