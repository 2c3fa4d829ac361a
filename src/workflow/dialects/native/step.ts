/** One step of an `automl.yaml`. */
import type { PathCheck } from '../../check/paths.ts';
import type { Located, PlacedStep } from '../../check/placed-step.ts';
import type { Code, Step } from '../../model.ts';
import type { Path } from '../../problems.ts';
import { isMap, valueAt } from '../../shape/found.ts';
import { type KeyRules, type Keys, readKeys } from '../../shape/read.ts';
import type { SourceFile } from '../../source.ts';
import type { Defaults } from './defaults.ts';
import { type Derived, deriveStep } from './derived.ts';
import { checkPod, checkSharedMemory } from './pod.ts';
import { checkResources } from './resources.ts';
import { checkAutoscaling } from './replicas.ts';
import { noRetries } from './retries.ts';
import { checkSettings, type Settings, settingsAsWritten, variableTemplates, withDefaults } from './settings.ts';
import { checkTogether } from './step-rules.ts';
import { stepShape } from './step-shape.ts';
import { hintInStep } from './words.ts';
import { listAsWritten } from './written.ts';

/** Seconds. */
const DEFAULT_START_TIMEOUT = 600;

const RULES: KeyRules = { phrase: 'a map with name, run and the like', unknown: 'error', hint: hintInStep };

/** Where the step stands. */
export interface StepPlace {
  readonly path: Path;
  readonly stage: number;
  readonly isFinally: boolean;
}

/** What every step of a file is read with. */
export interface StepContext {
  readonly source: SourceFile;
  readonly paths: PathCheck;
  readonly defaults: Pick<Defaults, 'settings' | 'derived'>;
}

export type StepValues = Keys<typeof stepShape>['values'];

/** Null: it is no map or has no name, which was reported. */
export function readStep(data: unknown, place: StepPlace, context: StepContext): PlacedStep | null {
  const { source, paths, defaults } = context;
  const { path } = place;
  const keys = readKeys(stepShape, data, path, RULES, source.problems);
  if (keys === null || !isMap(data)) return null;
  const values = asWritten(keys.values, path, data, source);
  checkTogether(values, data, place, source.problems);
  checkSettings(values, path, source.problems, paths);
  // A name that is not allowed is a name that others use.
  const name = values.name ?? data['name'] ?? null;
  if (name === null) source.problems.error('MISSING_KEY', path, 'value', 'this step has no "name"');
  if (typeof name !== 'string') return null;
  const settings = withDefaults(values, defaults.settings);
  const step = build(name, values, settings, deriveStep(values, settings, defaults.derived), source.at(path));
  if (values.resources) checkResources(step.resources, data['resources'], [...path, 'resources'], source.problems);
  checkAutoscaling(step, path, source.problems);
  if (values.shm_size || values.volumes) checkPod(step.pod, path, source.problems);
  if (values.shm_size || values.resources) checkSharedMemory(step, path, source.problems);
  if (values.run?.endsWith('.py') === true || values.run?.endsWith('.ipynb') === true)
    paths.file(values.run, [...path, 'run']);
  for (const [key, output] of Object.entries(step.outputs)) {
    if (output.kind !== 'artifact') continue;
    const at = ['outputs', key, ...(isMap(valueAt(data, ['outputs', key])) ? ['path'] : [])];
    paths.written(output.path, step.workingDirectory, [...path, ...at]);
  }
  return { ...place, step, broken: keys.broken, expressions: expressionsOf(values, path) };
}

function asWritten(
  values: StepValues,
  path: Path,
  data: Readonly<Record<string, unknown>>,
  source: SourceFile,
): StepValues {
  const { args, command } = values;
  const list = (texts: string[], key: string) => listAsWritten(texts, [...path, key], data[key], source);
  return {
    ...settingsAsWritten(values, path, data, source),
    ...(args && { args: list(args, 'args') }),
    ...(Array.isArray(command) && { command: list(command, 'command') }),
  };
}

function build(name: string, values: StepValues, settings: Settings, derived: Derived, at: Step['at']): Step {
  const { needs, when, for_each: forEach, sweep, service } = values;
  const { image, requirements, timeout } = settings;
  return {
    name,
    at,
    ...derived,
    code: codeOf(values),
    workingDirectory: settings.working_directory ?? '.',
    secrets: settings.secrets ?? [],
    inputs: values.inputs ?? {},
    outputs: values.outputs ?? {},
    gates: values.gate ?? [],
    retries: settings.retries ?? noRetries,
    onLost: settings.on_lost ?? 'rerun',
    startTimeout: settings.start_timeout ?? DEFAULT_START_TIMEOUT,
    onFailure: values.on_failure ?? false,
    ...(image === undefined ? {} : { image }),
    ...(requirements === undefined ? {} : { requirements }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(needs === undefined ? {} : { needs }),
    ...(when === undefined ? {} : { when: condition(String(when)) }),
    ...(forEach === undefined ? {} : { forEach: condition(forEach) }),
    ...(sweep === undefined ? {} : { sweep }),
    ...(service === undefined ? {} : { service }),
  };
}

function codeOf({ run = '', command, args = [] }: StepValues): Code {
  if (typeof command === 'string') return { kind: 'shell', script: command };
  if (command !== undefined) return { kind: 'command', argv: command };
  return run.endsWith('.ipynb') ? { kind: 'notebook', file: run } : { kind: 'python', file: run, args };
}

/** The expression inside `${{ }}`. */
function condition(text: string): string {
  return /^\s*\$\{\{([^]*)\}\}\s*$/.exec(text)?.[1]?.trim() ?? text;
}

/** All texts of the step in which expressions are; those that come from `defaults` are checked there. */
function expressionsOf(values: StepValues, path: Path): Located[] {
  const { args = [], command = [], when, for_each: forEach } = values;
  const templates: [string, Path][] = [
    ...args.map((text, place): [string, Path] => [text, [...path, 'args', place]]),
    ...(typeof command === 'string'
      ? [[command, [...path, 'command']] satisfies [string, Path]]
      : command.map((text, place): [string, Path] => [text, [...path, 'command', place]])),
  ];
  const located: Located[] = [];
  for (const [text, at] of templates) if (text.includes('${{')) located.push({ kind: 'template', text, path: at });
  located.push(...variableTemplates(values, path));
  if (typeof when === 'string') located.push({ kind: 'when', text: when, path: [...path, 'when'] });
  if (forEach !== undefined) located.push({ kind: 'for_each', text: forEach, path: [...path, 'for_each'] });
  return located;
}
