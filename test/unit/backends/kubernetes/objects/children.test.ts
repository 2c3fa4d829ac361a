import { describe, expect, it } from '@jest/globals';
import { gunzipSync } from 'node:zlib';
import { childrenMaps } from '../../../../../src/backends/kubernetes/objects/children.ts';
import type { ConfigMap } from '../../../../../src/backends/kubernetes/client/types.ts';
import type { TaskOrder } from '../../../../../src/backends/backend.ts';
import type { StepSpec } from '../../../../../src/backends/spec.ts';
import type { PlanStep } from '../../../../../src/plan/plan.ts';
import { plan, step } from '../../../engine/plans.ts';
import { children, facts, store } from './facts.ts';

const python = { kind: 'python', file: 'a.py', args: [] } as const;
const train = step('train', { outputs: { model: { kind: 'artifact', path: 'model' } }, code: python });

function mapsOf(one: PlanStep, orders: readonly TaskOrder[]): readonly ConfigMap[] {
  return childrenMaps(
    { name: 'job' },
    facts({ store }),
    plan([one]),
    one,
    orders.map((each) => [each]),
  );
}

/** The table as a pod finds it: by the number of each line. */
function tableOf(maps: readonly ConfigMap[]): Map<number, StepSpec> {
  const parts = maps.flatMap(({ binaryData = {} }) => Object.entries(binaryData));
  return new Map(
    parts.flatMap(([name, data]) => {
      const first = Number(/^specs\.(\d{6})\.gz$/.exec(name)?.[1]);
      const lines = gunzipSync(Buffer.from(data, 'base64')).toString().trimEnd().split('\n');
      return lines.map((line, place): [number, StepSpec] => [first + place, JSON.parse(line) as StepSpec]);
    }),
  );
}

function bytesOf({ data = {}, binaryData = {} }: ConfigMap): number {
  return Object.values(data).join('').length + Buffer.from(Object.values(binaryData).join(''), 'base64').length;
}

describe('what children that share a pod are told', () => {
  it('is one line, a list', () => {
    const [one, two, three] = children(train, 3);
    if (one === undefined || two === undefined || three === undefined) throw new Error('no children');
    const table = tableOf(childrenMaps({ name: 'job' }, facts({ store }), plan([train]), train, [[one, two], [three]]));
    expect(table.get(0)).toMatchObject([{ identity: { iteration: 1 } }, { identity: { iteration: 2 } }]);
    expect(table.get(1)).toMatchObject({ identity: { iteration: 3 } });
  });
});

describe('what children are told', () => {
  it('is a line for each index', () => {
    const table = tableOf(mapsOf(train, children(train, 3).slice(1)));
    expect([...table.keys()]).toEqual([0, 1]);
    expect(table.get(1)).toMatchObject({
      identity: { iteration: 3 },
      params: { alpha: 2 },
      store: '/automl/store/r1/train.3',
    });
  });

  it('has the shell form of steps that need no agent', () => {
    const plain = step('train');
    const [map] = mapsOf(plain, children(plain, 2));
    expect(map?.data?.['1.sh']).toContain("export AUTOML_ITERATION='2'");
    expect(mapsOf(train, children(train, 2))[0]).not.toHaveProperty('data');
  });

  it('is small for a sweep, however wide: they share nearly everything', () => {
    const maps = mapsOf(train, children(train, 2000));
    expect(maps.reduce((sum, map) => sum + bytesOf(map), 0)).toBeLessThan(100 * 1024);
    expect([...tableOf(maps).values()].map(({ identity }) => identity.iteration)).toEqual(
      Array.from({ length: 2000 }, (_, place) => place + 1),
    );
  });

  it.each([
    ['items that compress badly', train],
    ['shell texts', step('train')],
  ])('is spread over as many ConfigMaps as %s need', (_, one) => {
    const item = (index: number): string =>
      Array.from({ length: 2000 }, (_, place) => ((place * 7919 + index * 31) % 104_729).toString(36)).join('');
    const orders = children(one, 200).map((each, index) => ({ ...each, item: item(index) }));
    const maps = mapsOf(one, orders);
    expect(maps.map(({ metadata }) => metadata?.name)).toEqual(
      maps.map((_, place) => (place === 0 ? 'job' : `job-${place}`)),
    );
    expect(maps.length).toBeGreaterThan(1);
    for (const map of maps) expect(bytesOf(map)).toBeLessThan(900 * 1024);
    const table = tableOf(maps);
    expect(orders.map((_, index) => table.get(index)?.item)).toEqual(orders.map((each) => each.item));
    if (one.code.kind === 'command')
      expect(maps.flatMap(({ data = {} }) => Object.keys(data))).toEqual(orders.map((_, index) => `${index}.sh`));
  });

  it('is an error where one alone is told too much', () => {
    const plain = step('train');
    const wide = children(plain, 1).map((each) => ({ ...each, env: { A: 'x'.repeat(1100 * 1024) } }));
    expect(() => mapsOf(plain, wide)).toThrow('1 children of train are told');
  });
});
