/** Files that are either the old ones or the new ones, whatever dies when; and those that may not be there. */
import { open, readFile, rename, rm } from 'node:fs/promises';

/** Flushed before it takes the place of the old file: a power cut leaves no empty one. `unique` keeps two writers apart. */
export async function writeAtomically(file: string, text: string, unique: string): Promise<void> {
  const temporary = `${file}.${unique}.tmp`;
  try {
    const handle = await open(temporary, 'w');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Null when there is no such file. */
export async function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT') || isCode(error, 'ENOTDIR')) return null;
    throw error;
  });
}

export function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
