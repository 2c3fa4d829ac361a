/** The same run is the same record in a cluster as on this machine, and so as on every forge: test/e2e/everywhere.test.ts. */
import { beforeAll, expect, jest, test } from '@jest/globals';
import path from 'node:path';
import { byCommandLine, canonicalOf, makeEverywhere } from '../e2e/everywhere.ts';
import { automl, makeFolder, makeNamespace } from './cluster.ts';

jest.setTimeout(600_000);

let namespace = '';
beforeAll(async () => {
  namespace = await makeNamespace('everywhere');
});

test('in a cluster it is the same', async () => {
  const scene = makeFolder();
  const repository = { folder: path.join(scene, 'repository'), out: path.join(scene, 'out') };
  await makeEverywhere(repository);
  const record = path.join(repository.out, 'cluster.json');
  const words = ['run', '-n', namespace, '--environment', 'production', '--record', record];
  const { code, stdout, stderr } = await automl(words, { cwd: repository.folder });
  if (code !== 0) throw new Error(`${stdout}\n${stderr}`);
  expect(await canonicalOf(record)).toBe(await byCommandLine(repository));
});
