/** The keys that `defaults` and steps have in common: checks, and how the two are put together. */
import type { z } from 'zod';
import type { PathCheck } from '../../check/paths.ts';
import type { Path, Problems } from '../../problems.ts';
import { formatBytes } from '../../quantity.ts';
import { isMap } from '../../shape/found.ts';
import type { Keys } from '../../shape/read.ts';
import type { defaultsShape } from './step-shape.ts';

type Settable = typeof defaultsShape;
export type SettingValues = Keys<Settable>['values'];

/** The same keys, without null, which takes a default away. */
export type Settings = { readonly [Key in keyof Settable]?: Exclude<z.output<Settable[Key]>, null> };

/** The step's own values win; `env` and `resources` are merged key by key. */
export function withDefaults(own: SettingValues, defaults: SettingValues): Settings {
  const merged: Record<string, unknown> = { ...defaults, ...own };
  if (own.env) merged['env'] = { ...defaults.env, ...own.env };
  if (own.resources) merged['resources'] = { ...defaults.resources, ...own.resources };
  const entries = Object.entries(merged).filter(([, value]) => value !== null);
  return Object.fromEntries(entries);
}

const WEEK = 7 * 24 * 3600;

/** The agent sets these itself. */
const OURS = /^(AUTOML|PARAM)_/;

/** @param data the map as it stands in the file */
export function checkSettings(
  values: SettingValues,
  data: Readonly<Record<string, unknown>>,
  path: Path,
  problems: Problems,
  paths: PathCheck,
): void {
  const { requirements, working_directory: folder, timeout, env, resources } = values;
  if (requirements) paths.file(requirements, [...path, 'requirements']);
  if (folder) paths.folder(folder, [...path, 'working_directory']);
  for (const name of Object.keys(env ?? {})) {
    if (!OURS.test(name)) continue;
    const message = `the variable ${name} is set by the run itself; choose a name without ${name.split('_', 1).join('')}_`;
    problems.error('BAD_NAME', [...path, 'env', name], 'key', message);
  }
  if (timeout && timeout > WEEK) {
    problems.warning('LONG_TIMEOUT', [...path, 'timeout'], 'value', 'this timeout is longer than a week');
  }
  if (resources?.memory !== undefined && isMap(data['resources']) && typeof data['resources']['memory'] === 'number') {
    const message = `${resources.memory} without a unit is bytes (${formatBytes(resources.memory)}); write the unit`;
    problems.warning('PLAIN_BYTES', [...path, 'resources', 'memory'], 'value', message);
  }
}
