/** The workflows that a namespace has something of: runs, or services. */
import type { KubeApi } from '../client/api.ts';
import type { Meta } from '../client/types.ts';
import { inLanes } from '../lanes.ts';
import { madeAt, runOf } from '../known-runs.ts';
import { labels, managed, managedComponent, type Component } from '../objects/labels.ts';
import { storedRun } from './runs.ts';

export interface LastRun {
  readonly id: string;
  /** Null: it can't be read. */
  readonly state: string | null;
  readonly environment: string | null;
  readonly started_at: string | null;
}

export interface KnownWorkflow {
  readonly namespace: string;
  readonly workflow: string;
  /** What tells it from another repository's of the same name. */
  readonly project: string;
  /** As people know it: `github.com/acme/models`. */
  readonly repository: string;
  readonly file: string;
  /** That it was run in or has services in, sorted. */
  readonly environments: readonly string[];
  /** Steps that are deployed, sorted. */
  readonly services: readonly string[];
  /** Null: none that is still known. */
  readonly last_run: LastRun | null;
}

type Found = Omit<KnownWorkflow, 'last_run'> & { readonly newest: Meta | null };

/** Runs that are read at the same time. */
const lanes = 8;

/** By name and repository. @param workflow absent: all @throws ApiError */
export async function knownWorkflows(api: KubeApi, workflow?: string): Promise<readonly KnownWorkflow[]> {
  const of = (component: Component): { readonly labelSelector: string } => {
    const ours = managedComponent(component);
    return { labelSelector: workflow === undefined ? ours : `${ours},${managed(workflow)}` };
  };
  const [anchors, deployments] = await Promise.all([
    api.listMeta('ConfigMap', of('anchor')),
    api.listMeta('Deployment', of('service')),
  ]);
  const found = new Map<string, Found>();
  for (const meta of anchors) add(found, meta, api.namespace, { newest: meta });
  for (const meta of deployments) add(found, meta, api.namespace, { service: meta.labels?.[labels.step] ?? '' });
  const known = new Map<Found, KnownWorkflow>();
  const reading = [...found.values()].map((each) => async () => {
    const { newest, ...rest } = each;
    known.set(each, { ...rest, last_run: newest === null ? null : await lastRun(api, newest) });
  });
  await inLanes(lanes, reading);
  return [...known.values()].sort((a, b) => keyOf(a).localeCompare(keyOf(b)));
}

function add(
  found: Map<string, Found>,
  { labels: own = {}, annotations = {}, ...meta }: Meta,
  namespace: string,
  { newest = null, service }: { readonly newest?: Meta | null; readonly service?: string },
): void {
  const workflow = own[labels.workflow] ?? '';
  const project = own[labels.project] ?? '';
  const key = `${workflow} ${project}`;
  const before = found.get(key);
  const environment = annotations[labels.environment];
  const whole = newest === null ? null : { ...meta, labels: own, annotations };
  const isNewer = whole !== null && (before?.newest == null || madeAt(whole) > madeAt(before.newest));
  found.set(key, {
    namespace,
    workflow,
    project,
    repository: annotations[labels.repository] ?? before?.repository ?? '',
    file: annotations[labels.file] ?? before?.file ?? '',
    environments: sorted(before?.environments ?? [], environment),
    services: sorted(before?.services ?? [], service),
    newest: isNewer ? whole : (before?.newest ?? null),
  });
}

function sorted(known: readonly string[], more: string | undefined): readonly string[] {
  return [...new Set([...known, ...(more === undefined ? [] : [more])])].sort();
}

async function lastRun(api: KubeApi, anchor: Meta): Promise<LastRun> {
  const id = runOf(anchor);
  // One that can't be read is no reason not to show the rest.
  const run = await storedRun(api, id).catch(() => null);
  const { state = null, environment = null, started_at = null } = run?.record ?? {};
  return { id, state, environment, started_at };
}

function keyOf({ workflow, repository, file }: KnownWorkflow): string {
  return [workflow, repository, file].join(' ');
}
