import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { releaseOf } from '../../../scripts/release/check.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'automl-release-'));
  write('package.json', '{"version": "1.2.3"}');
  write('package-lock.json', '{"version": "1.2.3"}');
  write(
    'CHANGELOG.md',
    '# Changelog\n\n## Unreleased\n\n## 1.2.3\n\n- It trains.\n- It serves.\n\n## 1.2.0\n\n- It is there.\n',
  );
  write('README.md', 'uses: automl-action/automl-action@v1\n');
  write('docs/gitlab.md', 'image: ghcr.io/automl-action/runner:1.2.3\n');
  write('gitlab/automl.gitlab-ci.yml', 'AUTOML_IMAGE: ghcr.io/automl-action/runner:1.2.3\n');
  write('gitlab/templates/automl/template.yml', 'default: ghcr.io/automl-action/runner:1.2.3\n');
  write('src/commands/init.ts', "const header = 'https://example.com/automl-action/v1/schema';\n");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}
const released = (tag = 'v1.2.3') => releaseOf(folder, tag);

test('a version that everything agrees about is released, with its notes', () => {
  expect(released()).toEqual({ version: '1.2.3', moving: 'v1', notes: '- It trains.\n- It serves.' });
});

describe('what is refused', () => {
  test.each(['1.2.3', 'v1.2', 'v1.2.3-rc.1', 'v1.2.3.4', 'v01.2.3', 'main'])('the tag %s', (tag) => {
    expect(() => released(tag)).toThrow(`${tag} is no tag of a version, like v1.2.3`);
  });

  test.each([
    ['package.json', '{"version": "1.2.2"}', 'package.json says version 1.2.2'],
    ['package-lock.json', '{}', 'package-lock.json says version undefined'],
    ['CHANGELOG.md', '## 1.2.30\n\n- Something else.\n', 'CHANGELOG.md has nothing under "## 1.2.3"'],
    [
      'CHANGELOG.md',
      '## Unreleased\n\n- New.\n\n## 1.2.3\n\n- Old.\n',
      'lines under "## Unreleased": they are part of 1.2.3',
    ],
    ['README.md', 'uses: automl-action/automl-action@v0\n', 'README.md names the tag v0, not v1'],
    ['docs/gitlab.md', 'ghcr.io/automl-action/runner:1.2.2', 'docs/gitlab.md names the runner image 1.2.2, not 1.2.3'],
    ...['gitlab/automl.gitlab-ci.yml', 'gitlab/templates/automl/template.yml'].map((file) => [
      file,
      'ghcr.io/automl-action/runner:1.2.2',
      `${file} names the runner image 1.2.2, not 1.2.3`,
    ]),
    ['src/commands/init.ts', "'automl-action/v2/schema'", 'src/commands/init.ts names the tag v2, not v1'],
  ])('a commit whose %s is of another version', (file, text, message) => {
    write(file, text);
    expect(() => released()).toThrow(message);
  });

  test('is told at once', () => {
    write('package.json', '{"version": "1.2.2"}');
    write('README.md', 'uses: automl-action/automl-action@v0\n');
    expect(() => released()).toThrow(/can't be released:\n- package\.json .*\n- README\.md .*$/);
  });
});
