/** Fills the tables of the documentation from what they describe. `--check`: fails when they are out of date. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { actionTables } from './docs/action.ts';
import { verbs } from './docs/cli.ts';
import { keyTables } from './docs/keys.ts';
import { rightsTables } from './docs/rights.ts';
import { writeGenerated } from './generated.ts';

const root = path.join(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** Puts each text between `<!-- name: … -->` and `<!-- end of name -->`; what people wrote around them stays. */
function fill(file: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((page, [name, text]) => {
    const place = new RegExp(`(<!-- ${name}:[^\\n]*-->\\n)[^]*?(<!-- end of ${name} -->)`);
    if (!place.test(page)) throw new Error(`${file} has no place for "${name}"`);
    return page.replace(place, (_whole, begin: string, end: string) => `${begin}\n${text.trimEnd()}\n\n${end}`);
  }, read(file));
}

const pages = {
  'docs/cli.md': verbs(),
  'docs/workflow-file.md': { keys: keyTables(read('schema/workflow.schema.json')) },
  'docs/github.md': actionTables(read('action.yml')),
  'docs/security.md': rightsTables(),
};

writeGenerated(
  Object.fromEntries(Object.entries(pages).map(([file, parts]) => [file, fill(file, parts)])),
  'scripts/docs.ts',
);
