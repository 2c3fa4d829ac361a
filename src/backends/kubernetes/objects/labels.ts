/** Labels: by them objects are found, shown by dashboards and picked by `kubectl -l`. */
import { digest } from './digest.ts';
import { ownerId, projectId } from './owner.ts';
import type { PlanStep, Task } from '../../../plan/plan.ts';
import type { TaskOrder } from '../../backend.ts';
import type { Owner, RunFacts } from './run-facts.ts';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels */
const app = {
  name: 'app.kubernetes.io/name',
  managedBy: 'app.kubernetes.io/managed-by',
  component: 'app.kubernetes.io/component',
  partOf: 'app.kubernetes.io/part-of',
} as const;

export const labels = {
  component: app.component,
  project: 'automl-action/project',
  owner: 'automl-action/owner',
  run: 'automl-action/run',
  workflow: 'automl-action/workflow',
  stage: 'automl-action/stage',
  step: 'automl-action/step',
  attempt: 'automl-action/attempt',
  iteration: 'automl-action/iteration',
  /** The claim that a pod mounts, where all pods that do must be on one node. */
  store: 'automl-action/store',
  /** Annotation: the repository as people know it. */
  repository: 'automl-action/repository',
  /** Annotation: the workflow file. */
  file: 'automl-action/file',
  /** Annotation: the environment, where there is one. */
  environment: 'automl-action/environment',
  /** Annotation of an Indexed Job: the iterations of its children in the order of the indexes, as `1-3,7`. */
  iterations: 'automl-action/iterations',
  /** Of an anchor: runs of one workflow and ref, which may have to wait for each other. */
  group: 'automl-action/group',
  /** Of an anchor: branch whose last success the run is compared with. */
  base: 'automl-action/base',
  /** Of a record: branch that the run stands for where another is compared with it. */
  baseline: 'automl-action/baseline',
  /** Of an anchor: number of the pull or merge request that the run is about. */
  pull: 'automl-action/pull',
  /** Annotation of an anchor: why somebody wants the run to be cancelled. */
  cancelRequested: 'automl-action/cancel-requested',
  /** Of an anchor, and of a CronJob: name of the schedule. */
  schedule: 'automl-action/schedule',
  /** Annotation of an anchor, and of a Job that stands for one fire: the time that it stands for. */
  scheduledAt: 'automl-action/scheduled-at',
  /** Annotation of a CronJob: since when it has fired at these times. */
  since: 'automl-action/since',
  /** Annotation of a CronJob: when a person suspended it. */
  suspendedAt: 'automl-action/suspended-at',
  /** Annotation of a CronJob: up to which time there is a run for each fire, where all are made up for. */
  caughtUp: 'automl-action/caught-up',
  /** Annotation of an anchor, with what it is about at its end: somebody reports that. */
  reported: 'automl-action/reported',
  /** Annotation of a page: how often the run had gone from one driver to another when it was written. */
  epoch: 'automl-action/epoch',
  /** Annotation of a source: bytes that it takes in the cluster's store. */
  bytes: 'automl-action/bytes',
  /** Annotation of a record: what it lacks because it would not fit into a ConfigMap. */
  leftOut: 'automl-action/left-out',
  /** Of a service's pods and of what they need: what tells this revision from others, see serving/revision-key.ts. */
  revision: 'automl-action/revision',
  /** Annotation of a service: the run that changed it last. */
  deployedBy: 'automl-action/deployed-by',
  /** Annotation of a Deployment while that run rolls it out: what was there before, as JSON. */
  before: 'automl-action/before',
  /** Annotation of a Deployment: names of the Secrets that were made for its revisions. */
  secrets: 'automl-action/secrets',
  /** Annotation of a Deployment: names of the claims of runs that its revisions read. */
  claims: 'automl-action/claims',
  /** Annotation of a Deployment: what was applied as its pod template, as a digest. */
  template: 'automl-action/template',
  /** Annotation of the pods of a service: versions of the Secrets and ConfigMaps that they read, as JSON. */
  versions: 'automl-action/versions',
  /** Annotation of a service, and of the Lease of an environment: the commit that was deployed. */
  commit: 'automl-action/commit',
  /** Annotation of the Lease of an environment: when that commit was made. */
  committed: 'automl-action/committed',
} as const;

/** Annotation of an anchor, with what it is behind it: a process has told somebody of the run, and no other is to. */
export const reportedPrefix = 'automl-action/reported-';

export type Component =
  | 'anchor'
  | 'lease'
  | 'plan'
  | 'page'
  | 'record'
  | 'source'
  | 'store'
  | 'secret'
  | 'step'
  | 'service'
  /** The Job that makes ready what a service starts from. */
  | 'prepare'
  /** What the pods of one revision of a service need. */
  | 'revision'
  /** The Lease of who deploys. */
  | 'environment'
  /** The Job that drives a run. */
  | 'driver'
  /** What the steps of a run have printed. */
  | 'logs'
  /** A CronJob, and what its runs start from. */
  | 'schedule';
export type Labels = Readonly<Record<string, string>>;
/** What tells whose object it is. */
export type RunIdentity = Pick<RunFacts, 'id' | 'owner' | 'workflow'>;

const manager = 'automl-action';

