/** A Job whose pod is a driver: what that of one run and those of a schedule have in common. */
import { exitCode } from '../../../errors.ts';
import type { DriverPod } from '../../../workflow/model.ts';
import type { Container, EnvVar, Job, PodSpec, PodTemplate, Volume, VolumeMount } from '../client/types.ts';
import { layout } from '../layout.ts';
import { outsideMeshes } from './injectors.ts';
import type { Labels } from './labels.ts';
import { roleName } from './names.ts';
import { containerResources } from './resources.ts';
import { restrictedContainer, restrictedPod } from './restricted.ts';
import type { RunFacts } from './run-facts.ts';

export interface DriverPodParts {
  readonly facts: Pick<RunFacts, 'workflow' | 'assignsUsers'>;
  readonly pod: DriverPod;
  readonly image: string;
  /** Names of Secrets. */
  readonly imagePullSecrets: readonly string[];
  readonly labels: Labels;
  /** Of the command line. */
  readonly args: readonly string[];
  readonly env: readonly EnvVar[];
  /** Besides the one that it may write to. */
  readonly volumes: readonly Volume[];
  readonly volumeMounts: readonly VolumeMount[];
}

export const driverContainer = 'driver';

/** Exit codes of a driver that say something to its Job. */
export const driverExit = {
  /** Told to stop, or without a way to the API server: another pod is to go on, however often. */
  left: 75,
  /** There is nothing that a further pod could do better. */
  nothing: 2,
} as const;
/** Of a program that had not begun to listen. */
const terminated = 143;
/**
 * Pods that fail by themselves until the Job gives up, which waits longer before each, up to ten minutes: more than an hour.
 * https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy
 */
const backoffLimit = 12;
/** Seconds to store what was decided, and to give the run back. */
const grace = 30;

export function driverJobSpec(parts: DriverPodParts): NonNullable<Job['spec']> {
  return {
    completions: 1,
    parallelism: 1,
    backoffLimit,
    podReplacementPolicy: 'Failed',
    podFailurePolicy: {
      rules: [
        { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
        { action: 'Ignore', onExitCodes: exits(driverExit.left, terminated) },
        { action: 'FailJob', onExitCodes: exits(driverExit.nothing, exitCode.invalidFile) },
      ],
    },
    template: driverPod(parts),
  };
}

function exits(...values: number[]) {
  return { containerName: driverContainer, operator: 'In', values };
}

function driverPod(parts: DriverPodParts): PodTemplate {
  return {
    metadata: {
      labels: { ...parts.labels, ...outsideMeshes.labels },
      annotations: { ...outsideMeshes.annotations },
    },
    spec: podSpec(parts),
  };
}

function podSpec(parts: DriverPodParts): PodSpec {
  const { facts, pod, image, imagePullSecrets, args, env, volumes, volumeMounts } = parts;
  const { work } = layout;
  const places = { HOME: work, TMPDIR: work, XDG_CACHE_HOME: `${work}/.cache` };
  const resources = containerResources(pod.resources);
  const container: Container = {
    name: driverContainer,
    image,
    // The image's own entrypoint is the command line, behind an init that hands signals on.
    args: [...args],
    workingDir: work,
    env: [...Object.entries(places).map(([name, value]) => ({ name, value })), ...env],
    ...(resources === undefined ? {} : { resources }),
    volumeMounts: [{ name: 'work', mountPath: work }, ...volumeMounts],
    securityContext: restrictedContainer,
    terminationMessagePolicy: 'FallbackToLogsOnError',
  };
  return {
    restartPolicy: 'Never',
    serviceAccountName: driverAccount(facts, pod),
    automountServiceAccountToken: true,
    terminationGracePeriodSeconds: grace,
    enableServiceLinks: false,
    securityContext: restrictedPod(facts),
    containers: [container],
    volumes: [{ name: 'work', emptyDir: {} }, ...volumes],
    ...(imagePullSecrets.length === 0 ? {} : { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
  };
}

/** The account that `automl rbac` gives the rights of the workflow, unless the file names another one. */
export function driverAccount({ workflow }: Pick<RunFacts, 'workflow'>, { serviceAccount }: DriverPod): string {
  return serviceAccount ?? roleName(workflow);
}
