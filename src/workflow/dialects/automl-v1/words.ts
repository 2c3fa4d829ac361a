/** Keys of old files that mean nothing, or that our own files have. */
import type { Path, Problems } from '../../problems.ts';

/** Keys that old files in the wild contain, and what to use in their place. */
const STRAYS = {
  namespace: 'the namespace is chosen where the run is started',
  max_startup_time_seconds: '"timeout" of the step is what limits the start of a service',
} as const;

/** Says plainly that the key, if it is there, never did anything: leaving it out changes nothing. */
export function warnOfStray(
  key: keyof typeof STRAYS,
  data: Readonly<Record<string, unknown>>,
  path: Path,
  problems: Problems,
): void {
  if (!Object.hasOwn(data, key)) return;
  problems.warning('NO_EFFECT', [...path, key], 'key', `"${key}" has never had an effect here; ${STRAYS[key]}`);
}

const NATIVE: Readonly<Record<string, string>> = {
  name: 'step_name',
  run: 'path_to_executable',
  requirements: 'dependency_path',
  env: 'envs',
  resources: 'cpu_request and memory_request',
  cpu: 'cpu_request',
  memory: 'memory_request',
  retries: 'backoff_limit',
};

/** What a key of our own files is called here. */
export function nativeWord(key: string): string | undefined {
  const word = Object.hasOwn(NATIVE, key) ? NATIVE[key] : undefined;
  return word === undefined ? undefined : `in this format it is ${word}`;
}

const PATHS: Readonly<Record<string, Path>> = {
  'resources.cpu': ['cpu_request'],
  'resources.memory': ['memory_request'],
  'service.replicas': ['replicas'],
};

/** Where a setting of our own files stands here. */
export function oldPaths(path: Path): readonly Path[] {
  return [PATHS[path.join('.')] ?? path];
}
