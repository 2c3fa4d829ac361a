/** What a run would change of a service: asked of the API server, which keeps nothing of it. */
import type { KubeApi } from '../client/api.ts';
import type { Kinds, Meta } from '../client/types.ts';
import { creationSentence } from '../diagnosis/creation.ts';
import { appliedFields } from '../objects/applied.ts';
import { exposureKinds, exposureObjects } from '../objects/exposure.ts';
import { labels } from '../objects/labels.ts';
import { serviceName } from '../objects/names.ts';
import { serviceMeta, serviceObject, type ServiceStep } from '../objects/service.ts';
import { companionsOf } from '../serving/companions.ts';
import { readLive, serviceKinds, type LiveService, type ServiceKind, type ServiceObject } from '../serving/live.ts';
import { readRouting } from '../serving/routing.ts';
import { manager } from '../serving/way-back.ts';
import { fieldChanges, type FieldChange } from './field-changes.ts';
import type { PlannedRun } from './planned-run.ts';
import { plannedRevision, type PlannedRevision } from './revision.ts';

export interface ObjectChange {
  readonly kind: ServiceKind;
  readonly name: string;
  readonly action: 'create' | 'change' | 'delete' | 'unchanged';
  readonly fields: readonly FieldChange[];
}

export interface ServiceChange extends Pick<PlannedRevision, 'rolls' | 'reasons' | 'assuming'> {
  readonly step: string;
  readonly objects: readonly ObjectChange[];
  /** Why it would fail, or why nobody can tell; null: nothing is known against it. */
  readonly problem: string | null;
}

export async function serviceChange(api: KubeApi, run: PlannedRun, step: ServiceStep): Promise<ServiceChange> {
  const nothing = { step: step.name, objects: [], rolls: false, reasons: [], assuming: [] };
  try {
    return await changeOf(api, run, step);
  } catch (error) {
    return { ...nothing, problem: creationSentence(error, api.namespace) };
  }
}

/** @throws Error */
async function changeOf(api: KubeApi, run: PlannedRun, step: ServiceStep): Promise<ServiceChange> {
  const { plan, owner } = run;
  const facts = { owner, workflow: plan.workflow };
  const name = serviceName(plan.workflow, step.name, owner);
  const live = await readLive(api, facts, name);
  const routing = await readRouting(api, step.service, name);
  if (typeof routing === 'string') throw new Error(routing);
  const revision = await plannedRevision(api, run, step, name, live.Deployment ?? null);
  const wanted: readonly ServiceObject[] = [
    { kind: 'Deployment', object: revision.deployment },
    { kind: 'Service', object: serviceObject(facts, step) },
    ...companionsOf(facts, step),
    ...exposureObjects(serviceMeta(facts, step), step.service, routing),
  ];
  const objects: ObjectChange[] = [];
  for (const { kind, object } of wanted) objects.push(await objectChange(api, kind, object, live, revision));
  const kept = routing?.kind === 'nowhere' ? exposureKinds : [];
  const kinds = new Set<ServiceKind>([...kept, ...wanted.map(({ kind }) => kind)]);
  const unwanted = serviceKinds.filter((kind) => live[kind] !== undefined && !kinds.has(kind));
  return {
    step: step.name,
    objects: [...objects, ...unwanted.map((kind) => ({ kind, name, action: 'delete' as const, fields: [] }))],
    rolls: revision.rolls,
    reasons: revision.reasons,
    assuming: revision.assuming,
    problem: null,
  };
}

type Applicable = { readonly metadata?: Meta };

/** @throws ApiError when the server would refuse it */
async function objectChange<K extends ServiceKind>(
  api: KubeApi,
  kind: K,
  object: Kinds[K],
  live: LiveService,
  { rolls, placeholders }: PlannedRevision,
): Promise<ObjectChange> {
  const before: Applicable | undefined = live[kind];
  const name = (object as Applicable).metadata?.name ?? '';
  const after = await api.apply(kind, object, { force: true, dryRun: true });
  if (before === undefined) return { kind, name, action: 'create', fields: [] };
  const asked = [object, appliedFields(before, manager) ?? {}];
  const fields = fieldChanges(before, after, asked).filter(
    ({ path, after: text }) => !isBookkeeping(path) && !placeholders.has(text ?? ''),
  );
  const isChanged = fields.length > 0 || (kind === 'Deployment' && rolls);
  return { kind, name, action: isChanged ? 'change' : 'unchanged', fields };
}

/** Of ours, in labels and annotations. */
const notes = [
  labels.deployedBy,
  labels.commit,
  labels.before,
  labels.template,
  labels.secrets,
  labels.claims,
  labels.revision,
  labels.versions,
];
/** What a pod is told, which is a reason of its own, and what differs in every run. */
const told = /\.env\[AUTOML_(SPEC|SH|RUN_ID|COMMIT)\]|\.volumes\[injected\]/;

function isBookkeeping(path: string): boolean {
  return told.test(path) || notes.some((name) => path.endsWith(`[${name}]`));
}
