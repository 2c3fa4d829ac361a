/** Sweeps: the grid of params, and the child that wins. */
import type { Item } from '../plan/plan.ts';
import type { ParamValue, Sweep } from '../workflow/model.ts';
import type { ChildView } from './view.ts';

/** Children of one fanned-out step. */
export const MAX_CHILDREN = 10_000;

/** Number of combinations; the grid itself is only made when that is allowed. */
export function gridSize(sweep: Sweep): number {
  return Object.values(sweep.params).reduce((size, values) => size * values.length, 1);
}

/** Every combination; the first key varies fastest (as in MLRun's grid). */
export function grid(sweep: Sweep): readonly Item[] {
  let rows: Readonly<Record<string, ParamValue>>[] = [{}];
  for (const [name, values] of Object.entries(sweep.params)) {
    rows = values.flatMap((value) => rows.map((row) => ({ ...row, [name]: value })));
  }
  return rows.map((params) => ({ params }));
}

/** The succeeded child with the least or greatest finite value; of equals the first. Null: none reported one. */
export function bestChild(
  { order, metric }: NonNullable<Sweep['select']>,
  children: readonly ChildView[],
): ChildView | null {
  let best: { child: ChildView; value: number } | null = null;
  for (const child of children) {
    const value = Object.hasOwn(child.metrics, metric) ? child.metrics[metric] : undefined;
    if (child.state !== 'succeeded' || typeof value !== 'number' || !Number.isFinite(value)) continue;
    if (best === null || (order === 'min' ? value < best.value : value > best.value)) best = { child, value };
  }
  return best?.child ?? null;
}
