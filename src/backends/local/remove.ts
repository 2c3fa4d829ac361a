/** Removing folders that a step's code had its way with. */
import { chmod, readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Best effort: what can't be removed is below the run's own folder and does no harm. */
export async function removeFolder(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 2 });
  } catch {
    // The code may have locked a folder, as `chmod -R a-w` or a read-only cache does; root would not even notice.
    await unlock(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 2 }).catch(() => undefined);
  }
}

async function unlock(folder: string): Promise<void> {
  try {
    await chmod(folder, 0o700);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) await unlock(path.join(folder, entry.name));
    }
  } catch {
    // Gone by now, or somebody else's: the removal leaves it.
  }
}
