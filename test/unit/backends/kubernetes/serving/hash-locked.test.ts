import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packFiles } from '../../../../../src/backends/kubernetes/objects/archive.ts';
import { isHashLocked } from '../../../../../src/backends/kubernetes/serving/hash-locked.ts';
import { FakeApi } from '../fake-api.ts';

const texts: Readonly<Record<string, string>> = {
  'locked.txt': '# by pip-compile\n--index-url https://host\na==1 \\\n    --hash=sha256:12 \\\n    --hash=sha256:34\n',
  'deep/locked.txt': 'a==1 --hash=sha256:12 # why\r\n\r\nb==2 --hash=sha256:34\r\n',
  'partly.txt': 'a==1 --hash=sha256:12\nb==2\n',
  'more.txt': '-r partly.txt\na==1 --hash=sha256:12\n',
  'limited.txt': '--constraint=partly.txt\na==1 --hash=sha256:12\n',
  'editable.txt': '-e ./pkg\na==1 --hash=sha256:12\n',
  'empty.txt': '# nothing yet\n',
};

describe('requirements that are exact as they stand', () => {
  const api = new FakeApi();
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'automl-hashes-'));
    await mkdir(path.join(folder, 'deep'));
    for (const [name, text] of Object.entries(texts)) await writeFile(path.join(folder, name), text);
    const tgz = (await packFiles(folder, Object.keys(texts), 2 ** 20)) ?? Buffer.alloc(0);
    const parts = [tgz.subarray(0, 100), tgz.subarray(100)].map((part) => part.toString('base64'));
    const [first = '', last = ''] = parts;
    // The other way round than they belong together.
    api.put('ConfigMap', { metadata: { name: 'one' }, binaryData: { 'source.tgz.001': last, 'boot.py': '' } });
    api.put('ConfigMap', { metadata: { name: 'two' }, binaryData: { 'source.tgz.000': first } });
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each([
    ['locked.txt', true],
    ['./deep/locked.txt', true],
    ['empty.txt', true],
    ['partly.txt', false],
    ['more.txt', false],
    ['limited.txt', false],
    ['editable.txt', false],
    ['missing.txt', false],
  ])('%s: %s', async (file, isLocked) => {
    expect(await isHashLocked(api, { injected: ['one', 'two'] }, file)).toBe(isLocked);
  });
});
