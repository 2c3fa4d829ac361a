/** Files of this repository that a script writes: `--check` compares in place of writing. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** @param files content by path from the root of the repository */
export function writeGenerated(files: Readonly<Record<string, string>>, script: string): void {
  const check = process.argv.includes('--check');
  for (const [path, text] of Object.entries(files)) {
    const target = join(ROOT, path);
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
