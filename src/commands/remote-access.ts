/** The login for a repository, from where it may stand: an option, the environment, standard input. */
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { AutomlError } from '../errors.ts';
import type { Access } from '../source/remote/access.ts';
import type { GitUrl } from '../source/remote/git-url.ts';
import type { World } from './world.ts';

export interface AccessRequest {
  /** `-`: it stands in standard input. */
  readonly token?: string;
  readonly sshKey?: string;
  readonly knownHosts?: string;
}

const variable = 'AUTOML_GIT_TOKEN';

/** @throws AutomlError USAGE for what does not fit the address */
export async function readAccess(request: AccessRequest, { scheme }: GitUrl, world: World): Promise<Access> {
  const { token, sshKey, knownHosts } = request;
  const isHttp = scheme === 'https' || scheme === 'http';
  if (token !== undefined && !isHttp) {
    throw usage(`--token is for https; ${scheme === 'ssh' ? 'ssh takes --ssh-key FILE' : 'a folder needs no login'}`);
  }
  if (scheme !== 'ssh' && (sshKey !== undefined || knownHosts !== undefined)) {
    throw usage(`${sshKey === undefined ? '--known-hosts' : '--ssh-key'} is for ssh URLs: git@host:owner/repository`);
  }
  const file = (name: string | undefined): string | null => (name === undefined ? null : path.resolve(world.cwd, name));
  return {
    token: isHttp ? await readToken(token, world) : null,
    sshKey: file(sshKey),
    knownHosts: file(knownHosts),
  };
}

async function readToken(option: string | undefined, { env, stdin }: World): Promise<string | null> {
  const given = option === '-' ? await text(stdin()) : (option ?? env[variable]);
  if (given === undefined) return null;
  const token = given.trim();
  const from = option === undefined ? variable : '--token';
  // A variable of CI that has lost its value looks the same as one that was never set.
  if (token === '' && option === undefined) return null;
  if (token === '') throw usage(`${from} is empty`);
  if (/[\s\0]/.test(token)) throw usage(`${from} is more than one word, which no token is`);
  return token;
}

function usage(message: string): AutomlError {
  return new AutomlError('USAGE', message);
}
