/** What a real cluster answered, one file a situation: `kubectl get pod,job,events,pvc -o json`, trimmed. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Claim, Deployment, Event, Job, Node, Pod } from '../../../../../src/backends/kubernetes/client/types.ts';

export interface Recorded {
  readonly from: string;
  readonly pod?: Pod | null;
  readonly job?: Job;
  readonly deployment?: Deployment;
  readonly pods?: readonly Pod[];
  readonly events: readonly Event[];
  readonly claims?: readonly Claim[];
}

const folder = import.meta.dirname;

export function recorded(name: string): Recorded {
  return JSON.parse(readFileSync(path.join(folder, 'recorded', `${name}.json`), 'utf8')) as Recorded;
}

export const situations: readonly string[] = readdirSync(path.join(folder, 'recorded')).map(
  (file) => path.parse(file).name,
);

/** The cluster's only node: 2 cores, 23.4 GiB. */
export const nodes = JSON.parse(readFileSync(path.join(folder, 'nodes.json'), 'utf8')) as readonly Node[];
