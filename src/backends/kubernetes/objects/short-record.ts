/** A record that fits into a ConfigMap, whatever the steps wrote: what is left out is marked, and named. */
import type { ChildRecord, RunRecord, StepRecord } from '../../../records/schema.ts';

export interface ShortRecord<Packed> {
  readonly packed: Packed;
  /** What it lacks, in words; empty: nothing. */
  readonly leftOut: readonly string[];
}

const mark = '(left out: the record is too large for the cluster)';
/** Characters of a text, or of a value as JSON, that is not worth leaving out. */
const short = 200;

type Task = StepRecord | ChildRecord;
/** The fields that steps and children have in common. */
type Fields = Partial<Pick<StepRecord, keyof StepRecord & keyof ChildRecord>>;

interface Cut {
  readonly what: string;
  readonly made: (record: RunRecord) => RunRecord;
}

/** What is least missed first; after the last one nothing grows with what code writes. */
const cuts: readonly Cut[] = [
  {
    what: 'summaries',
    made: (record) => ofTasks(record, ({ summary }) => ({ summary: summary === null ? null : mark })),
  },
  { what: 'large outputs', made: (record) => ofTasks(record, ({ outputs }) => ({ outputs: smallOnly(outputs) })) },
  {
    what: 'warnings and labels',
    made: (record) =>
      ofTasks(record, ({ warnings }) => ({ warnings: warnings.length === 0 ? [] : [mark], labels: {} })),
  },
  {
    what: 'attempts and files of children',
    made: (record) => ofChildren(record, () => ({ attempts: [], artifacts: {} })),
  },
  { what: 'children', made: withoutChildren },
  { what: 'all but the states of steps', made: statesOnly },
];

/** Applies one cut after the other, until it fits or there is none left. @param pack as it is stored: once a cut */
export function shortRecord<Packed>(
  whole: RunRecord,
  pack: (record: RunRecord) => Packed,
  fits: (packed: Packed) => boolean,
): ShortRecord<Packed> {
  let record = whole;
  let packed = pack(whole);
  const leftOut: string[] = [];
  for (const { what, made } of cuts) {
    if (fits(packed)) break;
    record = made(record);
    packed = pack(record);
    leftOut.push(what);
  }
  return { packed, leftOut };
}

function ofTasks(record: RunRecord, change: (task: Task) => Fields): RunRecord {
  const steps = record.steps.map((step) => ({ ...step, ...change(step) }));
  return ofChildren({ ...record, steps }, change);
}

function ofChildren(record: RunRecord, change: (task: ChildRecord) => Fields): RunRecord {
  const changed = ({ children }: StepRecord): StepRecord['children'] =>
    children?.map((child) => ({ ...child, ...change(child) })) ?? null;
  return { ...record, steps: record.steps.map((step) => ({ ...step, children: changed(step) })) };
}

function withoutChildren(record: RunRecord): RunRecord {
  const steps = record.steps.map((step) => ({ ...step, children: step.children === null ? null : [] }));
  return { ...record, steps };
}

function statesOnly(record: RunRecord): RunRecord {
  const bare = { metrics: {}, outputs: {}, artifacts: {}, gates: [], place: null, service: null, attempts: [] };
  const steps = record.steps.map((step) => ({ ...step, ...bare, reason: step.reason?.slice(0, short) ?? null }));
  return { ...record, reason: record.reason?.slice(0, short) ?? null, steps };
}

function smallOnly(outputs: StepRecord['outputs']): StepRecord['outputs'] {
  const entries = Object.entries(outputs).map(([name, value]) => {
    return [name, JSON.stringify(value).length > short ? mark : value] as const;
  });
  return Object.fromEntries(entries);
}
