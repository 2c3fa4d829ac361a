/** The tag that moves, with a stand-in for gh that writes down what it is asked. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const script = path.join(import.meta.dirname, '..', '..', '..', 'scripts', 'release', 'move-tag');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'automl-move-tag-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** @param tags of the repository @returns the calls that change something */
function moved(tags: readonly string[], version: string): readonly string[] {
  const gh = `#!/bin/sh
case "$*" in
  *matching-refs*) printf '%s\\n' ${tags.map((tag) => `refs/tags/${tag}`).join(' ')} ;;
  *"--silent repos"*) ${tags.includes('v1') ? 'true' : 'exit 1'} ;;
  *) echo "$*" >>${folder}/calls ;;
esac
`;
  writeFileSync(path.join(folder, 'gh'), gh, { mode: 0o755 });
  writeFileSync(path.join(folder, 'calls'), '');
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}`, GITHUB_REPOSITORY: 'acme/wine' };
  execFileSync(script, ['v1', version, 'c0ffee'], { env });
  return readFileSync(path.join(folder, 'calls'), 'utf8').split('\n').slice(0, -1);
}

test('is made by the first version', () => {
  const call = 'api --silent --method POST repos/acme/wine/git/refs -f ref=refs/tags/v1 -f sha=c0ffee';
  expect(moved(['v1.0.0'], 'v1.0.0')).toEqual([call]);
});

test('goes on to the newest version', () => {
  const call = 'api --silent --method PATCH repos/acme/wine/git/refs/tags/v1 -f sha=c0ffee -F force=true';
  expect(moved(['v1', 'v1.9.0', 'v1.10.0', 'v1.11.0-rc.1'], 'v1.10.0')).toEqual([call]);
});

test('does not go back', () => {
  expect(moved(['v1', 'v1.9.0', 'v1.10.0'], 'v1.9.0')).toEqual([]);
});
