/** Copies of the source: one for the run, so that later edits don't reach it, and one a step, so that steps don't meet. */
import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readlink, symlink } from 'node:fs/promises';
import path from 'node:path';

/** Copies `files` from one folder to another; shares blocks where the file system can. Files that are gone are left out. */
export async function copyFiles(from: string, to: string, files: readonly string[]): Promise<void> {
  const folders = new Set(files.map((file) => path.dirname(file)));
  await mkdir(to, { recursive: true });
  for (const folder of folders) if (folder !== '.') await mkdir(path.join(to, folder), { recursive: true });
  const queue = files.values();
  const worker = async (): Promise<void> => {
    for (const file of queue) await copyOne(path.join(from, file), path.join(to, file));
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}

async function copyOne(from: string, to: string): Promise<void> {
  try {
    if ((await lstat(from)).isSymbolicLink()) await symlink(await readlink(from), to);
    else await copyFile(from, to, constants.COPYFILE_FICLONE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
