/** Keys that are known, but not where they stand: those of other systems, and those of another place in the file. */
import type { Path } from '../../problems.ts';
import { GPU } from './resources.ts';
import { defaultsShape, stepShape } from './step-shape.ts';

/** What other systems call things. */
const FOREIGN: Readonly<Record<string, string>> = {
  step_name: 'name',
  id: 'name',
  path_to_executable: 'run',
  script: 'run',
  dependency_path: 'requirements',
  envs: 'env',
  environment: 'env',
  cpu_request: 'resources: {cpu: ...}',
  memory_request: 'resources: {memory: ...}',
  cpu: 'resources: {cpu: ...}',
  cpu_limit: 'resources: {limits: {cpu: ...}}',
  memory: 'resources: {memory: ...}',
  memory_limit: 'resources: {limits: {memory: ...}}',
  gpu: 'resources: {gpu: ...}',
  gpus: 'resources: {gpu: ...}',
  depends_on: 'needs',
  if: 'when',
  retry: 'retries',
  nodeSelector: 'node_selector',
  priorityClassName: 'priority_class',
  priority_class_name: 'priority_class',
  imagePullSecrets: 'image_pull_secrets',
  serviceAccount: 'service_account',
  serviceAccountName: 'service_account',
  service_account_name: 'service_account',
  volume_mounts: 'volumes: [{mount: ...}]',
  volumeMounts: 'volumes: [{mount: ...}]',
  affinity: 'pod: {affinity: ...}',
  securityContext: 'pod: {securityContext: ...}',
  security_context: 'pod: {securityContext: ...}',
};

/** What to write in place of an unknown key of a step, where that is more than a typing mistake. */
export function hintInStep(key: string): string | undefined {
  const word = Object.hasOwn(FOREIGN, key) ? FOREIGN[key] : undefined;
  if (word !== undefined) return `here it is written "${word}"`;
  return key === 'python' || key === 'params' || key === 'store' || key === 'preview'
    ? 'it stands at the top of the file'
    : undefined;
}

/** The same for the top of the file. */
export function hintAtTop(key: string): string | undefined {
  if (Object.hasOwn(defaultsShape, key)) return 'it stands in a step, or under "defaults" for all of them';
  if (Object.hasOwn(stepShape, key)) return 'it stands in a step';
  if (key === 'version') return 'the format has no version; take it out';
  return key === 'steps' ? 'steps stand under "stages", in lists with names' : undefined;
}

/** Where a setting of a step stands: under its name, or under its short one. */
export function ownPaths(path: Path): readonly Path[] {
  return path[0] === 'resources' && path[1] === GPU ? [path, ['resources', 'gpu']] : [path];
}
