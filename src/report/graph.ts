/** What is drawn of a run's DAG: few nodes, and no edge that another path already says. */
import type { RunRecord, StepRecord } from '../records/schema.ts';
import { countStates, type ShownState } from './states.ts';
import { plural } from './units.ts';

export interface Graph {
  readonly groups: readonly Group[];
  readonly edges: readonly Edge[];
}
export interface Group {
  /** Null: its nodes stand without a box. */
  readonly id: string | null;
  readonly title: string;
  readonly nodes: readonly Node[];
}
interface Node {
  readonly id: string;
  readonly text: string;
  readonly state: ShownState;
  readonly shape: 'job' | 'service';
}
interface Edge {
  readonly from: string;
  readonly to: string;
}

/** A node for each step in a box for each stage. Edges from or to a whole stage are drawn as one. */
export function stepGraph(record: RunRecord): Graph {
  const ids = new Map(record.steps.map((step, index) => [step.name, `n${index}`]));
  const stages = byStage(record.steps);
  const groups = stages.map(([title, steps], index) => ({
    id: `s${index}`,
    title,
    nodes: steps.map((step) => ({
      id: ids.get(step.name) ?? '',
      text: nodeText(step),
      state: step.state,
      shape: step.kind,
    })),
  }));
  const needs = directNeeds(record.steps);
  const edges = stages.flatMap(([, steps], index) => {
    const lists = steps.map((step) => joinStages(needs.get(step.name) ?? new Set(), stages, ids));
    const [first] = lists;
    const same = steps.length > 1 && lists.every((list) => list.join() === first?.join());
    if (same) return (first ?? []).map((from) => ({ from, to: `s${index}` }));
    return steps.flatMap((step, at) => (lists[at] ?? []).map((from) => ({ from, to: ids.get(step.name) ?? '' })));
  });
  return { groups, edges };
}

type Stage = readonly [title: string, steps: readonly StepRecord[]];

function byStage(steps: readonly StepRecord[]): readonly Stage[] {
  const stages = new Map<string, StepRecord[]>();
  for (const step of steps) {
    const stage = stages.get(step.stage);
    if (stage === undefined) stages.set(step.stage, [step]);
    else stage.push(step);
  }
  return [...stages];
}

function nodeText(step: StepRecord): string {
  return step.children === null ? step.name : `${step.name} × ${step.children.length}`;
}

/** Ids to draw edges from: a stage's own where the step needs all of it. */
function joinStages(
  needs: ReadonlySet<string>,
  stages: readonly Stage[],
  ids: ReadonlyMap<string, string>,
): readonly string[] {
  return stages.flatMap(([, steps], index) => {
    const needed = steps.filter((step) => needs.has(step.name));
    if (needed.length > 1 && needed.length === steps.length) return [`s${index}`];
    return needed.map((step) => ids.get(step.name) ?? '');
  });
}

/** Transitive reduction: without those needs that another need waits for anyway. */
function directNeeds(steps: readonly StepRecord[]): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, ReadonlySet<string>>();
  const byName = new Map(steps.map((step) => [step.name, step]));
  const stages = new Map(byStage(steps));
  const lastStage = steps.findLast((step) => step.stage !== 'finally')?.stage ?? '';
  const waitsForDirectly = (step: StepRecord | undefined): readonly string[] => {
    if (step === undefined) return [];
    // A step of `finally` waits for all the others, whatever it says.
    const stage = stages.get(step.stage === 'finally' ? lastStage : (step.after ?? '')) ?? [];
    return [...stage.map(({ name }) => name), ...step.needs];
  };
  const waitsFor = (name: string): ReadonlySet<string> => {
    const known = all.get(name);
    if (known !== undefined) return known;
    // Set first: a record with a cycle, which no run of ours makes, must not hang the report.
    all.set(name, new Set());
    const needs = waitsForDirectly(byName.get(name));
    const found = new Set(needs.flatMap((need) => [need, ...waitsFor(need)]));
    all.set(name, found);
    return found;
  };
  return new Map(
    steps.map((step) => {
      const needs = waitsForDirectly(step);
      const implied = new Set(needs.flatMap((need) => [...waitsFor(need)]));
      return [step.name, new Set(needs.filter((need) => !implied.has(need)))];
    }),
  );
}

/** A node for each stage, in a chain; of more than `most` stages the middle ones share a node. */
export function stageGraph(record: RunRecord, most: number): Graph {
  const stages = byStage(record.steps);
  const shown: readonly Stage[] =
    stages.length <= most
      ? stages
      : [
          ...stages.slice(0, most / 2),
          [
            plural(stages.length - most + 1, 'more stage'),
            stages.slice(most / 2, 1 - most / 2).flatMap(([, steps]) => steps),
          ],
          ...stages.slice(1 - most / 2),
        ];
  const nodes = shown.map(([title, steps], index) => ({
    id: `n${index}`,
    text: `${title}: ${countStates(steps.map((step) => step.state))}`,
    state: worst(steps),
    shape: 'job' as const,
  }));
  const edges = nodes.slice(1).map((node, index) => ({ from: `n${index}`, to: node.id }));
  return { groups: [{ id: null, title: '', nodes }], edges };
}

const bySeverity: readonly ShownState[] = [
  'failed',
  'timed-out',
  'cancelled',
  'running',
  'pending',
  'skipped',
  'succeeded',
  'reused',
];

function worst(steps: readonly StepRecord[]): ShownState {
  return bySeverity.find((state) => steps.some((step) => step.state === state)) ?? 'pending';
}
