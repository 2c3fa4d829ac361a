/** The keys that `defaults` and steps have in common: checks, and how the two are put together. */
import type { z } from 'zod';
import type { PathCheck } from '../../check/paths.ts';
import type { Located } from '../../check/placed-step.ts';
import type { Path, Problems } from '../../problems.ts';
import type { Keys } from '../../shape/read.ts';
import type { SourceFile } from '../../source.ts';
import { mergeResources } from './resources.ts';
import type { defaultsShape } from './step-shape.ts';
import { mapAsWritten } from './written.ts';

type Settable = typeof defaultsShape;
export type SettingValues = Keys<Settable>['values'];

/** The same keys, without null, which takes a default away. */
export type Settings = { readonly [Key in keyof Settable]?: Exclude<z.output<Settable[Key]>, null> };

/** Merged key by key; so is `resources`, deeper. */
const MAPS = ['env', 'node_selector', 'pod'] as const;

/** The step's own values win. */
export function withDefaults(own: SettingValues, defaults: SettingValues): Settings {
  const merged: Record<string, unknown> = { ...defaults, ...own };
  if (own.resources) merged['resources'] = mergeResources(defaults.resources, own.resources);
  for (const key of MAPS) if (own[key]) merged[key] = { ...defaults[key], ...own[key] };
  const entries = Object.entries(merged).filter(([, value]) => value !== null);
  return Object.fromEntries(entries);
}

const WEEK = 7 * 24 * 3600;

/** The agent sets these itself. */
const OURS = /^(AUTOML|PARAM)_/;

/** @param data the map that they stand in */
export function settingsAsWritten<Values extends SettingValues>(
  values: Values,
  path: Path,
  data: Readonly<Record<string, unknown>>,
  source: SourceFile,
): Values {
  const { env, node_selector: labels } = values;
  if (!env && !labels) return values;
  return {
    ...values,
    ...(env && { env: mapAsWritten(env, [...path, 'env'], data['env'], source) }),
    ...(labels && { node_selector: mapAsWritten(labels, [...path, 'node_selector'], data['node_selector'], source) }),
  };
}

/** The templates among the variables, with their places. */
export function variableTemplates({ env }: SettingValues, path: Path): readonly Located[] {
  return Object.entries(env ?? {}).flatMap(([name, text]): Located[] => {
    if (typeof text !== 'string' || !text.includes('${{')) return [];
    return [{ kind: 'template', text, path: [...path, 'env', name] }];
  });
}

export function checkSettings(values: SettingValues, path: Path, problems: Problems, paths: PathCheck): void {
  const { requirements, working_directory: folder, timeout, env } = values;
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
}
