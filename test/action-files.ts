/** The action as a repository of it holds it: what a checkout has and needs at run time. */
import { cp } from 'node:fs/promises';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

export async function copyAction(folder: string): Promise<void> {
  for (const file of ['action.yml', 'package.json', 'dist', 'runner', 'schema'])
    await cp(path.join(root, file), path.join(folder, file), { recursive: true });
}
