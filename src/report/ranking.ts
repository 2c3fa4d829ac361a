/** The children of a sweep or for_each: what each was, and which is the best. */
import type { ChildRecord, StepRecord } from '../records/schema.ts';
import { countStates } from './states.ts';
import type { Json, ParamValue } from '../workflow/model.ts';
import { shortLine } from './plain-text.ts';
import { plural, scalar } from './units.ts';

type Fanned = Pick<StepRecord, 'best' | 'select'>;

const longestLabel = 80;

export interface Ranking {
  /** Null: the children are in their own order, nothing says which is better. */
  readonly by: StepRecord['select'];
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

/** Of a step whose own are not known those of its best child. */
export function reportedMetrics(step: Pick<StepRecord, 'best' | 'children' | 'metrics'>): StepRecord['metrics'] {
  return Object.keys(step.metrics).length === 0 ? (bestChild(step)?.metrics ?? {}) : step.metrics;
}

/** `best of 3 (alpha 0.1)`, `5 children: 1 failed, 4 succeeded`. */
export function fanSummary(step: StepRecord): string | null {
  if (step.children === null) return null;
  const best = bestChild(step);
  if (best !== null) return `best of ${step.children.length} (${childLabel(best)})`;
  const states = countStates(step.children.map((child) => child.state));
  return `${plural(step.children.length, 'child', 'children')}${states === '' ? '' : `: ${states}`}`;
}

/** Best first by what the sweep selects by; what a step did not select stays in its own order. */
export function rank({ best, select: by }: Fanned, children: readonly ChildRecord[]): Ranking {
  if (by === null) return { by, children };
  const sign = by.order === 'min' ? 1 : -1;
  const sorted = [...children].sort((a, b) => {
    // Of equals, and of a child that failed with a good value, only the selected one is first.
    if (a.iteration === best || b.iteration === best) return a.iteration === best ? -1 : 1;
    return sign * (numeric(a, by.metric, sign) - numeric(b, by.metric, sign)) || a.iteration - b.iteration;
  });
  return { by, children: sorted };
}

/** A child without the metric comes last. */
function numeric(child: ChildRecord, metric: string, sign: number): number {
  const value = child.metrics[metric];
  return typeof value === 'number' ? value : sign * Number.MAX_VALUE;
}
