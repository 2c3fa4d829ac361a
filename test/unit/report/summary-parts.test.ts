import { describe, expect, test } from '@jest/globals';
import { fanSummary, rank } from '../../../src/report/ranking.ts';
import { fitSections, type Section } from '../../../src/report/summary/sections.ts';
import { childOf, stepOf } from './fixtures.ts';

describe('the ranking of a sweep', () => {
  const children = [
    childOf(1, { metrics: { seconds: 5, r2: 0.7 } }),
    childOf(2, { metrics: { seconds: 9, r2: 0.9 } }),
    childOf(3, { state: 'failed' }),
    childOf(4, { metrics: { seconds: 6, r2: 0.9 } }),
  ];

  test('puts the selected child first, then by the metric that chose it, failures last', () => {
    const { by, children: sorted } = rank(
      stepOf('a/b', { best: 4, children, select: { metric: 'r2', order: 'max' } }),
      children,
    );
    expect(by).toEqual({ metric: 'r2', order: 'max' });
    expect(sorted.map(({ iteration }) => iteration)).toEqual([4, 2, 1, 3]);
  });

  test('without a selected child is their own order', () => {
    expect(rank(stepOf('a/b', { best: null }), children)).toEqual({ by: null, children });
    expect(fanSummary(stepOf('a/b', { children }))).toBe('4 children: 1 failed, 3 succeeded');
  });
});

describe('sections in a limit', () => {
  const part = (text: string, rank: number, ...shorter: string[]): Section => ({
    full: () => text,
    shorter: shorter.map((short, index) => ({
      rank: rank + index,
      render: () => short,
      missing: `${text[0] ?? ''}${index}`,
    })),
  });

  test('stay whole when they fit', () => {
    expect(fitSections([part('aaaa', 1, ''), part('bbbb', 2, '')], 12)).toEqual({
      texts: ['aaaa', 'bbbb'],
      missing: [],
    });
  });

  test('give way by rank, and no further than needed', () => {
    const sections = [part('keep', 0), part('aaaaaaaa', 10, 'aa', ''), part('bbbbbbbb', 1, '')];
    expect(fitSections(sections, 16)).toEqual({ texts: ['keep', 'aaaaaaaa'], missing: ['b0'] });
    expect(fitSections(sections, 15)).toEqual({ texts: ['keep', 'aa'], missing: ['b0', 'a0'] });
    expect(fitSections(sections, 3)).toEqual({ texts: ['keep'], missing: ['b0', 'a0', 'a1'] });
  });

  test('of one rank give way from the largest', () => {
    expect(fitSections([part('aa', 1, ''), part('bbbbbb', 1, ''), part('cccc', 1, '')], 10).texts).toEqual([
      'aa',
      'cccc',
    ]);
  });

  test('are counted in bytes', () => {
    expect(fitSections([part('ééé', 1, '')], 7).texts).toEqual([]);
  });
});
