/** How git gets at a repository: its environment, and nothing of a credential in arguments, addresses or configuration files. */
import { chmod, copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AutomlError, messageOf } from '../../errors.ts';
import type { GitUrl } from './git-url.ts';
import { hostKeys } from './host-keys.ts';
import { shellWord } from '../../shell-word.ts';

export interface Access {
  /** For https. */
  readonly token: string | null;
  /** File of a private key for ssh. */
  readonly sshKey: string | null;
  /** File of host keys, in place of ours and the user's. */
  readonly knownHosts: string | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What the user has set for git and holds for a clone too; the rest is about repositories of the current folder. */
const keptOfGit = /^GIT_(CONFIG|SSL_|PROXY_SSL_|HTTP_|EXEC_PATH)/;

/** Git asks it only for the host that it was told for: a redirect to elsewhere gets nothing. */
const helper =
  '!f() { if test "$1" = get; then printf "username=%s\\npassword=%s\\n" "$AUTOML_GIT_USER" "$AUTOML_GIT_TOKEN"; fi; }; f';

/**
 * The environment of git. @param folder private, and there as long as git runs: keys are copied into it
 * @throws AutomlError USAGE for a file that can't be read
 */
export async function gitEnvironment(
  address: GitUrl,
  access: Access,
  { env, folder }: { readonly env: Environment; readonly folder: string },
): Promise<Environment> {
  const kept = Object.entries(env).filter(([name, value]) => {
    // Git takes an empty one for a file of no name.
    return Boolean(value) && (keptOfGit.test(name) || !/^(GIT_|AUTOML_|SSH_ASKPASS)/.test(name));
  });
  const base = Object.fromEntries(kept);
  const { token } = access;
  const isSsh = address.scheme === 'ssh';
  return {
    ...base,
    ...configured(base, [
      ...(token === null || address.origin === '' ? [] : tokenSettings(address)),
      ...(await authorities(base, folder)),
      // Of the user's own; a clone of somebody's repository runs none.
      ['core.hooksPath', '/dev/null'],
      ['advice.detachedHead', 'false'],
    ]),
    ...(token === null || address.origin === ''
      ? {}
      : { AUTOML_GIT_USER: address.user ?? userFor(address.host), AUTOML_GIT_TOKEN: token }),
    ...(isSsh ? { GIT_SSH_COMMAND: await sshCommand(access, folder), GIT_SSH_VARIANT: 'ssh' } : {}),
    // The user's own `insteadOf` may turn https into ssh, and the other way round.
    GIT_ALLOW_PROTOCOL: isSsh || address.scheme === 'https' ? 'https:ssh' : address.scheme,
    // Nobody is there to answer; '' keeps git from asking by a window too.
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_HTTP_LOW_SPEED_LIMIT: '1',
    GIT_HTTP_LOW_SPEED_TIME: '60',
    // Its complaints are read.
    LC_ALL: 'C',
    LANGUAGE: '',
  };
}

/** With AUTOML_GIT_USER and AUTOML_GIT_TOKEN. Helpers of the user's own would not only be asked, but told to keep the token. */
export function tokenSettings({ origin }: Pick<GitUrl, 'origin'>): readonly (readonly [string, string])[] {
  return [
    ['credential.helper', ''],
    [`credential.${origin}.helper`, helper],
  ];
}

/** With a token the name counts on Bitbucket alone: https://support.atlassian.com/bitbucket-cloud/docs/using-access-tokens */
function userFor(host: string): string {
  return host === 'bitbucket.org' ? 'x-token-auth' : 'x-access-token';
}

/** Settings that stand in no file: https://git-scm.com/docs/git-config#ENVIRONMENT */
export function configured(env: Environment, settings: readonly (readonly [string, string])[]): Record<string, string> {
  const first = Number(env['GIT_CONFIG_COUNT'] ?? 0);
  const pairs = settings.flatMap(([key, value], place) => [
    [`GIT_CONFIG_KEY_${first + place}`, key],
    [`GIT_CONFIG_VALUE_${first + place}`, value],
  ]);
  return {
    ...(Object.fromEntries(pairs) as Record<string, string>),
    GIT_CONFIG_COUNT: String(first + settings.length),
  };
}

/** What Node is told to trust besides its own list, git is told too; git knows only the whole list. */
async function authorities(env: Environment, folder: string): Promise<readonly (readonly [string, string])[]> {
  const extra = env['NODE_EXTRA_CA_CERTS'];
  if (!extra || env['GIT_SSL_CAINFO'] || env['SSL_CERT_FILE']) return [];
  const file = path.join(folder, 'authorities.pem');
  const { rootCertificates } = await import('node:tls');
  // Node itself goes on without a file that it can't read.
  const text = await readFile(extra, 'utf8').catch(() => null);
  if (text === null) return [];
  await writeFile(file, [...rootCertificates, text].join('\n'));
  return [['http.sslCAInfo', file]];
}

/** No host is trusted for its first answer, and no key of an agent is tried where one is named. */
async function sshCommand({ sshKey, knownHosts }: Access, folder: string): Promise<string> {
  const hosts = path.join(folder, 'known_hosts');
  if (knownHosts === null) await writeFile(hosts, hostKeys);
  else await copied('--known-hosts', knownHosts, hosts);
  const files = knownHosts === null ? `"${hosts}" ~/.ssh/known_hosts ~/.ssh/known_hosts2` : `"${hosts}"`;
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=yes',
    'UpdateHostKeys=no',
    'ConnectTimeout=20',
    'ServerAliveInterval=15',
    'ServerAliveCountMax=4',
    `UserKnownHostsFile=${files}`,
    ...(knownHosts === null ? [] : ['GlobalKnownHostsFile=/dev/null']),
  ];
  if (sshKey !== null) {
    const key = path.join(folder, 'key');
    await copied('--ssh-key', sshKey, key);
    options.push('IdentitiesOnly=yes', `IdentityFile="${key}"`);
  }
  return ['ssh', ...options.map((option) => `-o ${shellWord(option)}`)].join(' ');
}

/** CI systems write keys into files that everybody can read, which ssh refuses. */
async function copied(option: string, from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to);
    await chmod(to, 0o600);
  } catch (error) {
    throw new AutomlError('USAGE', `${option} ${from} can't be read: ${messageOf(error)}`, { cause: error });
  }
}
