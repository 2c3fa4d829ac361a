/** Files as one .tgz, the same bytes for the same files: no owners, times or umasks of this machine. */
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { Pack } from 'tar';

/** Python's zipfile and some tars do not take times at the epoch. */
const mtime = new Date('2000-01-01T00:00:00Z');
/** Packings in which files vanished or shrank, until that is an error. */
const tries = 3;

/**
 * Symbolic links are kept. Files that vanish meanwhile are left out.
 * @param files relative to the root
 * @param limit bytes after which packing stops: null comes back
 */
export async function packFiles(root: string, files: readonly string[], limit: number): Promise<Buffer | null> {
  for (let left = tries; ; left -= 1) {
    try {
      return await packOnce(root, await presentFiles(root, files), limit);
    } catch (error) {
      if (left === 1 || !isFromChange(error)) throw error;
    }
  }
}

async function packOnce(root: string, files: readonly string[], limit: number): Promise<Buffer | null> {
  const pack = new Pack({ cwd: root, gzip: { level: 9 }, portable: true, mtime, noDirRecurse: true });
  for (const file of files) pack.add(file);
  pack.end();
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of pack) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > limit) return null;
  }
  return Buffer.concat(chunks);
}

/** Sorted; files and links only. */
async function presentFiles(root: string, files: readonly string[]): Promise<string[]> {
  const present: string[] = [];
  for (const file of [...files].sort()) {
    const status = await lstat(path.join(root, file)).catch(() => null);
    if (status !== null && (status.isFile() || status.isSymbolicLink())) present.push(file);
  }
  return present;
}

/** What `tar` says of a file that is not there any more, or not as long as it was. */
function isFromChange(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'EOF';
}
