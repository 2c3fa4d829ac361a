/** The CronJob of a schedule: at each of its times a pod of the runner image starts a run, and drives it. */
import type { DriverPod, Schedule } from '../../../workflow/model.ts';
import { kinds, type CronJob, type EnvVar, type Job, type Volume, type VolumeMount } from '../client/types.ts';
import { layout } from '../layout.ts';
import { driverJobSpec } from './driver-pod.ts';
import { fireVariable, type FireOrder } from './fire-order.ts';
import { labels, labelValue, lastingLabels, ownerNotes, type Component, type Labels } from './labels.ts';
import { cronJobName, gitSecretNames } from './names.ts';
import type { Owner } from './run-facts.ts';

export interface CronJobParts {
  readonly schedule: Schedule;
  readonly order: FireOrder;
  readonly driver: DriverPod;
  readonly image: string;
  readonly imagePullSecrets: readonly string[];
  readonly env: readonly EnvVar[];
  readonly assignsUsers: boolean;
  /** Names of the ConfigMaps with the project; empty: it is cloned. */
  readonly source: readonly string[];
  /** ISO time since when it fires at these times. */
  readonly since: string;
}

type Spec = CronJob['spec'];

/** Annotation of a Job that a person has started. */
export const byHand = 'cronjob.kubernetes.io/instantiate';
/** Variable that names the Job of a pod. */
export const jobVariable = 'AUTOML_FIRE_JOB';

const policies = { forbid: 'Forbid', replace: 'Replace', allow: 'Allow' } as const satisfies Record<
  Schedule['concurrency'],
  Spec['concurrencyPolicy']
>;
/** Seconds that a start may be late where nothing is made up for: the controller itself was busy, or is started anew. */
const punctual = 60;
/** Seconds: a cluster that was away over a long weekend still makes up for the last time; longer, and nobody waits for it. */
const week = 7 * 24 * 3600;
/** Jobs that stay, for `kubectl logs`; runs have records of their own. */
const kept = { successfulJobsHistoryLimit: 3, failedJobsHistoryLimit: 3 } as const;

export function cronJobObject(parts: CronJobParts): CronJob {
  const { schedule, order, since } = parts;
  const { owner, workflow } = order;
  const own = scheduleLabels({ owner, workflow }, schedule.name);
  const commit = 'commit' in order.from ? order.from.commit : null;
  return {
    apiVersion: kinds.CronJob.apiVersion,
    kind: 'CronJob',
    metadata: {
      name: cronJobName(workflow, schedule.name, owner),
      labels: { ...own },
      annotations: {
        ...ownerNotes(owner),
        [labels.since]: since,
        ...(commit?.head == null ? {} : { [labels.commit]: commit.head }),
        ...(commit?.committed == null ? {} : { [labels.committed]: commit.committed }),
      },
    },
    spec: {
      schedule: schedule.cron,
      timeZone: schedule.timezone,
      concurrencyPolicy: policies[schedule.concurrency],
      startingDeadlineSeconds: deadlineOf(schedule),
      // What a person has suspended stays so: the field is ours only where the file has it.
      ...(schedule.suspend ? { suspend: true } : {}),
      ...kept,
      jobTemplate: { metadata: { labels: { ...own } }, spec: jobSpec(parts, own) },
    },
  };
}

/** Of a CronJob, its Jobs and their pods, and of what they start from. */
export function scheduleLabels(of: { readonly owner: Owner; readonly workflow: string }, schedule: string): Labels {
  return {
    ...lastingLabels(of),
    [labels.component]: 'schedule' satisfies Component,
    [labels.schedule]: labelValue(schedule),
  };
}

function deadlineOf({ deadline, catchUp }: Schedule): number {
  return deadline ?? (catchUp === 'skip' ? punctual : week);
}

function jobSpec(parts: CronJobParts, own: Labels): NonNullable<Job['spec']> {
  const { order, driver, image, imagePullSecrets, env, assignsUsers } = parts;
  const job = {
    name: jobVariable,
    valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } },
  };
  return driverJobSpec({
    facts: { workflow: order.workflow, assignsUsers },
    pod: driver,
    image,
    imagePullSecrets,
    labels: own,
    args: ['fire'],
    env: [fireVariable(order), job, ...env],
    ...(parts.source.length === 0 ? logins(order.workflow) : files(parts.source)),
  });
}

interface Mounted {
  readonly volumes: readonly Volume[];
  readonly volumeMounts: readonly VolumeMount[];
}

function files(maps: readonly string[]): Mounted {
  const sources = maps.map((name) => ({ configMap: { name } }));
  return {
    volumes: [{ name: 'scheduled', projected: { sources } }],
    volumeMounts: [{ name: 'scheduled', mountPath: layout.scheduled, readOnly: true }],
  };
}

/** A repository that everybody may read needs none of them. */
function logins(workflow: string): Mounted {
  const all = gitSecretNames(workflow).map((secretName, place) => ({ secretName, name: `login-${place}`, place }));
  return {
    volumes: all.map(({ name, secretName }) => ({ name, secret: { secretName, optional: true, defaultMode: 0o440 } })),
    volumeMounts: all.map(({ name, place }) => ({ name, mountPath: `${layout.logins}/${place}`, readOnly: true })),
  };
}

/** ConfigMaps that the pods of a CronJob, or of one of its Jobs, start from. */
export function sourceOf(spec: Job['spec']): readonly string[] {
  const volumes = spec?.template.spec?.volumes ?? [];
  return volumes.flatMap(({ projected }) =>
    (projected?.sources ?? []).flatMap(({ configMap }) => configMap?.name ?? []),
  );
}

/** A Job as `kubectl create job --from` makes it. @param at ISO time that it stands for */
export function triggeredJob({ metadata, spec }: CronJob, name: string, at: string): Job {
  const template = spec.jobTemplate;
  const owner = {
    apiVersion: kinds.CronJob.apiVersion,
    kind: 'CronJob',
    name: metadata?.name ?? '',
    uid: metadata?.uid ?? '',
  };
  return {
    apiVersion: kinds.Job.apiVersion,
    kind: 'Job',
    metadata: {
      name,
      labels: { ...template.metadata?.labels },
      annotations: { ...template.metadata?.annotations, [byHand]: 'manual', [labels.scheduledAt]: at },
      // Its controller then also counts it among the Jobs that it keeps.
      ownerReferences: [{ ...owner, controller: true }],
    },
    ...(template.spec === undefined ? {} : { spec: template.spec }),
  };
}
