/** Files of this repository that a script writes: `--check` compares in place of writing. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';

const ROOT = join(import.meta.dirname, '..');

/** @param files content by path from the root of the repository; formatted as everything else is */
export async function writeGenerated(files: Readonly<Record<string, string>>, script: string): Promise<void> {
  const check = process.argv.includes('--check');
  for (const [path, content] of Object.entries(files)) {
    const target = join(ROOT, path);
    const text = await format(content, { ...(await resolveConfig(target)), filepath: target });
    if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
    if (check) {
      process.exitCode = 1;
      console.error(`${path} is out of date; run: node ${script}`);
    } else {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
      console.log(`wrote ${path}`);
    }
  }
}
