/** `defaults`: what stands under every step. */
import type { PathCheck } from '../../check/paths.ts';
import type { Located } from '../../check/placed-step.ts';
import type { Python } from '../../model.ts';
import { isMap } from '../../shape/found.ts';
import { type KeyRules, readKeys } from '../../shape/read.ts';
import type { SourceFile } from '../../source.ts';
import { defaultsKeys } from './schema.ts';
import { checkSettings, type SettingValues } from './settings.ts';
import { stepShape } from './step-shape.ts';
import { hintInStep } from './words.ts';
import { mapAsWritten } from './written.ts';

export interface Defaults {
  readonly settings: SettingValues;
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
  const nothing: Defaults = { settings: {}, python: undefined, expressions: [] };
  if (data === undefined || data === null) return nothing;
  const keys = readKeys(defaultsKeys, data, PATH, RULES, source.problems);
  if (keys === null || !isMap(data)) return nothing;
  const { python, ...own } = keys.values;
  const settings = own.env ? { ...own, env: mapAsWritten(own.env, [...PATH, 'env'], data['env'], source) } : own;
  checkSettings(settings, data, PATH, source.problems, paths);
  const expressions = Object.entries(settings.env ?? {}).map(([name, text]): Located => {
    return { kind: 'template', text, path: [...PATH, 'env', name] };
  });
  return { settings, python, expressions: expressions.filter(({ text }) => text.includes('${{')) };
}
