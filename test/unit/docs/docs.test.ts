/** The documentation: links lead somewhere, examples are what the program accepts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { anyFiles } from '../../../src/workflow/files.ts';
import { readWorkflow } from '../../../src/workflow/read.ts';

const root = path.join(import.meta.dirname, '..', '..', '..');
const names = readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md'));
const pages = ['README.md', ...names.map((name) => `docs/${name}`)];
const read = (page: string): string => readFileSync(path.join(root, page), 'utf8');

/** As GitHub makes them from headings. */
function anchors(page: string): string[] {
  const headings = [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text);
  const slugs = headings.map((text) =>
    text
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
  return [...slugs, ...[...read(page).matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)];
}

/** Lines of code are no prose. */
const prose = (page: string): string => read(page).replace(/^```[^]*?^```$/gm, '');

describe.each(pages)('%s', (page) => {
  test('has links that lead to a file and a heading of it', () => {
    const broken = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => target !== '#' && !/^https?:/.test(target))
      .filter((target) => {
        const [file = '', anchor] = target.split('#');
        const found = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
        if (!existsSync(path.join(root, found))) return true;
        return anchor !== undefined && !anchors(found).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  test('has workflow files without a mistake', () => {
    const files = [...read(page).matchAll(/^```yaml\n([^]*?)^```$/gm)]
      .map(([, text = '']) => text)
      .filter((text) => /^name:/m.test(text) && /^stages:/m.test(text));
    for (const text of files) {
      expect(readWorkflow({ text, file: page, files: anyFiles }).diagnostics).toEqual([]);
    }
  });
});

test('the complete example of the reference is there', () => {
  expect(read('docs/workflow-file.md')).toMatch(/^```yaml\nname: wine$/m);
});
