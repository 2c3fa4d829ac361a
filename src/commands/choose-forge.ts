/** Which forge starts a workflow's schedules: what was asked for, the job that this is, the origin, the files that are there. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { AutomlError } from '../errors.ts';
import type { World } from './world.ts';

export const forges = ['github', 'gitea', 'gitlab'] as const;
export type Forge = (typeof forges)[number];

/** Of servers of one's own the name says nothing. */
const hosts: Readonly<Record<string, Forge>> = {
  'github.com': 'github',
  'ssh.github.com': 'github',
  'gitlab.com': 'gitlab',
  'gitea.com': 'gitea',
};
const files: readonly (readonly [string, Forge])[] = [
  ['.gitea/workflows', 'gitea'],
  ['.github/workflows', 'github'],
  ['.gitlab-ci.yml', 'gitlab'],
];

export interface ForgeSigns {
  readonly asked?: Forge;
  /** Of the origin; null: it is on no server. */
  readonly host: string | null;
  /** Folder of the repository. */
  readonly repository: string;
}

/** Null: nothing says so. @throws AutomlError USAGE where the files are those of several */
export function chooseForge({ asked, host, repository }: ForgeSigns, { env }: Pick<World, 'env'>): Forge | null {
  if (asked !== undefined) return asked;
  if (env['GITLAB_CI'] === 'true') return 'gitlab';
  if (env['GITEA_ACTIONS'] === 'true') return 'gitea';
  if (env['GITHUB_ACTIONS'] === 'true') return 'github';
  const known = host === null ? undefined : hosts[host];
  if (known !== undefined) return known;
  const there = files.filter(([file]) => existsSync(path.join(repository, file)));
  const [first, ...others] = there;
  if (others.length === 0) return first?.[1] ?? null;
  const names = there.map(([file]) => file).join(' and ');
  throw new AutomlError('USAGE', `there are ${names}: say by --forge which one starts the schedules`);
}
