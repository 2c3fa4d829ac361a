/** The children of each sweep, folded: what the best reached, all of them as bars, and in a table. */
import type { RunRecord, StepRecord } from '../../records/schema.ts';
import { codeBlock, details } from '../markdown/text.ts';
import { bestChild, childLabel, rank } from '../ranking.ts';
import type { Section } from '../summary/sections.ts';
import { rankedTable } from '../summary/sweeps.ts';
import { number, plural } from '../units.ts';
import { sweepChart } from './chart.ts';

const mostRows = 20;
const fewRows = 3;

/** @param mermaidLength what is left for all charts together */
export function foldedSweeps(record: RunRecord, mermaidLength: number): readonly Section[] {
  let left = mermaidLength;
  return record.steps.flatMap((step) => {
    if (step.children === null || step.children.length === 0) return [];
    const drawn = sweepChart(step);
    const chart = drawn !== null && drawn.length <= left ? drawn : null;
    left -= chart?.length ?? 0;
    const ranking = rank(step, step.children);
    const render = (rows: number): string => {
      const parts = [
        ...(chart === null ? [] : [codeBlock(chart.split('\n'), 'mermaid')]),
        rankedTable(step, ranking, rows),
      ];
      return details(titleOf(step, step.children?.length ?? 0), parts.join('\n\n'));
    };
    return [
      {
        full: () => render(mostRows),
        shorter: [
          { rank: 45, render: () => render(fewRows), missing: 'most children of sweeps' },
          { rank: 61, render: () => '', missing: 'sweeps' },
        ],
      },
    ];
  });
}

function titleOf(step: StepRecord, count: number): string {
  const best = bestChild(step);
  const metric = step.select?.metric;
  const value = metric === undefined ? undefined : best?.metrics[metric];
  const name = `${step.stage}/${step.name}: ${plural(count, 'child', 'children')}`;
  if (best === null || metric === undefined || value === undefined) return name;
  const better = step.select?.order === 'min' ? 'lower' : 'higher';
  return `${name}, best ${metric} ${number(value)} (${childLabel(best)}; ${better} is better)`;
}
