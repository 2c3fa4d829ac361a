import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { extract, list } from 'tar';
import { packFiles } from '../../../../../src/backends/kubernetes/objects/archive.ts';
import { injectedObjects, inParts } from '../../../../../src/backends/kubernetes/objects/injected.ts';
import type { ConfigMap } from '../../../../../src/backends/kubernetes/client/types.ts';
import { facts } from './facts.ts';

const runner = path.resolve('runner');
let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'automl-injected-'));
});

afterEach(async () => {
  await rm(root, { recursive: true });
});

async function write(file: string, content: string | Buffer = 'x'): Promise<void> {
  await mkdir(path.dirname(path.join(root, file)), { recursive: true });
  await writeFile(path.join(root, file), content);
}

/** What a pod finds in its folder of injected files. */
function mounted(maps: readonly ConfigMap[]): Map<string, Buffer> {
  const entries = maps.flatMap(({ binaryData = {} }) => Object.entries(binaryData));
  return new Map(entries.map(([name, data]) => [name, Buffer.from(data, 'base64')]));
}

function sourceIn(files: ReadonlyMap<string, Buffer>): Buffer {
  const names = [...files.keys()].filter((name) => name.startsWith('source.tgz.')).sort();
  return Buffer.concat(names.map((name) => files.get(name) ?? Buffer.alloc(0)));
}

async function namesIn(archive: Buffer): Promise<string[]> {
  const file = path.join(root, 'archive.tgz');
  await writeFile(file, archive);
  const names: string[] = [];
  await list({ file, onReadEntry: ({ path: name }) => names.push(name) });
  return names;
}

describe('what is injected', () => {
  it('is the agent without what is made from it, and the project', async () => {
    await write('a.py');
    const maps = await injectedObjects(facts(), { root, files: ['a.py'], runner });
    expect(maps.map(({ metadata, immutable }) => [metadata?.name, immutable])).toEqual([['automl-r1-source-0', true]]);
    const files = mounted(maps);
    expect([...files.keys()].sort()).toEqual(['answers.py', 'boot.py', 'boot.sh', 'runner.json.gz', 'source.tgz.000']);
    expect(files.get('boot.py')).toEqual(await readFile(path.join(runner, 'pod', 'boot.py')));
    const agent = gunzipSync(files.get('runner.json.gz') ?? Buffer.alloc(0)).toString();
    const names = Object.keys(JSON.parse(agent) as Record<string, string>);
    expect(names).toEqual(expect.arrayContaining(['agent/__main__.py', 'agent/pod.py', 'python/automl.py']));
    expect(names.filter((name) => !name.endsWith('.py'))).toEqual([]);
    expect(await namesIn(sourceIn(files))).toEqual(['a.py']);
  });

  it('goes with the run', async () => {
    const [map] = await injectedObjects(facts(), { root, files: [], runner });
    expect(map?.metadata?.ownerReferences).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', name: 'automl-r1', uid: 'u1' },
    ]);
  });

  it('is spread over as many ConfigMaps as a larger project needs, and is whole when put together', async () => {
    const content = randomBytes(1_600_000);
    await write('data.bin', content);
    const maps = await injectedObjects(facts(), { root, files: ['data.bin'], runner });
    expect(maps.map(({ metadata }) => metadata?.name)).toEqual([0, 1, 2].map((part) => `automl-r1-source-${part}`));
    for (const map of maps) {
      const bytes = [...mounted([map]).values()].reduce((sum, { length }) => sum + length, 0);
      expect(bytes).toBeLessThanOrEqual(700 * 1024);
    }
    await writeFile(path.join(root, 'whole.tgz'), sourceIn(mounted(maps)));
    await mkdir(path.join(root, 'out'));
    await extract({ file: path.join(root, 'whole.tgz'), cwd: path.join(root, 'out') });
    expect((await readFile(path.join(root, 'out', 'data.bin'))).equals(content)).toBe(true);
  });

  it('refuses a project that is too large, and names its largest files', async () => {
    const sizes = { 'a.bin': 1_000_000, 'b.bin': 2_000_000, 'c.bin': 1_500_000, 'd.bin': 10 };
    for (const [name, bytes] of Object.entries(sizes)) await write(name, randomBytes(bytes));
    const files = Object.keys(sizes);
    await expect(injectedObjects(facts(), { root, files, runner })).rejects.toMatchObject({
      code: 'PREFLIGHT',
      message: expect.stringMatching(
        /^the project's files are more than 4 MiB when compressed, .*; the largest are b\.bin \(1\.9 MiB\), c\.bin \(1\.4 MiB\), a\.bin \(977 KiB\): leave them out by \.gitignore/,
      ),
    });
  });
});

