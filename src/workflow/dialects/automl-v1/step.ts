/** Reads one step of an old file. What it becomes depends on its stage, so that is built later. */
import type { PathCheck } from '../../check/paths.ts';
import { cleanName, cleanSecretName } from '../../names.ts';
import type { Path } from '../../problems.ts';
import { isMap, quote } from '../../shape/found.ts';
import { type KeyRules, type Keys, readKeys } from '../../shape/read.ts';
import type { SourceFile } from '../../source.ts';
import { serviceShape, stepShape } from './schema.ts';
import { nativeWord, warnOfStray } from './words.ts';

const STEP: KeyRules = { phrase: 'a map with step_name and the like', unknown: 'warning', hint: nativeWord };
const SERVICE: KeyRules = { phrase: 'a map with port and ingress', unknown: 'warning' };

const REQUIRED = ['step_name', 'path_to_executable', 'dependency_path'] as const;

export interface OldStep {
  readonly path: Path;
  /** As it stands in the file. */
  readonly name: string;
  readonly clean: string;
  readonly values: Keys<typeof stepShape>['values'];
  /** Undefined: it is a job. */
  readonly service: Keys<typeof serviceShape>['values'] | undefined;
}

/** Null: it is no map or has no name, which was reported. */
export function readStep(data: unknown, path: Path, source: SourceFile, paths: PathCheck): OldStep | null {
  const { problems } = source;
  const keys = readKeys(stepShape, data, path, STEP, problems);
  if (keys === null || !isMap(data)) return null;
  for (const key of REQUIRED) {
    if (!isGiven(data[key])) problems.error('MISSING_KEY', path, 'value', `this step has no "${key}"`);
  }
  warnOfStray('namespace', data, path, problems);
  const { values } = keys;
  // With an image of its own, a step needs neither: the image brings the code.
  if (!isGiven(data['image'])) checkPaths(values, path, paths);
  const service = isGiven(data['service']) ? readService(data['service'], [...path, 'service'], source) : undefined;
  const noName = (text: string, at: Path): void => {
    problems.error('BAD_NAME', at, 'value', `${quote(text)} has no letter or digit for a name`);
  };
  values.secrets?.forEach((secret, place) => {
    if (cleanSecretName(secret) === '') noName(secret, [...path, 'secrets', place]);
  });
  const name = values.step_name;
  if (name === undefined) return null;
  const clean = cleanName(name);
  if (clean === '') noName(name, [...path, 'step_name']);
  return { path, name, clean, values, service };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function checkPaths({ path_to_executable, dependency_path }: OldStep['values'], path: Path, paths: PathCheck): void {
  if (path_to_executable !== undefined) paths.file(path_to_executable, [...path, 'path_to_executable']);
  if (dependency_path !== undefined) paths.file(dependency_path, [...path, 'dependency_path']);
}

/** An empty map makes a service too. */
function readService(data: unknown, path: Path, { problems }: SourceFile): OldStep['service'] {
  const keys = readKeys(serviceShape, data, path, SERVICE, problems);
  if (isMap(data)) warnOfStray('max_startup_time_seconds', data, path, problems);
  return keys?.values ?? {};
}