/** Of what an administrator makes for runs: it belongs to no workflow. */
export const installed: Labels = { [app.managedBy]: manager, [app.component]: 'rights' };

/** Whether we made it, for whatever workflow. */
export function isManaged({ labels: all }: { readonly labels?: Labels }): boolean {
  return all?.[app.managedBy] === manager;
}

/** Of every object of a run. */
export function ownLabels(run: RunIdentity): Labels {
  return { ...lastingLabels(run), [labels.run]: labelValue(run.id) };
}

/** Of objects that outlive the run: a clean-up of the run must not find them. */
export function lastingLabels({ owner, workflow }: Omit<RunIdentity, 'id'>): Labels {
  return {
    [app.name]: labelValue(workflow),
    [app.managedBy]: manager,
    [app.partOf]: labelValue(workflow),
    [labels.project]: projectId(owner),
    [labels.owner]: ownerId(owner),
    [labels.workflow]: labelValue(workflow),
  };
}

/** Of what people make for a workflow before it has run, so that no project owns it; null: for any. */
export function keptLabels(workflow: string | null): Labels {
  const value = workflow === null ? {} : { [labels.workflow]: labelValue(workflow) };
  return { [app.managedBy]: manager, ...value };
}

/** Label selector: what `keptLabels` marks for workflows of this name. */
export function keptFor(workflow: string): string {
  return `${managed(workflow)},!${labels.project}`;
}

/** Annotations: the owner in words. */
export function ownerNotes({ forge, repository, name, file, environment }: Owner): Labels {
  return {
    [labels.repository]: `${forge}/${name ?? repository}`,
    [labels.file]: file,
    ...(environment === null ? {} : { [labels.environment]: environment }),
  };
}

export function componentLabels(run: RunIdentity, component: Component): Labels {
  return { ...ownLabels(run), [labels.component]: component };
}

export function stepLabels(
  step: Pick<PlanStep, 'name' | 'stage' | 'service'>,
  order?: Pick<TaskOrder, 'task' | 'attempt'>,
): Labels {
  return {
    [app.name]: labelValue(step.name),
    [labels.component]: (step.service === undefined ? 'step' : 'service') satisfies Component,
    [labels.stage]: labelValue(step.stage),
    [labels.step]: labelValue(step.name),
    ...(order === undefined ? {} : { [labels.attempt]: String(order.attempt) }),
    ...(order?.task.iteration === undefined ? {} : { [labels.iteration]: String(order.task.iteration) }),
  };
}

/** What finds the pods of a service, from run to run: a selector can't be changed later. */
export function serviceSelector({ owner, workflow }: Omit<RunIdentity, 'id'>, step: string): Labels {
  return {
    [labels.owner]: ownerId(owner),
    [labels.workflow]: labelValue(workflow),
    [labels.step]: labelValue(step),
    [labels.component]: 'service' satisfies Component,
  };
}

/** Label selector: what has all of these. */
export function having(all: Labels): string {
  return Object.entries(all)
    .map(([label, value]) => `${label}=${value}`)
    .join(',');
}

/** Label selector: everything that belongs to one run. */
export function ofRun(id: string): string {
  return `${labels.run}=${labelValue(id)}`;
}

/** Label selector: the objects of one run that are of one sort. */
export function ofComponent(id: string, component: Component): string {
  return `${ofRun(id)},${labels.component}=${component}`;
}

/** Label selector: everything that belongs to one run but its driver, which goes on when the rest is taken away. */
export function ofWork(id: string): string {
  return `${ofRun(id)},${labels.component}!=${'driver' satisfies Component}`;
}

/** Label selector: one attempt of these tasks, which are steps, or children of one step. */
export function ofTasks(id: string, attempt: number, tasks: readonly [Task, ...Task[]]): string {
  const [{ step, iteration }] = tasks;
  const values = tasks.map((task) => (iteration === undefined ? labelValue(task.step) : String(task.iteration)));
  const which = iteration === undefined ? labels.step : `${labels.step}=${labelValue(step)},${labels.iteration}`;
  return `${ofRun(id)},${labels.attempt}=${attempt},${which} in (${values.join(',')})`;
}

/** Label selector. @param owner id, see owner.ts */
export function ofOwner(owner: string): string {
  return `${labels.owner}=${owner}`;
}

/** Label selector. @param project id, see owner.ts */
export function ofProject(project: string, workflow?: string): string {
  const all = `${labels.project}=${project}`;
  return workflow === undefined ? all : `${all},${labels.workflow}=${labelValue(workflow)}`;
}

/** Label selector: what we made for workflows of this name, whoever owns them. */
export function managed(workflow: string): string {
  return `${app.managedBy}=${manager},${labels.workflow}=${labelValue(workflow)}`;
}

/** Label selector: what we made of one sort in the namespace, whoever owns it. */
export function managedComponent(component: Component): string {
  return `${app.managedBy}=${manager},${labels.component}=${component}`;
}

/** The text where it may be a label; else what is left of it, and a hash. */
export function labelValue(text: string): string {
  if (/^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/.test(text)) return text;
  const kept = text
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 54);
  const hash = `h${digest(text, 6)}`;
  return kept === '' ? hash : `${kept}-${hash}`;
}
