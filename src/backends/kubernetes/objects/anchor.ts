/** The state of a run in the cluster: an anchor that owns everything, and compressed documents that never change. */
import { gunzipSync, gzipSync } from 'node:zlib';
import canonicalize from 'canonicalize';
import type { RunEvent } from '../../../engine/events.ts';
import { AutomlError } from '../../../errors.ts';
import type { Plan } from '../../../plan/plan.ts';
import { baselineBranch } from '../../../records/baseline.ts';
import { canonical } from '../../../records/canonical.ts';
import { runEvent } from '../../../records/event-schema.ts';
import { runRecord, type RunRecord } from '../../../records/schema.ts';
import { kinds, type ConfigMap } from '../client/types.ts';
import { digest } from './digest.ts';
import { componentLabels, labels, labelValue, ownerNotes } from './labels.ts';
import { ownedMeta, type OwnedRun } from './metadata.ts';
import { anchorName, pageName, planName, recordName } from './names.ts';
import { ownerId } from './owner.ts';
import type { Owner, RunFacts } from './run-facts.ts';
import { shortRecord } from './short-record.ts';

/** Bytes in one ConfigMap. The API server takes 1 MiB. */
const limit = 900 * 1024;
const planKey = 'plan.json.gz';
const eventsKey = 'events.jsonl.gz';
const recordKey = 'record.json.gz';

const groupLength = 12;

/** Compressed documents by their keys in a ConfigMap. */
type Packed = Readonly<Record<string, Buffer>>;

export function anchorObject(plan: Plan, owner: Owner): ConfigMap {
  const { run, workflow, file, commit, environment, params, schedule } = plan;
  const identity = { run, workflow, file, commit, environment, params, owner };
  return {
    apiVersion: kinds.ConfigMap.apiVersion,
    kind: 'ConfigMap',
    metadata: {
      name: anchorName(run.id),
      labels: {
        ...componentLabels({ id: run.id, owner, workflow }, 'anchor'),
        [labels.group]: digest({ owner: ownerId(owner), ref: commit.ref }, groupLength),
        ...(schedule === null ? {} : { [labels.schedule]: labelValue(schedule.name) }),
        ...(run.base === undefined ? {} : { [labels.base]: labelValue(run.base) }),
        ...(run.pull === undefined ? {} : { [labels.pull]: String(run.pull) }),
      },
      annotations: { ...ownerNotes(owner), ...(schedule === null ? {} : { [labels.scheduledAt]: schedule.at }) },
    },
    data: { 'identity.json': canonicalize(identity) ?? '' },
  };
}

/** What whoever drives next needs: in parts, where one ConfigMap can't hold it. The first part says how many there are. */
export function planObjects(facts: RunFacts, plan: Plan): ConfigMap[] {
  const whole = gzipSync(JSON.stringify(plan), { level: 9 });
  const count = Math.ceil(whole.length / limit);
  const about = { facts: JSON.stringify({ ...facts, ownSecrets: [...facts.ownSecrets] }), parts: String(count) };
  return Array.from({ length: count }, (_, part) => ({
    ...bare(),
    metadata: ownedMeta(facts, planName(facts.id, part), 'plan'),
    ...(part === 0 ? { data: about } : {}),
    binaryData: { [planKey]: whole.subarray(part * limit, (part + 1) * limit).toString('base64') },
  }));
}

/** How many ConfigMaps hold the plan of which this is the first. */
export function partsOf({ data }: ConfigMap): number {
  return Number(data?.['parts'] ?? 1);
}

/** What plans that version 0.1.0 has stored do not have. */
const newInPlans = { schedule: null, driver: null, notify: [] } satisfies Partial<Plan>;

/** Written by `planObjects`. @param first the first part, @param others all others, in order */
export function planOf(
  first: ConfigMap,
  others: readonly ConfigMap[],
): { readonly plan: Plan; readonly facts: RunFacts } {
  // Written by this program in one piece, perhaps by an older version of it.
  const plan = { ...newInPlans, ...(JSON.parse(documentOf([first, ...others], planKey)) as Plan) };
  return { plan, facts: factsOf(first) };
}

