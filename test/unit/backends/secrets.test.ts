import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseEnvFile, readSecrets } from '../../../src/backends/local/secrets.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'automl-secrets-'));
  mkdirSync(path.join(root, '.automl', 'secrets'), { recursive: true });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const none = { files: [], lines: [], cwd: '/', isTracked: () => Promise.resolve(false) };

describe('secrets on this machine', () => {
  test('come from .automl/secrets/NAME.env', async () => {
    writeFileSync(path.join(root, '.automl/secrets/aws.env'), '# keys\nexport KEY="a b"\nTOKEN=x=y\n');
    const sets = await readSecrets(['aws', 'absent'], { ...none, root });
    expect([...sets]).toEqual([['aws', { KEY: 'a b', TOKEN: 'x=y' }]]);
  });

  test('are refused when git tracks their file', async () => {
    writeFileSync(path.join(root, '.automl/secrets/aws.env'), 'K=v');
    const act = readSecrets(['aws'], {
      ...none,
      root,
      isTracked: (name) => Promise.resolve(name === '.automl/secrets/aws.env'),
    });
    await expect(act).rejects.toThrow('git rm --cached .automl/secrets/aws.env');
  });

  test('come from files that are named, and from lines of the action', async () => {
    const file = path.join(root, 'db.env');
    writeFileSync(file, 'USER=me');
    const sets = await readSecrets([], { ...none, root, files: [`db=${file}`], lines: ['db/PASSWORD=p/w=1', ''] });
    expect(sets.get('db')).toEqual({ USER: 'me', PASSWORD: 'p/w=1' });
  });

  test('of several lines are whole: a PEM block, a JSON object', async () => {
    const pem = ['ssh/KEY=-----BEGIN KEY-----', 'ab/cd==', '-----END KEY-----'];
    const json = ['gcp/FILE={', '  "a/b": "c=d"', '}'];
    const sets = await readSecrets([], { ...none, root, lines: [...pem, ...json, 'db/USER=me', 'db/HOST=h'] });
    expect(Object.fromEntries(sets)).toEqual({
      ssh: { KEY: '-----BEGIN KEY-----\nab/cd==\n-----END KEY-----' },
      gcp: { FILE: '{\n  "a/b": "c=d"\n}' },
      db: { USER: 'me', HOST: 'h' },
    });
  });

  test('that are empty in CI were never set, and say so', async () => {
    const act = readSecrets([], { ...none, root, lines: ['aws/KEY='] });
    await expect(act).rejects.toThrow('aws/KEY is empty');
  });

  test('name the line that is not KEY=value', () => {
    expect(() => parseEnvFile('a.env', 'A=1\nnonsense\n')).toThrow('a.env:2: expected KEY=value');
  });

  test('may hold line breaks inside double quotes', () => {
    expect(parseEnvFile('a.env', 'PEM="a\\nb"')).toEqual({ PEM: 'a\nb' });
  });
});
