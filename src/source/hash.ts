/** One hash for a set of files. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * sha256 of the lines `<mode> <sha256 of the content>  <path>\n` in the order given, where mode is `x` for executable
 * files, `l` for links (their target is the content) and `-` for others. A file that is gone by now does not count.
 */
export async function hashFiles(root: string, files: readonly string[]): Promise<string> {
  const all = createHash('sha256');
  for (const file of files) {
    const full = path.join(root, file);
    const status = await lstat(full).catch(() => null);
    if (status === null) continue;
    const one = createHash('sha256');
    if (status.isSymbolicLink()) one.update(await readlink(full));
    else for await (const chunk of createReadStream(full)) one.update(chunk as Buffer);
    const mode = status.isSymbolicLink() ? 'l' : status.mode & 0o111 ? 'x' : '-';
    all.update(`${mode} ${one.digest('hex')}  ${file}\n`);
  }
  return all.digest('hex');
}
