/**
 * Names of objects: readable, the same for the same thing, and never the same for two. A name that does not say its
 * parts exactly (a part has a dash or an underscore, or was cut) ends in `-h` and a hash of them.
 */
import type { Task } from '../../../plan/plan.ts';
import { digest } from './digest.ts';
import { ownerId } from './owner.ts';
import type { Owner, RunFacts } from './run-facts.ts';

/** Longest DNS label: names of pods are host names. */
const longest = 63;
/** Of a CronJob: its controller puts `-29381760` behind the name to name a Job. */
const longestCronJob = 52;
/** `-x7k2p`, which the controllers put behind a name to name a pod. */
const podSuffix = 6;
/** `-99999`: the index of an Indexed Job's pod. */
const indexSuffix = 6;
/** `-5d8f7c9b6f`, which a Deployment puts behind its name to name a ReplicaSet. */
const revisionSuffix = 11;
const hashLength = 6;

type RunName = Pick<RunFacts, 'id' | 'workflow'>;

/** @param run id of the run, here and below */
export function anchorName(run: string): string {
  return `automl-${run}`;
}

/** Of the Lease that says who drives. */
export function leaseName(run: string): string {
  return `automl-${run}`;
}

export function planName(run: string, part: number): string {
  return `automl-${run}-plan-${part}`;
}

export function pageName(run: string, page: number): string {
  return `automl-${run}-page-${page}`;
}

export function recordName(run: string): string {
  return `automl-${run}-record`;
}

/** Of what the steps of a run have printed. */
export function logsName(run: string, part: number): string {
  return `automl-${run}-logs-${part}`;
}

export function injectedName(run: string, part: number): string {
  return `automl-${run}-source-${part}`;
}

/** Of the Job that drives the run. */
export function driverName(run: string): string {
  return `automl-${run}-driver`;
}

export function claimName(run: string): string {
  return `automl-${run}-store`;
}

/** @param name as steps use it */
export function secretName(run: string, name: string): string {
  const whole = `automl-${run}-${name}`;
  if (isSubdomain(name) && whole.length <= longest) return whole;
  return hashed([`automl-${run}`, name], [], longest, [run, name]);
}

/** Of the Role of a workflow's runs, its binding and its account. */
export function roleName(workflow: string): string {
  const whole = `automl-${workflow}`;
  if (isSubdomain(workflow) && whole.length <= longest) return whole;
  return hashed(['automl', workflow], [], longest, [workflow]);
}

function isSubdomain(name: string): boolean {
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/.test(name);
}

/** Of the Job that is one attempt of a task. */
export function jobName(run: RunName, task: Task, attempt: number): string {
  const iteration = task.iteration === undefined ? [] : [String(task.iteration)];
  const ours = [...iteration, run.id, `a${attempt}`];
  return named([run.workflow, task.step], ours, longest - podSuffix);
}

/** Of the Indexed Job of several children of a step, and of the ConfigMap that goes with it. @param first its first child */
export function childrenJobName(run: RunName, step: string, attempt: number, first: number): string {
  const ours = [run.id, `a${attempt}`, `c${first}`];
  return named([run.workflow, step], ours, longest - indexSuffix - podSuffix);
}

/** Of the Job that prepares a service. */
export function preparationName(run: RunName, step: string, attempt: number): string {
  return named([run.workflow, step], [run.id, `a${attempt}`, 'prepare'], longest - podSuffix);
}

/** Of the Deployment, the Service and the Ingress of a service step: the same in every run. */
export function serviceName(workflow: string, step: string, owner: Owner): string {
  const exact = [ownerId(owner), workflow, step];
  // Names of Services begin with a letter.
  const first = /^[a-z]/.test(workflow) ? workflow : `w-${workflow}`;
  return hashed([first, step], [], longest - revisionSuffix - podSuffix, exact, '');
}

/** Of a ConfigMap with what the pods of one revision of a service need. @param service its name @param key of the revision */
export function revisionName(service: string, key: string, part: number): string {
  return `${service}-${key}-${part}`;
}

/** Of a Secret whose values a run brought for a service. @param version of the values @param name as steps use it */
export function revisionSecretName(service: string, version: string, name: string): string {
  return `${service}-${version}-${digest(name, hashLength)}`;
}

/** Of the CronJob of a schedule. */
export function cronJobName(workflow: string, schedule: string, owner: Owner): string {
  return hashed([workflow, schedule], [], longestCronJob, [ownerId(owner), workflow, schedule], '');
}

/** Of Secrets that may hold a login for the repository of a workflow, the first that is there counts; people make them. */
export function gitSecretNames(workflow: string): readonly string[] {
  return [`automl-git-${workflow}`, 'automl-git'].filter(isSubdomain);
}

/** Of the Job that a person starts from a CronJob. @param exact what it stands for, and when it was asked for */
export function triggeredJobName(cronJob: string, exact: readonly string[]): string {
  return `${cronJob}-t${digest(exact, hashLength)}`;
}

/** Of a ConfigMap with what the runs of schedules start from. @param version of the files */
export function scheduledSourceName(owner: Owner, version: string, part: number): string {
  return `automl-schedule-${ownerId(owner)}-${version}-${part}`;
}

/** Of the Lease of who deploys to an environment. */
export function environmentLeaseName(owner: Owner): string {
  return leaseOfEnvironment(ownerId(owner));
}

/** The same. @param owner id, see owner.ts */
export function leaseOfEnvironment(owner: string): string {
  return `automl-env-${owner}`;
}

/** @param free what people chose @param ours letters and digits only, the last with a letter other than `h` first */
function named(free: readonly string[], ours: readonly string[], limit: number): string {
  const plain = [...free, ...ours].join('-');
  const isExact = free.every((part) => /^[a-z0-9]+$/.test(part)) && plain.length <= limit;
  return isExact ? plain : hashed(free, ours, limit, [...free, '', ...ours]);
}

/** @param exact what the name stands for */
function hashed(
  free: readonly string[],
  ours: readonly string[],
  limit: number,
  exact: readonly string[],
  mark = 'h',
): string {
  const end = [...ours, `${mark}${digest(exact, hashLength)}`].join('-');
  return [...cut(free.map(clean), limit - end.length), end].join('-');
}

function clean(text: string): string {
  return trimmed(text.toLowerCase().replace(/[^a-z0-9]+/g, '-'));
}

/** Shortens the longest part again and again until all fit, each with a dash behind it. */
function cut(parts: readonly string[], limit: number): string[] {
  const short = [...parts];
  while (short.reduce((sum, part) => sum + part.length + 1, 0) > limit) {
    const most = Math.max(...short.map((part) => part.length));
    const place = short.findIndex((part) => part.length === most);
    short[place] = (short[place] ?? '').slice(0, -1);
  }
  return short.map(trimmed).filter((part) => part !== '');
}

function trimmed(text: string): string {
  return text.replace(/^-+|-+$/g, '');
}
