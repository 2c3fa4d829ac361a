/** The children of a sweep or for_each: what each was, and which is the best. */
import type { ChildRecord, StepRecord } from '../records/schema.ts';
import { countStates } from './states.ts';
import type { Json, ParamValue } from '../workflow/model.ts';
import { shortLine } from './plain-text.ts';
import { plural, scalar } from './units.ts';

type Fanned = Pick<StepRecord, 'best' | 'gates'>;

const longestLabel = 80;

export interface Ranking {
  /** Null: the children are in their own order, nothing says which is better. */
  readonly by: { readonly metric: string; readonly order: 'min' | 'max' } | null;
  readonly children: readonly ChildRecord[];
}

interface ChildName {
  readonly iteration: number;
  readonly item?: Json | undefined;
  readonly params: Readonly<Record<string, ParamValue>>;
}

/** `alpha 0.1, l1_ratio 0.5`, the item of a for_each, or `#2`. */
export function childLabel(child: ChildName): string {
  const params = Object.entries(child.params).map(([name, value]) => `${name} ${scalar(value)}`);
  if (params.length > 0) return shortLine(params.join(', '), longestLabel);
  return child.item === undefined ? `#${child.iteration}` : shortLine(scalar(child.item), longestLabel);
}

export function bestChild(step: Pick<StepRecord, 'best' | 'children'>): ChildRecord | null {
  return step.children?.find((child) => child.iteration === step.best) ?? null;
}

/** `best of 3 (alpha 0.1)`, `5 children: 1 failed, 4 succeeded`. */
export function fanSummary(step: StepRecord): string | null {
  if (step.children === null) return null;
  const best = bestChild(step);
  if (best !== null) return `best of ${step.children.length} (${childLabel(best)})`;
  const states = countStates(step.children.map((child) => child.state));
  return `${plural(step.children.length, 'child', 'children')}${states === '' ? '' : `: ${states}`}`;
}

/**
 * Best first. The record names the best child but not the metric that chose it: it is a metric in which that child is the
 * extreme one, a gated metric before others.
 */
export function rank(step: Fanned, children: readonly ChildRecord[]): Ranking {
  const best = children.find((child) => child.iteration === step.best);
  const by = best === undefined ? null : metricThatChose(best, step, children);
  if (by === null) return { by, children };
  const sign = by.order === 'min' ? 1 : -1;
  const sorted = [...children].sort((a, b) => {
    if (a === best || b === best) return a === best ? -1 : 1;
    return sign * (numeric(a, by.metric, sign) - numeric(b, by.metric, sign)) || a.iteration - b.iteration;
  });
  return { by, children: sorted };
}

function metricThatChose(best: ChildRecord, step: Fanned, children: readonly ChildRecord[]): Ranking['by'] {
  const gated = step.gates.map((gate) => gate.metric);
  for (const metric of new Set([...gated, ...Object.keys(best.metrics)])) {
    const value = best.metrics[metric];
    if (typeof value !== 'number') continue;
    const others = children.map((child) => child.metrics[metric]).filter((other) => typeof other === 'number');
    if (others.every((other) => other >= value)) return { metric, order: 'min' };
    if (others.every((other) => other <= value)) return { metric, order: 'max' };
  }
  return null;
}

/** A child without the metric comes last. */
function numeric(child: ChildRecord, metric: string, sign: number): number {
  const value = child.metrics[metric];
  return typeof value === 'number' ? value : sign * Number.MAX_VALUE;
}
