/**
 * A run that the version before has begun, and that this one sees to its end. The fixture is what version 0.1.0 (commit
 * 7db9854) had in the cluster when it was killed within a sweep: without Jobs, uids, times, and with a holder of nowhere.
 */
import { expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunRecord } from '../../src/records/schema.ts';
import { automl, kubectl, makeFolder, makeNamespace } from './cluster.ts';

jest.setTimeout(300_000);

const fixture = readFileSync(path.join(import.meta.dirname, 'fixtures', 'begun-by-0.1.0.json'), 'utf8');
/** Stands for the uid of the anchor, which each namespace gives anew. */
const placeholder = '00000000-0000-4000-8000-000000000000';

test('a run that an older version has begun is gone on with', async () => {
  const namespace = await makeNamespace('older');
  const { items } = JSON.parse(fixture) as {
    readonly items: readonly { readonly metadata: { readonly name: string } }[];
  };
  const [anchor, ...others] = items;
  const create = (objects: readonly unknown[], uid: string): Promise<string> => {
    const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
    return kubectl(['create', '-f', '-'], { namespace, input: list.replaceAll(placeholder, uid) });
  };
  await create([anchor], '');
  const name = anchor?.metadata.name ?? '';
  await create(
    others,
    await kubectl(['get', 'configmap', name, '--output', 'jsonpath={.metadata.uid}'], { namespace }),
  );
  const cwd = makeFolder();
  const id = name.replace('automl-', '');
  const { code, stdout } = await automl(['attach', id, '-n', namespace], { cwd });
  expect([code, stdout]).toEqual([0, expect.stringContaining('best of 150 rows')]);
  const file = path.join(cwd, '.automl', 'runs', id, 'record.json');
  const { state, steps } = JSON.parse(readFileSync(file, 'utf8')) as RunRecord;
  expect([state, steps.map((step) => `${step.name} ${step.state}`)]).toEqual([
    'succeeded',
    ['split succeeded', 'fit succeeded', 'show succeeded'],
  ]);
  expect(steps[1]?.best).toBe(2);
});