/** Written by `planObjects` too. @param first the first part of the plan */
export function factsOf(first: ConfigMap): RunFacts {
  const facts = JSON.parse(first.data?.['facts'] ?? '') as RunFacts & { ownSecrets: [string, string][] };
  return { ...facts, ownSecrets: new Map(facts.ownSecrets) };
}

/** Whether the events fit into one page. */
export function fitsPage(events: readonly RunEvent[]): boolean {
  return packed(linesOf(events)).length <= limit;
}

/** @param page counts up from 1 @param epoch of the Lease under which it is written @throws AutomlError CLUSTER for more events than one page holds */
export function pageObject(run: OwnedRun, page: number, epoch: number, events: readonly RunEvent[]): ConfigMap {
  const binaryData = dataOf(`page ${page} of the journal`, { [eventsKey]: packed(linesOf(events)) });
  const meta = ownedMeta(run, pageName(run.id, page), 'page');
  return { ...bare(), metadata: { ...meta, annotations: { [labels.epoch]: String(epoch) } }, binaryData };
}

/** @throws Error for a page that no version of this program has written */
export function eventsOf(page: ConfigMap): readonly RunEvent[] {
  const lines = documentOf([page], eventsKey).split('\n').slice(0, -1);
  return lines.map((line) => runEvent.parse(JSON.parse(line)));
}

function linesOf(events: readonly RunEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** The record that `recordObject` has stored. @throws Error when it is none of this version */
export function recordOf(map: ConfigMap): RunRecord {
  return runRecord.parse(JSON.parse(documentOf([map], recordKey)));
}

/** With its canonical form. Whatever would not fit is left out of both, so that no run ends without a record. */
export function recordObject(run: OwnedRun, whole: RunRecord): ConfigMap {
  const { packed, leftOut } = shortRecord(whole, packedRecord, (each) => bytesOf(each) <= limit);
  const branch = baselineBranch(whole);
  const own = branch === null ? {} : { [labels.baseline]: labelValue(branch) };
  const meta = ownedMeta(run, recordName(run.id), 'record', own);
  const annotations = leftOut.length === 0 ? {} : { annotations: { [labels.leftOut]: leftOut.join(', ') } };
  return { ...bare(), metadata: { ...meta, ...annotations }, binaryData: dataOf('the record of the run', packed) };
}

function packedRecord(record: RunRecord): Packed {
  return { [recordKey]: packed(JSON.stringify(record)), 'canonical.json.gz': packed(canonical(record)) };
}

/** What the record of the run lacks; null: nothing. */
export function leftOutOf({ metadata }: ConfigMap): string | null {
  return metadata?.annotations?.[labels.leftOut] ?? null;
}

/** The text of a document. @param parts all of it, in order @throws Error when some of it is missing */
export function documentOf(parts: readonly ConfigMap[], key: string): string {
  const bytes = parts.map(({ metadata, binaryData }) => {
    const data = binaryData?.[key];
    if (data === undefined) throw new Error(`the ConfigMap ${metadata?.name ?? ''} has no ${key}`);
    return Buffer.from(data, 'base64');
  });
  return gunzipSync(Buffer.concat(bytes)).toString();
}

function bare(): Pick<ConfigMap, 'apiVersion' | 'kind' | 'immutable'> {
  return { apiVersion: kinds.ConfigMap.apiVersion, kind: 'ConfigMap', immutable: true };
}

/** @param name for the sentence about what is too large @throws AutomlError CLUSTER */
function dataOf(name: string, documents: Packed): Record<string, string> {
  const bytes = bytesOf(documents);
  if (bytes > limit) {
    const size = Math.ceil(bytes / 1024);
    throw new AutomlError('CLUSTER', `${name} does not fit into a ConfigMap: ${size} KiB, and ${limit / 1024} KiB fit`);
  }
  return Object.fromEntries(Object.entries(documents).map(([key, document]) => [key, document.toString('base64')]));
}

function bytesOf(documents: Packed): number {
  return Object.values(documents).reduce((sum, { length }) => sum + length, 0);
}

function packed(text: string): Buffer {
  return gzipSync(text, { level: 9 });
}
