/** What only matters where steps run in pods: the keys, and the settings that come of them. */
import { z } from 'zod';
import type { Json, PodSettings, Step } from '../../model.ts';
import { plainPod } from '../../pod.ts';
import type { Path, Problems } from '../../problems.ts';
import { formatBytes } from '../../quantity.ts';
import { limitsOf } from '../../resources.ts';
import { problem } from '../../shape/issue.ts';
import { memory } from './amount.ts';
import { labelKey, labelValue, objectName } from './object-name.ts';
import type { Settings } from './settings.ts';
import { list, noExpression } from './text.ts';
import { tolerations } from './toleration.ts';
import { volumes } from './volume.ts';

/** Fields of a PodSpec that the run depends on, and what to write in their place. */
const OURS = {
  restartPolicy: '"retries" says how often a step is tried again',
  activeDeadlineSeconds: '"timeout" and "start_timeout" limit a step',
} as const;

/** Fields around a PodSpec: whoever writes them has copied a whole Pod. */
const AROUND = ['apiVersion', 'kind', 'metadata', 'spec', 'template'] as const;

const patch = z.record(z.string(), z.json(), { error: 'a map with fields of a PodSpec' }).check(({ value, issues }) => {
  for (const [field, advice] of Object.entries(OURS)) {
    if (!Object.hasOwn(value, field)) continue;
    issues.push(problem('CONFLICT', value, `"${field}" is set by the run itself; ${advice}`, [field]));
  }
  for (const field of AROUND) {
    if (!Object.hasOwn(value, field)) continue;
    const message = `"${field}" is no field of a PodSpec; write what stands under the "spec" of a Pod`;
    issues.push(problem('BAD_VALUE', value, message, [field]));
  }
  for (const { text, path } of textsIn(value, [])) {
    const issue = noExpression(text);
    if (issue !== null) issues.push({ ...issue, path: [...path] });
  }
});

function textsIn(value: Json, path: readonly (string | number)[]): readonly { text: string; path: typeof path }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (typeof value !== 'object' || value === null) return [];
  const entries: [string | number, Json][] = isList(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, part]) => textsIn(part, [...path, key]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Null in a step takes the default away. */
export const podShape = {
  node_selector: z
    .record(labelKey, labelValue, { error: 'a map from labels to values' })
    .nullable()
    .meta({ description: 'Labels that a node must have: `{disk: ssd}`.' }),
  tolerations: tolerations.nullable().meta({ description: 'Tainted nodes that the step may run on.' }),
  priority_class: objectName('PriorityClass').nullable().meta({ description: 'PriorityClass of the pod.' }),
  shm_size: memory.nullable().meta({
    description:
      'Size of /dev/shm, which PyTorch needs for data loaders: "1Gi". It counts as memory of the step. Default 64Mi.',
  }),
  volumes: volumes.nullable().meta({ description: 'What is mounted into the container.' }),
  image_pull_secrets: list(objectName('Secret'), 'a list of names of Secrets')
    .nullable()
    .meta({ description: 'Secrets for the registry of the image.' }),
  service_account: objectName('ServiceAccount')
    .nullable()
    .meta({ description: "ServiceAccount of the pod. Default: the namespace's own, without its token." }),
  pod: patch.nullable().meta({
    description:
      'Any part of a PodSpec, in the words of Kubernetes; merged over everything else. `${{ }}` is not rendered.',
  }),
};

const KEYS = Object.keys(podShape);

/** Whether the pod of a step differs from that of the defaults. */
export function hasPodKeys(values: object): boolean {
  return KEYS.some((key) => Object.hasOwn(values, key));
}

export function podOf(settings: Settings): PodSettings {
  if (!hasPodKeys(settings)) return plainPod;
  const { priority_class, shm_size, service_account } = settings;
  return {
    nodeSelector: settings.node_selector ?? plainPod.nodeSelector,
    tolerations: settings.tolerations ?? plainPod.tolerations,
    volumes: settings.volumes ?? plainPod.volumes,
    imagePullSecrets: settings.image_pull_secrets ?? plainPod.imagePullSecrets,
    patch: settings.pod ?? plainPod.patch,
    ...(priority_class === undefined ? {} : { priorityClass: priority_class }),
    ...(shm_size === undefined ? {} : { shmSize: shm_size }),
    ...(service_account === undefined ? {} : { serviceAccount: service_account }),
  };
}

/** @param path of the step, or of the defaults */
export function checkPod({ shmSize, volumes }: PodSettings, path: Path, problems: Problems): void {
  const place = volumes.findIndex(({ mount }) => mount === '/dev/shm');
  if (shmSize === undefined || place < 0) return;
  problems.error('CONFLICT', [...path, 'volumes', place, 'mount'], 'value', '"shm_size" mounts /dev/shm; keep one');
}

/** @param path of the step, or of the defaults */
export function checkSharedMemory(
  { pod, resources }: Pick<Step, 'pod' | 'resources'>,
  path: Path,
  problems: Problems,
): void {
  const { memory } = limitsOf(resources);
  if (pod.shmSize === undefined || memory === undefined || pod.shmSize <= memory) return;
  const message = `/dev/shm is part of the step's memory, whose limit is ${formatBytes(memory)}: "shm_size" can't be ${formatBytes(pod.shmSize)}`;
  problems.warning('SHM_ABOVE_MEMORY', [...path, 'shm_size'], 'value', message);
}
