/** `defaults`: what stands under every step. */
import type { PathCheck } from '../../check/paths.ts';
import type { Located } from '../../check/placed-step.ts';
import type { Python } from '../../model.ts';
import { isMap } from '../../shape/found.ts';
import { type KeyRules, readKeys } from '../../shape/read.ts';
import type { SourceFile } from '../../source.ts';
import { derive, type Derived } from './derived.ts';
import { defaultsKeys } from './schema.ts';
import { checkPod, checkSharedMemory } from './pod.ts';
import { checkResources } from './resources.ts';
import { checkSettings, settingsAsWritten, type SettingValues, variableTemplates, withDefaults } from './settings.ts';
import { stepShape } from './step-shape.ts';
import { hintInStep } from './words.ts';

export interface Defaults {
  readonly settings: SettingValues;
  /** For all steps that have nothing of their own. */
  readonly derived: Derived;
  readonly python: Python | undefined;
  /** Those in `env`. */
  readonly expressions: readonly Located[];
}

const RULES: KeyRules = {
  phrase: 'a map with image, requirements and the like',
  unknown: 'error',
  hint: (key) => (Object.hasOwn(stepShape, key) ? 'each step has its own' : hintInStep(key)),
};

const PATH = ['defaults'];

export function readDefaults(data: unknown, source: SourceFile, paths: PathCheck): Defaults {
  const nothing: Defaults = { settings: {}, derived: derive({}), python: undefined, expressions: [] };
  if (data === undefined || data === null) return nothing;
  const keys = readKeys(defaultsKeys, data, PATH, RULES, source.problems);
  if (keys === null || !isMap(data)) return nothing;
  const { python, ...own } = keys.values;
  const settings = settingsAsWritten(own, PATH, data, source);
  const derived = derive(withDefaults({}, settings));
  checkSettings(settings, PATH, source.problems, paths);
  checkResources(derived.resources, data['resources'], [...PATH, 'resources'], source.problems);
  checkPod(derived.pod, PATH, source.problems);
  checkSharedMemory(derived, PATH, source.problems);
  return { settings, derived, python, expressions: variableTemplates(settings, PATH) };
}
