import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addToSummary } from '../../../../src/forges/github/job-summary.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'automl-summary-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('sentences come below what other steps have said, and are no Markdown', async () => {
  const file = path.join(folder, 'summary.md');
  await writeFile(file, 'before\n\n');
  await addToSummary(file, ['pull request 7 is closed', 'preview <b>']);
  expect(await readFile(file, 'utf8')).toBe('before\n\npull request 7 is closed\n\npreview &lt;b&gt;\n\n');
});

test('a server without such a page is told nothing', async () => {
  await expect(addToSummary(undefined, ['x'])).resolves.toBeUndefined();
  await expect(addToSummary('', ['x'])).resolves.toBeUndefined();
});
