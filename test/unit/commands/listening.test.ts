import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listens } from '../../../src/commands/listening.ts';
import type { Forge, ForgeKind } from '../../../src/forges/forge.ts';
import { worldOf } from './world.ts';

const obeying = 'on: issue_comment\njobs: {a: {steps: [{uses: automl-action/automl-action@v1}]}}\n';

let checkout: string;
beforeEach(() => {
  checkout = mkdtempSync(path.join(tmpdir(), 'automl-listening-'));
});
afterEach(() => {
  rmSync(checkout, { recursive: true });
});

function write(folder: string): void {
  mkdirSync(path.join(checkout, folder), { recursive: true });
  writeFileSync(path.join(checkout, folder, 'commands.yml'), obeying);
}

function listensTo(kind: ForgeKind, folder: string | null, env: Readonly<Record<string, string>> = {}): boolean {
  const forge = { kind, context: { folder } } as unknown as Forge;
  return listens(forge, worldOf({ cwd: checkout, env }));
}

test('a workflow of the checkout obeys on GitHub', () => {
  expect(listensTo('github', checkout)).toBe(false);
  write('.github/workflows');
  expect(listensTo('github', checkout)).toBe(true);
  // In a container of one's own the checkout is elsewhere than the forge says.
  expect(listensTo('github', '/nowhere')).toBe(true);
  expect(listensTo('gitea', checkout)).toBe(true);
  expect(listensTo('generic', checkout)).toBe(false);
});

test('Gitea has a folder of its own, which GitHub does not look at', () => {
  write('.gitea/workflows');
  expect(listensTo('gitea', null)).toBe(true);
  expect(listensTo('github', null)).toBe(false);
});

test('on GitLab a variable says it', () => {
  write('.github/workflows');
  expect(listensTo('gitlab', checkout)).toBe(false);
  expect(listensTo('gitlab', checkout, { AUTOML_COMMANDS: 'true' })).toBe(true);
});
