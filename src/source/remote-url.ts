/** Which repository of which server the URL of a clone names. */

export interface RemoteRepository {
  /** Host, in lower case. */
  readonly forge: string;
  readonly path: string;
}

/** `git@host:a/b.git`, `ssh://git@host:22/a/b` and `https://user@host/a/b` name the same. Null for anything else. */
export function parseRemote(url: string): RemoteRepository | null {
  const [, host, place] =
    /^(?:https?|ssh|git):\/\/(?:[^@/]*@)?([^/:]+)(?::\d+)?\/(.+?)(?:\.git)?\/?$/.exec(url) ??
    /^(?:[^@/\s]+@)([^:/\s]+):(.+?)(?:\.git)?\/?$/.exec(url) ??
    [];
  return host === undefined || place === undefined ? null : { forge: host.toLowerCase(), path: place };
}
