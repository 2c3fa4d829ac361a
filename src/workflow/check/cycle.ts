/** Steps that wait for each other. */
import type { Problems } from '../problems.ts';
import type { PlacedStep } from './placed-step.ts';
import type { Edge } from './wiring.ts';

interface Visit {
  readonly step: PlacedStep;
  /** The need through which it was reached. */
  readonly edge: Edge | null;
  next: number;
}

/**
 * Names each knot of steps once, with the path of one cycle in it. Depth first, without recursion: a chain may be as long
 * as the file.
 */
export function checkCycles(edges: ReadonlyMap<PlacedStep, readonly Edge[]>, problems: Problems): void {
  const done = new Set<PlacedStep>();
  const named = new Set<PlacedStep>();
  for (const start of edges.keys()) {
    const way: Visit[] = done.has(start) ? [] : [{ step: start, edge: null, next: 0 }];
    const places = new Map([[start, 0]]);
    for (let visit = way.at(-1); visit !== undefined; visit = way.at(-1)) {
      const edge = edges.get(visit.step)?.[visit.next];
      visit.next += 1;
      if (edge === undefined) {
        done.add(visit.step);
        places.delete(visit.step);
        way.pop();
        continue;
      }
      const place = places.get(edge.to);
      if (place !== undefined) report(way.slice(place), edge, named, problems);
      else if (!done.has(edge.to)) {
        places.set(edge.to, way.length);
        way.push({ step: edge.to, edge, next: 0 });
      }
    }
  }
}

/** `a → b → c → a`, at the need of `a`. */
function report(cycle: readonly Visit[], last: Edge, named: Set<PlacedStep>, problems: Problems): void {
  if (cycle.some(({ step }) => named.has(step))) return;
  for (const { step } of cycle) named.add(step);
  const names = [...cycle.map(({ step }) => step.step.name), last.to.step.name];
  const first = cycle[1]?.edge ?? last;
  problems.error('CYCLE', first.path, 'value', `these steps wait for each other: ${names.join(' → ')}`);
}
