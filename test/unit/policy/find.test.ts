/** Which file is the policy, and which must not be. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findPolicy } from '../../../src/policy/find.ts';

let folder: string;
const at = (...names: readonly string[]): string => path.join(folder, ...names);
const write = (name: string, text = 'replicas: 3\n'): string => {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
  return at(name);
};

/** The code of what is wrong; `found` for a policy. */
function look(policy: string | undefined, target = '.', cwd = at('repo')): string | null {
  const found = findPolicy(target, { env: { AUTOML_POLICY: policy }, cwd });
  if (found === null) return null;
  return 'diagnostics' in found ? found.diagnostics.map(({ code }) => code).join() : 'found';
}

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'automl-policy-'));
  mkdirSync(at('repo', '.git'), { recursive: true });
  write('repo/models/automl.yaml');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('without the variable there is none', () => {
  expect(look(undefined)).toBeNull();
});

test('a variable that lost its value turns nothing off', () => {
  expect(() => look(' ')).toThrow('AUTOML_POLICY is set to nothing: name a file, or unset it');
});

test('a file outside is found, also from the folder of the command', () => {
  write('policy.yaml');
  expect(look(at('policy.yaml'))).toBe('found');
  expect(look('../policy.yaml', 'models/automl.yaml')).toBe('found');
});

test.each([
  ['missing', 'policy.yaml', 'FILE_NOT_FOUND'],
  ['a folder', 'rules', 'UNREADABLE'],
  ['no policy', 'bad.yaml', 'UNKNOWN_KEY'],
])('one that is %s is refused', (_, name, code) => {
  mkdirSync(at('rules'));
  write('bad.yaml', 'replica: 3');
  expect(look(at(name))).toBe(code);
});

describe('what whoever changes the repository can change is refused', () => {
  test('a file of it, from wherever it is named', () => {
    expect(look(write('repo/policy.yaml'))).toBe('POLICY_INSIDE');
    expect(look('policy.yaml', 'models')).toBe('POLICY_INSIDE');
    expect(look('repo/policy.yaml', 'repo/models/automl.yaml', folder)).toBe('POLICY_INSIDE');
  });

  test('a link in it that leads out', () => {
    symlinkSync(write('policy.yaml'), at('repo', 'link.yaml'));
    expect(look('link.yaml')).toBe('POLICY_INSIDE');
  });

  test('a link outside that leads into it', () => {
    write('repo/policy.yaml');
    symlinkSync(at('repo', 'policy.yaml'), at('link.yaml'));
    expect(look(at('link.yaml'))).toBe('POLICY_INSIDE');
  });

  test('one of its submodules, and one of the repository around a submodule', () => {
    write('repo/sub/.git', 'gitdir: ../.git/modules/sub');
    write('repo/policy.yaml');
    expect(look(write('repo/sub/policy.yaml'))).toBe('POLICY_INSIDE');
    expect(look(at('repo/policy.yaml'), 'sub')).toBe('POLICY_INSIDE');
  });

  test('outside git, what is in the folder of the workflow file', () => {
    write('plain/automl.yaml');
    write('policy.yaml');
    expect(look(write('plain/policy.yaml'), 'automl.yaml', at('plain'))).toBe('POLICY_INSIDE');
    expect(look(at('policy.yaml'), 'automl.yaml', at('plain'))).toBe('found');
  });
});
