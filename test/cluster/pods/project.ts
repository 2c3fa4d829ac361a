/** A project of this folder, copied to where it can be run. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolder } from '../cluster.ts';

/** The folder of the copy. @param values what stands for `@NAME@` in its workflow files */
export function makeProject(name: string, values: Readonly<Record<string, string>> = {}): string {
  const folder = makeFolder();
  cpSync(path.join(import.meta.dirname, name), folder, { recursive: true });
  for (const workflow of readdirSync(folder).filter((file) => file.endsWith('.yaml'))) {
    const file = path.join(folder, workflow);
    const text = readFileSync(file, 'utf8').replace(/@([A-Z_]+)@/g, (mark, key: string) => values[key] ?? mark);
    writeFileSync(file, text);
  }
  return folder;
}