describe('an archive of the project', () => {
  const unpack = async (files: readonly string[]): Promise<string> => {
    const archive = await packFiles(root, files, Infinity);
    const out = path.join(root, 'out');
    await mkdir(out);
    await writeFile(path.join(root, 'a.tgz'), archive ?? '');
    await extract({ file: path.join(root, 'a.tgz'), cwd: out });
    return out;
  };

  it('is the same for the same files, whenever and by whomever they were written', async () => {
    await write('b.py');
    await write('a/a.py');
    const one = await packFiles(root, ['b.py', 'a/a.py'], Infinity);
    await utimes(path.join(root, 'b.py'), 1, 1);
    await chmod(path.join(root, 'b.py'), 0o664);
    expect(one).not.toBeNull();
    expect(await packFiles(root, ['a/a.py', 'b.py'], Infinity)).toEqual(one);
  });

  it('keeps links and what may be executed', async () => {
    await write('run.sh');
    await chmod(path.join(root, 'run.sh'), 0o755);
    await write('plain.txt');
    await symlink('run.sh', path.join(root, 'link'));
    await symlink('nowhere', path.join(root, 'dangling'));
    const out = await unpack(['run.sh', 'plain.txt', 'link', 'dangling']);
    expect(await readlink(path.join(out, 'link'))).toBe('run.sh');
    expect(await readlink(path.join(out, 'dangling'))).toBe('nowhere');
    expect((await stat(path.join(out, 'run.sh'))).mode & 0o111).toBe(0o111);
    expect((await stat(path.join(out, 'plain.txt'))).mode & 0o111).toBe(0);
  });

  it('takes names that other programs read as something else', async () => {
    const names = ['@scope.py', '-rf', 'ä b.py', `${'long/'.repeat(40)}a.py`];
    for (const name of names) await write(name);
    const out = await unpack(names);
    const found = await readdir(out, { recursive: true });
    expect(names.filter((name) => !found.includes(name))).toEqual([]);
  });

  it('leaves out what is gone, and folders', async () => {
    await write('here.py');
    await mkdir(path.join(root, 'folder'));
    const archive = await packFiles(root, ['gone.py', 'folder', 'here.py'], Infinity);
    expect(await namesIn(archive ?? Buffer.alloc(0))).toEqual(['here.py']);
  });

  it('stops when it is larger than it may be', async () => {
    await write('data.bin', randomBytes(100_000));
    expect(await packFiles(root, ['data.bin'], 50_000)).toBeNull();
  });
});

describe('parts', () => {
  const file = (name: string, bytes: number) => ({ name, data: Buffer.alloc(bytes) });
  const sizes = (parts: ReturnType<typeof inParts>) =>
    parts.map((part) => part.map(({ name, data }) => `${name} ${data.length}`));

  it.each([
    ['fill what the whole files leave', [file('a', 6), file('s', 9)], [['a 6', 's.000 4'], ['s.001 5']]],
    ['begin anew where nothing is left', [file('a', 10), file('s', 3)], [['a 10'], ['s.000 3']]],
    ['are there for an empty file too', [file('s', 0)], [['s.000 0']]],
    ['end where the file ends', [file('s', 20)], [['s.000 10'], ['s.001 10']]],
  ])('%s', (_, files, expected) => {
    expect(sizes(inParts(files, 10))).toEqual(expected);
  });
});
