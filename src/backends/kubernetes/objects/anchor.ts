/** The state of a run in the cluster: an anchor that owns everything, and compressed documents that never change. */
import { gunzipSync, gzipSync } from 'node:zlib';
import canonicalize from 'canonicalize';
import type { RunEvent } from '../../../engine/events.ts';
import { AutomlError } from '../../../errors.ts';
import type { Plan } from '../../../plan/plan.ts';
import type { RunRecord } from '../../../records/schema.ts';
import { kinds, type ConfigMap } from '../client/types.ts';
import { componentLabels, ownerNotes } from './labels.ts';
import { ownedMeta, type OwnedRun } from './metadata.ts';
import { anchorName, pageName, planName, recordName } from './names.ts';
import type { Owner } from './run-facts.ts';

/** Bytes in one ConfigMap. The API server takes 1 MiB. */
const limit = 900 * 1024;

export function anchorObject(plan: Plan, owner: Owner): ConfigMap {
  const { run, workflow, file, commit, environment, params } = plan;
  const identity = { run, workflow, file, commit, environment, params, owner };
  return {
    apiVersion: kinds.ConfigMap.apiVersion,
    kind: 'ConfigMap',
    metadata: {
      name: anchorName(run.id),
      labels: { ...componentLabels({ id: run.id, owner, workflow }, 'anchor') },
      annotations: { ...ownerNotes(owner) },
    },
    data: { 'identity.json': canonicalize(identity) ?? '' },
  };
}

/** In parts, where one ConfigMap can't hold it; read back by `documentOf`. */
export function planObjects(run: OwnedRun, plan: Plan): ConfigMap[] {
  const whole = gzipSync(JSON.stringify(plan), { level: 9 });
  const count = Math.ceil(whole.length / limit);
  return Array.from({ length: count }, (_, part) => ({
    ...bare(),
    metadata: ownedMeta(run, planName(run.id, part), 'plan'),
    binaryData: { 'plan.json.gz': whole.subarray(part * limit, (part + 1) * limit).toString('base64') },
  }));
}

/** Whether the events fit into one page. */
export function fitsPage(events: readonly RunEvent[]): boolean {
  return gzipSync(linesOf(events), { level: 9 }).length <= limit;
}

/** @param page counts up from 1 @throws AutomlError CLUSTER for more events than one page holds */
export function pageObject(run: OwnedRun, page: number, events: readonly RunEvent[]): ConfigMap {
  const binaryData = compressed(`page ${page} of the journal`, { 'events.jsonl.gz': linesOf(events) });
  return { ...bare(), metadata: ownedMeta(run, pageName(run.id, page), 'page'), binaryData };
}

function linesOf(events: readonly RunEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/** @param canonical the record's canonical form @throws AutomlError CLUSTER for one that is too large */
export function recordObject(run: OwnedRun, record: RunRecord, canonical: string): ConfigMap {
  const texts = { 'record.json.gz': JSON.stringify(record), 'canonical.json.gz': canonical };
  const binaryData = compressed('the record of the run', texts);
  return { ...bare(), metadata: ownedMeta(run, recordName(run.id), 'record'), binaryData };
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

/** @param name for the sentence about what is too large */
function compressed(name: string, texts: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(texts).map(([key, text]) => [key, gzipSync(text, { level: 9 })] as const);
  const bytes = entries.reduce((sum, [, data]) => sum + data.length, 0);
  if (bytes > limit) {
    const size = Math.ceil(bytes / 1024);
    throw new AutomlError('CLUSTER', `${name} does not fit into a ConfigMap: ${size} KiB, and ${limit / 1024} KiB fit`);
  }
  return Object.fromEntries(entries.map(([key, data]) => [key, data.toString('base64')]));
}
