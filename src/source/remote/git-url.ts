/** Addresses of repositories: which ones are cloned, and what of them may be shown. */
import { isIP } from 'node:net';
import path from 'node:path';
import { AutomlError } from '../../errors.ts';

export interface GitUrl {
  readonly scheme: 'https' | 'http' | 'ssh' | 'file';
  /** For git and for people: it holds no password. */
  readonly url: string;
  /** `https://host:port`; '' for what has no such part. */
  readonly origin: string;
  /** '' for a folder. */
  readonly host: string;
  /** Whom the address names; null: nobody. */
  readonly user: string | null;
  /** Last part of its path, as a folder may be called: a workflow without a name gets it. */
  readonly folder: string;
}

const ways =
  'https://host/owner/repository, git@host:owner/repository, ssh://git@host/owner/repository or file:///folder';

/** How tokens of GitHub, GitLab and Bitbucket begin: each takes one in place of a user's name. */
const tokens = /^(gh[a-z]_|github_pat_|gl[a-z]{2,}-|ATBB|ATCTT|ATATT)/;

/** @throws AutomlError USAGE, without what may be a password */
export function readGitUrl(text: string): GitUrl {
  if (/[\s\0]/.test(text)) throw refused(`the URL has white space in it: expected ${ways}`);
  return readScp(text) ?? readUrl(text);
}

/** `git@host:owner/repository`: a way to write an ssh URL that only git knows. */
function readScp(text: string): GitUrl | null {
  const [, user, host, place] = /^([\w.-]+)@([A-Za-z0-9][\w.-]*):(?!\/\/)(.+)$/.exec(text) ?? [];
  if (user === undefined || host === undefined || place === undefined) return null;
  return { scheme: 'ssh', url: text, origin: '', host: host.toLowerCase(), user, folder: folderName(place) };
}

function readUrl(text: string): GitUrl {
  if (!URL.canParse(text) || !text.includes('://')) throw refused(`${hint(text)}: expected ${ways}`);
  const parsed = new URL(text);
  const { protocol, username, password, search, hash, hostname, pathname } = parsed;
  const scheme = schemeOf(protocol, hostname);
  if (password !== '' || tokens.test(decodeURIComponent(username))) {
    const fix = 'take it out, and give it by AUTOML_GIT_TOKEN or --token -';
    throw refused(`the URL has a password in it, which logs and process lists would show: ${fix}`);
  }
  if (search !== '' || hash !== '')
    throw refused('the URL has a "?" or "#" in it, which the address of a repository has not');
  if (scheme === 'file' ? hostname !== '' : !/^[A-Za-z0-9[]/.test(hostname)) {
    throw refused(`the URL names no ${scheme === 'file' ? 'folder of this machine' : 'host'}: expected ${ways}`);
  }
  if (/^\/*$/.test(pathname)) throw refused(`the URL names no repository: expected ${ways}`);
  return {
    scheme,
    url: text,
    origin: scheme === 'https' || scheme === 'http' ? `${scheme}://${parsed.host}` : '',
    host: hostname.toLowerCase(),
    user: username === '' ? null : decodeURIComponent(username),
    folder: folderName(decodeURIComponent(pathname)),
  };
}

function schemeOf(protocol: string, host: string): GitUrl['scheme'] {
  switch (protocol) {
    case 'https:':
      return 'https';
    case 'ssh:':
      return 'ssh';
    case 'file:':
      return 'file';
    case 'http:':
      if (isLoopback(host)) return 'http';
      throw refused('whoever is on the way can change what http brings, and it would be run: use https or ssh');
    default:
      throw refused(`${protocol}// is no address that is cloned from: expected ${ways}`);
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** What is no URL was probably meant to be one. */
function hint(text: string): string {
  if (path.isAbsolute(text)) return `a folder of this machine is given as file://${text}`;
  if (/^[\w-]+(\.[\w-]+)+\/./.test(text)) return `the URL has no scheme; did you mean https://${text}?`;
  return 'that is no URL of a repository';
}

function folderName(place: string): string {
  const last = /([^/]+?)(?:\.git)?\/*$/.exec(place)?.[1] ?? '';
  const clean = last.replace(/[^\w.-]+/g, '-').replace(/^[.-]+/, '');
  return clean === '' ? 'repository' : clean;
}

function refused(message: string): AutomlError {
  return new AutomlError('USAGE', message);
}
