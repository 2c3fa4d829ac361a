/** The folder kept between runs: environments, tools and compiled modules. */
import { access, constants, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '../../errors.ts';

export interface Cache {
  /** Absolute, exists, can be written. */
  readonly folder: string;
  /** Why it is not the one that was wanted. */
  readonly warning: string | null;
}

/** Without a home that can be written, as in many a container, the project's own folder for runs serves as well. */
export async function findCache(wanted: string, project: string): Promise<Cache> {
  try {
    await makeWritable(wanted);
    return { folder: wanted, warning: null };
  } catch (error) {
    const folder = path.join(project, '.automl', 'cache');
    await makeWritable(folder);
    return {
      folder,
      warning: `the cache can't be written (${messageOf(error)}): ${folder} is used; AUTOML_CACHE names another`,
    };
  }
}

async function makeWritable(folder: string): Promise<void> {
  for (const part of ['.', 'environments', 'tools']) {
    const place = path.join(folder, part);
    await mkdir(place, { recursive: true });
    await access(place, constants.W_OK | constants.X_OK);
  }
}
